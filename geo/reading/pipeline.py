"""All stages in order: from a text to a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from dateline.geo.draft.model import MAX_TEXT, Draft
from dateline.geo.errors import InvalidInput
from dateline.geo.model import Role
from dateline.geo.reading.document.case import restore_lines
from dateline.geo.reading.document.language import language_of
from dateline.geo.reading.document.normalization import NormalizedText
from dateline.geo.reading.document.tokens import Document
from dateline.geo.reading.draft import Reading, draft_of
from dateline.geo.reading.entities.actors import find_actors
from dateline.geo.reading.entities.asides import mark_asides
from dateline.geo.reading.entities.compounds import compound_names, with_compounds
from dateline.geo.reading.entities.coreference import link
from dateline.geo.reading.entities.datelines import find_datelines
from dateline.geo.reading.entities.foreign import find_foreign
from dateline.geo.reading.entities.lookup import Lookup, PlaceNames
from dateline.geo.reading.entities.persons import PersonNames, find_names
from dateline.geo.reading.entities.roles import set_roles
from dateline.geo.reading.entities.runs import Run, runs_of
from dateline.geo.reading.entities.times import find_times
from dateline.geo.reading.entities.toponyms import find_toponyms
from dateline.geo.reading.events.engine import find_mentions, sentences_to_parse
from dateline.geo.reading.events.facts import EventFact
from dateline.geo.reading.events.gathering import gather
from dateline.geo.reading.events.journeys import journeys_of
from dateline.geo.reading.events.meetings import with_meetings
from dateline.geo.reading.events.mentions import EventMention
from dateline.geo.reading.offsets import of_given_text
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.meeting import SummitFact
from dateline.geo.reading.rules.merging import merge_journeys, merge_summits
from dateline.geo.reading.rules.summits import find_summits
from dateline.geo.reading.rules.tellings import JourneyFact
from dateline.geo.reading.syntax.parsing import Parse, parse
from dateline.geo.when import When


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A report up to the sentences that are to be parsed.

    Attributes:
        context: What it names; of a text all in capitals with its case restored.
        sentences: Number, start and text of each sentence to be parsed.
        text: The normalized text, in the case that it was given in.
        source: Where its characters come from in the text as it was given.
    """

    context: Context
    title: str
    language: str
    sentences: list[tuple[int, int, str]]
    text: str
    source: NormalizedText


class Reader:
    """Reads reports with one gazetteer; keeps what it looked up for the next report."""

    def __init__(self, gazetteer: PlaceNames) -> None:
        self._lookup = Lookup(gazetteer)

    def read(self, text: str, *, title: str = "", published: When | None = None) -> Draft:
        """Read a report.

        Args:
            text: The report's text; evidence counts its characters.
            title: Its title; the first sentence when there is none.
            published: When it was published; relative times stay open without it.

        Returns:
            A draft that :func:`geo.geocoding.geocode` takes as it is. Events are read from English
            only; in other languages the draft has places and no events, and ``report.language``
            says which language it is.

        Raises:
            InvalidInput: There is no text, or more than ``MAX_TEXT`` characters of it.
        """
        return self.read_traced(text, title=title, published=published).draft

    def read_traced(self, text: str, *, title: str = "", published: When | None = None) -> Reading:
        """Read a report, and say of each event which words and which frame gave it.

        Arguments and errors are those of :meth:`read`.
        """
        report = self._prepare(text, title, published)
        reading = self._finish(report, list(parse(told for _, _, told in report.sentences)))
        return of_given_text(reading, report.source)

    def read_explained(
        self, text: str, *, title: str = "", published: When | None = None
    ) -> tuple[Reading, Context]:
        """Read a report, with everything that its text was found to name.

        Both are of the normalized text, which may be shorter than the one given.

        Arguments and errors are those of :meth:`read`.
        """
        report = self._prepare(text, title, published)
        reading = self._finish(report, list(parse(told for _, _, told in report.sentences)))
        return reading, report.context

    def read_batch(self, reports: Sequence[tuple[str, str, When | None]]) -> list[Reading]:
        """Read several reports; their sentences are parsed together, which is faster.

        Args:
            reports: Text, title and time of publication of each.

        Raises:
            InvalidInput: One of them cannot be read.
        """
        prepared = [self._prepare(*report) for report in reports]
        parses = parse(told for report in prepared for _, _, told in report.sentences)
        readings = (
            self._finish(report, list(islice(parses, len(report.sentences)))) for report in prepared
        )
        return [
            of_given_text(reading, report.source)
            for reading, report in zip(readings, prepared, strict=True)
        ]

    def _prepare(self, text: str, title: str, published: When | None) -> "_Prepared":
        """Everything before parsing."""
        if not text.strip():
            raise InvalidInput.of("there is no text to read", "text")
        if len(text) > MAX_TEXT:
            raise InvalidInput.of(
                f"the text has {len(text):,} characters; at most {MAX_TEXT:,} are read", "text"
            )
        _refuse_broken(text)
        source = NormalizedText(text)
        if not source.text.strip():
            source = NormalizedText(text, all_lines=True)
        text = source.text
        if not text.strip():
            raise InvalidInput.of("there is no text to read", "text")
        language = language_of(text)
        if language != "en":
            context = self._places_only(text, language, published)
            return _Prepared(context, title, language, [], text, source)
        written = restore_lines(text, self._is_place)
        context = self.understand(written, published)
        return _Prepared(context, title, language, sentences_to_parse(context), text, source)

    def _finish(self, report: "_Prepared", parses: list[Parse]) -> Reading:
        """Everything after parsing."""
        context = report.context
        journeys: list[JourneyFact] = []
        summits: list[SummitFact] = []
        events: list[EventFact] = []
        if report.language == "en":
            mentions = find_mentions(context, report.sentences, parses)
            journeys = journeys_of(_of_family(mentions, "travel"), context)
            told = find_summits(context, journeys)
            told = with_meetings(told, _of_family(mentions, "meeting"), context)
            summits = merge_summits(told, context)
            events = gather([m for m in mentions if m.frame.family not in _OWN_LAYERS], context)
        journeys = merge_journeys(journeys, context)
        # Offsets are the same in a text whose case was restored; what is quoted is as it was.
        context.document.text = report.text
        return draft_of(
            context,
            journeys,
            summits,
            events,
            title=report.title,
            published=context.published,
            language=report.language,
        )

    def _is_place(self, name: str) -> bool:
        entry = self._lookup.entry(name)
        return entry is not None and entry.prominence > _KNOWN

    def understand(self, text: str, published: When | None = None) -> Context:
        """Everything that a text names: places with their roles, persons, groups and times."""
        document = Document.of(text)
        compounds = compound_names(document, self._lookup)
        runs = with_compounds(runs_of(document), compounds)
        datelines = find_datelines(document, self._lookup)
        filed = [Run(part.start, part.stop) for line in datelines for part in line.places]
        people = find_names(document, runs, self._lookup, [*compounds, *filed])
        toponyms = find_toponyms(
            document, runs, people, self._lookup, compounds=compounds, datelines=datelines
        )
        roles = set_roles(document, toponyms)
        mark_asides(document, toponyms, roles)
        actors = find_actors(document, people, toponyms, runs)
        link(document, actors)
        return Context(document, people, toponyms, roles, actors, find_times(text), published)

    def _places_only(self, text: str, language: str, published: When | None) -> Context:
        """The places of a text in another language than English."""
        document, toponyms = find_foreign(text, language)
        roles = [Role.LITERAL] * len(toponyms)
        return Context(document, PersonNames(), toponyms, roles, [], [], published)


def _of_family(mentions: list[EventMention], family: str) -> list[EventMention]:
    return [each for each in mentions if each.frame.family == family]


_OWN_LAYERS = ("travel", "meeting")
"""Families whose events are no plain events."""
_KNOWN = 0.1
"""Prominence of a place whose name of several words is restored in a text all in capitals."""


def _refuse_broken(text: str) -> None:
    """Refuse halves of surrogate pairs: they are no characters, and no file can hold them."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidInput.of(
            f"character {error.start} is half of a surrogate pair; the text was decoded wrongly",
            "text",
        ) from error


def read(
    text: str, *, title: str = "", published: When | None = None, gazetteer: PlaceNames
) -> Draft:
    """Read one report; see :meth:`Reader.read`. For many, keep a :class:`Reader`."""
    return Reader(gazetteer).read(text, title=title, published=published)
