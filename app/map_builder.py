"""Making maps: the one way from a draft or a report's text to what the store keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline import geo
from dateline.app.geocoder import open_geocoder
from dateline.app.lazy import Lazy
from dateline.app.settings import Settings
from dateline.geo.errors import InvalidInput, Problem
from dateline.geo.model import Candidate, EventMap
from dateline.geo.reading.document.language import NAMES

if TYPE_CHECKING:
    from dateline.geo.draft.model import Draft, DraftReport
    from dateline.geo.gazetteer import Gazetteer
    from dateline.geo.layers.features import Layers
    from dateline.geo.reading import Reader
    from dateline.geo.resolution import CandidateSource

# Drafts, the gazetteer, the reader and shapely are imported when the first map is made: a service
# that only shows maps needs none of them and starts the sooner.


@dataclass(frozen=True)
class MadeMap:
    """A map with all that is kept of it.

    Attributes:
        notes: What a person should know of how its draft was understood.
    """

    event_map: EventMap
    layers: "Layers"
    draft_yaml: str
    notes: tuple[str, ...] = ()


class OtherLanguage(InvalidInput):
    """A report that is not in English: its places were found, its events were not read.

    Attributes:
        language: BCP 47 tag of the report's language.
        places: What it names, each with name, role, position and identity in its gazetteer.
    """

    def __init__(self, language: str, name: str, places: tuple[Mapping[str, Any], ...]) -> None:
        self.language = language
        self.places = places
        message = (
            f"the report is in {name}; journeys and summits are read from English only. "
            "Send a translation, or a draft of the report's events"
        )
        super().__init__([Problem("text", message)])


class MapMaker:
    """Makes maps with one gazetteer, one geocoder and one reader, each opened when it is needed.

    Args:
        settings: The operator's own places, and what to ask beside the gazetteer.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gazetteer = Lazy(self._open_world)
        self._geocoder = Lazy(lambda: open_geocoder(settings, self._gazetteer()))
        self._reader = Lazy(self._open_reader)

    def from_draft(self, draft: "Draft", source: str | None = None) -> MadeMap:
        """The map of a draft.

        Args:
            draft: What a person wrote or corrected.
            source: The draft as it was written, comments and all; made anew when left out.

        Raises:
            InvalidInput: The draft does not hold.
        """
        from dateline.geo.draft.dates import date_notes  # noqa: PLC0415

        event_map = geo.geocode(draft, self._geocoder())
        yaml = source or geo.dump_draft(draft)
        return MadeMap(event_map, geo.lay_out(event_map), yaml, date_notes(draft))

    def from_report(
        self, report: "DraftReport", *, map_id: str | None = None, language: str | None = None
    ) -> MadeMap:
        """The map of a report, read from its text.

        Args:
            report: The report; its language counts only as ``language``.
            map_id: The map's id; a slug of the title when left out.
            language: The report's language as who gave it says; found out when left out.

        Raises:
            OtherLanguage: The report is not in English.
            InvalidInput: The text cannot be read.
        """
        read = self.read(report, language=language)
        if not _is_english(read.report.language):
            raise self._other_language(read, read.report.language)
        return self.from_draft(read.model_copy(update={"id": map_id}))

    def read(self, report: "DraftReport", *, language: str | None = None) -> "Draft":
        """The draft of a report, every item of it as read by the machine.

        Args:
            report: The report; its language counts only as ``language``.
            language: The report's language as who gave it says; found out when left out.

        Raises:
            InvalidInput: The text cannot be read.
        """
        from dateline.geo.draft.editing import marked_as_read  # noqa: PLC0415

        read = self._reader().read(report.text, title=report.title, published=report.published)
        found = read.report.language
        told = language if language and (found == "en" or not _is_english(language)) else found
        whole = report.model_copy(update={"language": told})
        return marked_as_read(read.model_copy(update={"report": whole}))

    def geocoder(self) -> "CandidateSource":
        """Where the candidates for places come from."""
        return self._geocoder()

    def candidates(self, name: str, *, limit: int) -> list[Candidate]:
        """What the gazetteer has by a name, whatever the report."""
        return self._gazetteer().candidates(name, limit=limit)

    def _other_language(self, read: "Draft", language: str) -> OtherLanguage:
        places_alone = read.model_copy(update={"events": ()})
        places = tuple(
            {
                "name": place.name,
                "role": place.role.value,
                "lon": place.chosen.lon,
                "lat": place.chosen.lat,
                "country": place.chosen.country,
                "source": place.chosen.source,
                "source_id": place.chosen.source_id,
            }
            for place in geo.geocode(places_alone, self._geocoder()).places
            if place.chosen
        )
        name = NAMES.get(_primary(language), f"another language than English ({language})")
        return OtherLanguage(language, name, places)

    def _open_world(self) -> "Gazetteer":
        return geo.Gazetteer.open(extra=self._settings.gazetteer_extra)

    def _open_reader(self) -> "Reader":
        return geo.Reader(self._gazetteer())


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _is_english(language: str) -> bool:
    return _primary(language) in ("en", "eng")
