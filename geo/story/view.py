"""What a list of everything on a map says, made from the whole-map document.

Everything here is data on its way to a template that escapes it; no markup is made.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.geo.model import LAYERS
from dateline.geo.story.editorial import web_address
from dateline.geo.story.items import Item, QuoteItem, Time, item_of, quotes_of
from dateline.geo.story.passages import Passage, passages
from dateline.geo.story.timeline import Moments, moments
from dateline.geo.story.wording import count_words, phrase, words
from dateline.geo.use import is_mentioned

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Aside:
    """A name that is not on the map, and why."""

    name: str
    reason: str | None
    quotes: tuple[QuoteItem, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A passage of the report with what it says of the map.

    Attributes:
        number: Its place in the story, from 1.
        start: Where the passage begins in the report, in characters.
        end: Where it ends.
        sources: Who says so.
        items: Features mentioned here for the first time.
        others: Features of other steps, and the places named.
    """

    number: int
    start: int
    end: int
    text: str
    sources: tuple[str, ...]
    items: tuple[Item, ...]
    others: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """A map with the head of its report and everything on it, in reading order.

    A list of very many things is cut into pages: ``steps`` and ``places`` are those of ``page``.
    """

    id: str
    title: str
    published: Time | None
    publisher: str | None
    language: str
    url: str | None
    """The report's address, if it is one that a page may link to."""
    licence: str | None
    credit: str | None
    counts: tuple[str, ...]
    layers: tuple[tuple[str, str], ...]
    """Layers that have features: word in addresses, and word for readers."""
    empty: str | None
    """The message in place of the list when there is nothing to list."""
    step_count: int
    """Steps of the whole story."""
    moments: Moments | None
    page: int
    pages: int
    steps: tuple[Step, ...]
    places: tuple[Item, ...]
    mentioned: tuple[Item, ...]
    """Places that are only named; the map draws them on request."""
    associated: tuple[Aside, ...]
    unresolved: tuple[Aside, ...]
    credits: tuple[str, ...]
    beside: tuple[Item, ...] = ()
    """Events on an editor's own authority, which no passage of the report tells of."""
    note: str | None = None
    """The editor's, to readers of the whole map."""
    theme: str | None = None
    """How the map is coloured, whatever the reader's preference."""

    @property
    def story(self) -> tuple[Item, ...]:
        """Events of all kinds, in the order of the text."""
        return tuple(item for step in self.steps for item in step.items)


PAGE_SIZE = 400
"""Features on one page of a list."""


def map_view(document: Json, *, page: int | None = None) -> MapView:
    """The list of a whole-map document (``dateline.geo.layers.features.Layers.document``).

    Args:
        document: The map.
        page: Which page of the list, from 1; the nearest there is when there is no such page.
            None is all of it on one.
    """
    report, features = document["report"], sorted(document["features"], key=_first_mention)
    publisher = report["publisher"]
    counts = document["counts"]
    told = passages(features)
    named = _named(features)
    starts = _page_starts(told, len(named)) if page else [0]
    shown = min(max(page or 1, 1), len(starts))
    first, last = starts[shown - 1], [*starts, len(told) + len(named)][shown]
    speaks = _steps_of(told)
    items = [
        item_of(one, publisher, speaks.get(one["id"], ()))
        for one in named[max(0, first - len(told)) : max(0, last - len(told))]
    ]
    return MapView(
        id=document["id"],
        title=report["title"],
        published=Time.of(report["published"]),
        publisher=publisher,
        language=report["language"],
        url=web_address(report["url"]),
        licence=report["licence"],
        credit=report["credit"],
        counts=tuple(count_words(counts)),
        layers=tuple(
            (name, word)
            for name, word in words()["layers"].items()
            if name in LAYERS and counts.get(name)
        ),
        empty=None if features else phrase("empty"),
        step_count=len(told),
        moments=moments(features),
        page=shown,
        pages=len(starts),
        steps=tuple(
            _step(number, told[number - 1], publisher, speaks)
            for number in range(first + 1, min(last, len(told)) + 1)
        ),
        places=tuple(item for item in items if not item.mentioned),
        mentioned=tuple(item for item in items if item.mentioned),
        associated=tuple(_aside(one, publisher) for one in document["associated"]),
        unresolved=tuple(_aside(one, publisher) for one in document["unresolved"]),
        credits=tuple(document["credits"]),
        beside=tuple(
            item_of(one, publisher)
            for one in features
            if shown == 1 and not (one["properties"]["evidence"] or _is_place(one))
        ),
        note=document.get("note"),
        theme=document.get("theme"),
    )


def _is_place(feature: Json) -> bool:
    return bool(feature["properties"]["layer"] == "places")


def _named(features: Sequence[Json]) -> list[Json]:
    """The places in the order of the list: those that are only named come last."""
    places = [one for one in features if _is_place(one)]
    return sorted(places, key=lambda one: is_mentioned(one["properties"]))


def _first_mention(feature: Json) -> int:
    return min((said["start"] for said in feature["properties"]["evidence"]), default=0)


def page_of(
    document: Json, *, page: int | None = None, step: int | None = None, feature: str | None = None
) -> int:
    """The requested page of the list, by number, step or feature.

    Args:
        document: The whole-map document.
        page: Its number; the nearest there is when there is no such page.
        step: Number of a step on it.
        feature: Id of a feature on it; the first page for an unknown id.
    """
    features = sorted(document["features"], key=_first_mention)
    told = passages(features)
    named = [one["id"] for one in _named(features)]
    starts = _page_starts(told, len(named))
    if page is None:
        page = bisect_right(starts, _entry_of(told, named, step, feature))
    return min(max(page, 1), len(starts))


def _entry_of(
    told: Sequence[Passage], named: Sequence[str], step: int | None, feature: str | None
) -> int:
    if step is not None:
        return min(step, len(told)) - 1
    if feature in named:
        return len(told) + named.index(feature)
    tells = (n for n, one in enumerate(told) if feature in {f["id"] for f in one.features})
    return next(tells, 0)


def _page_starts(told: Sequence[Passage], places: int) -> list[int]:
    """With which entry each page of a list begins; a list has at least one page.

    Entries are the steps and then the places; a step weighs as much as it has features.
    """
    starts, weight = [0], 0
    for index, more in enumerate([*(1 + len(one.features) for one in told), *[1] * places]):
        if weight + more > PAGE_SIZE and index > starts[-1]:
            starts.append(index)
            weight = 0
        weight += more
    return starts


def _steps_of(told: Sequence[Passage]) -> dict[str, tuple[int, ...]]:
    """By feature, the numbers of the steps that speak of it."""
    found: dict[str, list[int]] = {}
    for number, passage in enumerate(told, start=1):
        for feature in passage.features:
            found.setdefault(feature["id"], []).append(number)
    return {feature: tuple(numbers) for feature, numbers in found.items()}


def _step(
    number: int,
    passage: Passage,
    publisher: str | None,
    speaks: Mapping[str, tuple[int, ...]],
) -> Step:
    items = [item_of(one, publisher, speaks[one["id"]]) for one in passage.features]
    first = [
        not _is_place(feature) and item.steps[0] == number
        for feature, item in zip(passage.features, items, strict=True)
    ]
    return Step(
        number=number,
        start=passage.start,
        end=passage.start + len(passage.text),
        text=passage.text,
        sources=passage.speakers or (publisher or phrase("report_says"),),
        items=tuple(item for item, here in zip(items, first, strict=True) if here),
        others=tuple(item for item, here in zip(items, first, strict=True) if not here),
    )


def _aside(listed: Json, publisher: str | None) -> Aside:
    return Aside(listed["name"], listed.get("reason"), quotes_of(listed["evidence"], publisher))
