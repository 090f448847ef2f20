"""The geocoding stage: from a draft, with places by name, to an EventMap with coordinates."""

import re
from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from dateline.geo.draft.ids import undeclared
from dateline.geo.draft.model import SLUG, Draft, DraftJourney, DraftPlace, DraftStop
from dateline.geo.draft.stops import merge_repeated_stops
from dateline.geo.draft.to_events import Ids, References, events_of, evidence_of
from dateline.geo.editorial import MapEditorial
from dateline.geo.errors import InvalidInput, Problem
from dateline.geo.model import EventMap, Evidence, Mention, Place, Report, Role
from dateline.geo.resolution import (
    CandidateSource,
    Clue,
    PlaceQuery,
    Resolution,
    read_clues,
    resolve,
)
from dateline.geo.resolution.scene import NamedAt, Scenes
from dateline.geo.text.search import Span, slug
from dateline.geo.use import event_places, is_wide, use_of

MAX_MENTIONS = 200
"""Mentions of a place that are looked up by its name; more would say nothing more."""
_ROLES_BY_WEIGHT = (Role.LITERAL, Role.DATELINE, Role.ASSOCIATIVE)


def geocode(draft: Draft, source: CandidateSource, map_id: str | None = None) -> EventMap:
    """Give every place of the draft its coordinates, all of them together.

    Args:
        draft: What the report says; checked here once more.
        source: Where candidates come from: the gazetteer, or a chain that begins with it.
        map_id: The map's id; the draft's own, else a slug of the title, when left out.

    Returns:
        The map. A place that cannot be resolved is in it and says why.

    Raises:
        InvalidInput: The map's id is none, the draft does not hold
            (:meth:`geo.draft.model.Draft.check`), or a place is named by no sentence of the report.
    """
    if map_id is not None and not re.fullmatch(SLUG, map_id):
        raise InvalidInput.of(
            f"{map_id[:80]!r} is no id; use small letters, digits and hyphens", "id"
        )
    draft.check()
    declared = [*draft.places, *undeclared(draft)]
    new_ids = Ids(draft)
    ids = [place.id or new_ids.new(slug(place.name) or "place") for place in declared]
    spoken = [_spoken_of(draft, place) for place in declared]
    _refuse_unspoken(draft, declared, spoken)
    clues = _clues(draft.report.text, spoken)
    scenes = _scenes(draft, declared, spoken)
    queries = [_query(*one, scenes) for one in zip(declared, spoken, clues, strict=True)]
    resolutions = resolve(queries, source)
    references = References(declared, ids)
    located = dict(zip(ids, resolutions, strict=True))
    events = events_of(_without_standstill(draft, references, located), references, new_ids)
    used = event_places(event for event in events if event.shown)
    return EventMap(
        id=map_id or draft.id or slug(draft.report.title) or "map",
        report=Report.model_validate(draft.report.model_dump()),
        places=tuple(
            _place(one, place, said, found, of_event=one in used)
            for one, place, said, found in zip(ids, declared, spoken, resolutions, strict=True)
        ),
        events=events,
        frame_ancestors=draft.frame_ancestors,
        **{name: getattr(draft, name) for name in MapEditorial.model_fields},
    )


def _without_standstill(
    draft: Draft, references: References, located: Mapping[str, Resolution]
) -> Draft:
    """The draft with no journey from a place to itself ("from Bombay to Mumbai").

    Nor with one that is inferred to begin in the middle of a country: the line would say nothing.
    """

    def location(reference: str) -> Hashable:
        one = references.id(reference)
        chosen = located[one].chosen
        return (chosen.source, chosen.source_id) if chosen and chosen.source_id else one

    def from_somewhere(journey: DraftJourney) -> DraftJourney:
        stops = tuple(
            DraftStop(place=None, when=stop.when)
            if stop.inferred and stop.place and is_wide(located[references.id(stop.place)].chosen)
            else stop
            for stop in journey.stops
        )
        return journey.model_copy(update={"stops": stops})

    events = tuple(
        merge_repeated_stops(from_somewhere(event), location)
        if isinstance(event, DraftJourney)
        else event
        for event in draft.events
    )
    return draft.model_copy(update={"events": events})


class _Spoken(NamedTuple):
    """What the report's text says of a place."""

    role: Role
    mentions: tuple[Mention, ...]
    evidence: tuple[Evidence, ...]


def _spoken_of(draft: Draft, place: DraftPlace) -> _Spoken:
    roles = {mention.role for mention in place.mentions} or {Role.LITERAL}
    role = place.role or next(role for role in _ROLES_BY_WEIGHT if role in roles)
    mentions = tuple(_mentions(draft, place, role))
    return _Spoken(role, mentions, _evidence(draft, place, mentions))


def _mentions(draft: Draft, place: DraftPlace, role: Role) -> Iterator[Mention]:
    text = draft.report.text
    for mention in place.mentions:
        name = text[mention.start : mention.end]
        yield Mention(start=mention.start, end=mention.end, name=name, role=mention.role)
    if not place.mentions:
        for start, end in draft.names.find(place.name, MAX_MENTIONS):
            yield Mention(start=start, end=end, name=text[start:end], role=role)


def _evidence(draft: Draft, place: DraftPlace, mentions: Sequence[Mention]) -> tuple[Evidence, ...]:
    """The words given, else the sentences that name the place, else those of its events."""
    if place.evidence:
        return evidence_of(draft, place.evidence)
    if mentions:
        text, spans = draft.report.text, draft.sentences
        around = dict.fromkeys(_around(mention, spans) for mention in mentions)
        return tuple(
            Evidence(start=a, end=b, quote=text[a:b], attributed_to=_attribution(draft, a, b))
            for a, b in around
        )
    names = {place.name.casefold(), place.id}
    return tuple(
        said
        for event in draft.events
        if any(name in names or name.casefold() in names for _, name in event.place_names())
        for said in evidence_of(draft, event.evidence)
    )


def _attribution(draft: Draft, start: int, end: int) -> str | None:
    """Who the draft attributes a sentence to, where it quotes most of it elsewhere."""
    for first, last, attributed_to in draft.attributions:
        if min(end, last) - max(start, first) > (end - start) / 2:
            return attributed_to
    return None


def _around(mention: Mention, sentence_spans: Sequence[Span]) -> Span:
    """The sentence of a mention."""
    index = bisect_right(sentence_spans, mention.start, key=itemgetter(0)) - 1
    start, end = sentence_spans[max(index, 0)]
    return min(start, mention.start), max(end, mention.end)


def _refuse_unspoken(draft: Draft, places: Sequence[DraftPlace], spoken: Sequence[_Spoken]) -> None:
    # A place of an event on the editor's own authority need not be in the report.
    given = {
        name.casefold()
        for event in draft.events
        if event.source is not None
        for _, name in event.place_names()
    }
    problems = [
        Problem(
            f"places[{number}].name"
            if number < len(draft.places)
            else _first_use(draft, place.name),
            f"no sentence of the report names {place.name!r}; give the words as `evidence`",
        )
        for number, (place, said) in enumerate(zip(places, spoken, strict=True))
        if not said.evidence and not {place.name.casefold(), place.id or ""} & given
    ]
    if problems:
        raise InvalidInput(problems)


def _first_use(draft: Draft, name: str) -> str:
    """The field of the first event that refers to a place."""
    return next(
        f"events[{number}].{field}"
        for number, event in enumerate(draft.events)
        for field, one in event.place_names()
        if one.casefold() == name.casefold()
    )


def _clues(text: str, spoken: Sequence[_Spoken]) -> list[tuple[Clue, ...]]:
    """Clues about each place from the words around its mentions."""
    spans = [(one.start, one.end) for said in spoken for one in said.mentions]
    told = iter(read_clues(text, spans))
    return [
        tuple(dict.fromkeys(clue for _ in said.mentions for clue in next(told))) for said in spoken
    ]


def _scenes(draft: Draft, places: Sequence[DraftPlace], spoken: Sequence[_Spoken]) -> Scenes:
    """All mentions by their sentences."""
    mentions = [
        NamedAt(one.start, place.name, one.role)
        for place, said in zip(places, spoken, strict=True)
        for one in said.mentions
    ]
    return Scenes(draft.sentences, mentions)


def _query(
    place: DraftPlace, spoken: _Spoken, clues: tuple[Clue, ...], scenes: Scenes
) -> PlaceQuery:
    return PlaceQuery(
        name=place.name,
        country=place.country,
        within=place.within,
        near=place.near,
        feature=place.feature,
        at=(place.at.lon, place.at.lat) if place.at else None,
        mentions=max(1, len(spoken.mentions)),
        role=spoken.role,
        sentence=scenes.beside(place.name, [one.start for one in spoken.mentions]),
        before=scenes.before(place.name, [one.start for one in spoken.mentions]),
        dateline=scenes.datelines,
        filed=any(one.role is Role.DATELINE for one in spoken.mentions),
        clues=clues,
    )


def _place(
    place_id: str,
    place: DraftPlace,
    spoken: _Spoken,
    resolution: Resolution,
    *,
    of_event: bool,
) -> Place:
    chosen = resolution.chosen
    if chosen and place.at and place.radius_km is not None:
        chosen = chosen.model_copy(update={"uncertainty_km": place.radius_km})
    return Place(
        id=place_id,
        name=place.label or place.name,
        note=place.note,
        shown=place.shown,
        role=spoken.role,
        use=use_of(spoken.role, chosen, of_event=of_event, given=place.use),
        mentions=spoken.mentions,
        evidence=spoken.evidence,
        chosen=chosen,
        alternatives=resolution.alternatives,
        confidence=resolution.confidence,
        unresolved=resolution.unresolved,
    )
