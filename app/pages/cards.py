"""What the service's own pages show besides the list of a map (``dateline.geo.story``)."""

from dataclasses import dataclass

from dateline.app.pages.locator import Locator
from dateline.app.store.model import MapSummary
from dateline.geo.story import MapView, Time
from dateline.geo.story.wording import count_words, list_words


def description(view: MapView) -> str:
    """One sentence about a map, for search engines and link previews."""
    what = list_words(view.counts) or "no features"
    by = f" after a report by {view.publisher}" if view.publisher else ""
    return f"A map of {what}{by}, each tied to the sentence that says so."


@dataclass(frozen=True, slots=True)
class Card:
    """A map in the list of maps."""

    id: str
    title: str
    published: Time | None
    publisher: str | None
    counts: tuple[str, ...]
    locator: Locator | None


def card(summary: MapSummary, picture: Locator | None) -> Card:
    """The card of a map, with its picture."""
    return Card(
        id=summary.id,
        title=summary.title,
        published=Time.of(summary.published),
        publisher=summary.publisher,
        counts=tuple(count_words(summary.counts)),
        locator=picture,
    )
