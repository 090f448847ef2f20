"""Why each name of a report is a place, what it is on the map for, and why it is that place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.geo.model import EventMap, Place, Role, Use
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.entities.toponym_evidence import Surroundings, evidence
from dateline.geo.reading.rules.context import Context
from dateline.geo.use import event_places, is_wide

_AROUND = 4
"""Tokens shown on each side of a mention."""


@dataclass(frozen=True, slots=True)
class ExplainedMention:
    """One mention of a place with the reasons for what was made of it.

    Attributes:
        start: Where it begins in the text, in characters.
        end: Where it ends.
        words: As written.
        around: The words on both sides, with the mention in brackets.
        place: The place of the map.
        is_place: Why the words are taken for a place's name, with points; half a point is enough.
        role: What the name stands for here.
        use: Why the place is on the map as it is.
    """

    start: int
    end: int
    words: str
    around: str
    place: Place
    is_place: tuple[str, ...]
    role: Role
    use: str


def explain_mentions(context: Context, event_map: EventMap) -> list[ExplainedMention]:
    """Explain every mention of every place, in the order of the text.

    Args:
        context: What the report was found to name (:meth:`Reader.read_explained`).
        event_map: The same report geocoded.
    """
    around = Surroundings(context.document, context.people)
    around.learn(context.toponyms)
    toponyms = {toponym.start: toponym for toponym in context.toponyms}
    found = [
        ExplainedMention(
            start=mention.start,
            end=mention.end,
            words=mention.name,
            around=_around(context, toponyms[mention.start]),
            place=place,
            is_place=tuple(_reasons(context, toponyms[mention.start], around)),
            role=mention.role,
            use=explain_use(event_map, place),
        )
        for place in event_map.places
        for mention in place.mentions
        if mention.start in toponyms
    ]
    return sorted(found, key=lambda one: one.start)


def explain_use(event_map: EventMap, place: Place) -> str:
    """Why a place has its use, in a sentence."""
    if place.use is Use.EVENT:
        titles = [one.title for one in event_map.events if place.id in event_places([one])]
        return "of the event " + "; ".join(f"“{title}”" for title in titles[:3])
    if place.use is Use.DATELINE:
        return "the report, or a part of it, was filed there"
    if place.use is Use.SCENE:
        return "the report says that something is or happens there"
    if place.role is Role.ASSOCIATIVE:
        return "its name stands for a government, a people, a team or the like"
    if is_wide(place.chosen):
        return "a country or a region that no event uses"
    return "nothing is said to be or happen there: where someone is from, has a seat or the like"


def _reasons(context: Context, toponym: Toponym, around: Surroundings) -> Iterator[str]:
    if toponym.filed:
        yield "stands in the dateline"
        return
    if toponym.label != " ".join(toponym.name.split()) and not toponym.demonym:
        yield f"stands for {toponym.label}"
    if toponym.entry is not None:
        yield f"a name that the gazetteer has ({toponym.entry.name})"
    for reason, points in evidence(context.document, toponym, around):
        if points:
            yield f"{reason} ({points:+.2f})"


def _around(context: Context, toponym: Toponym) -> str:
    tokens, text = context.document.tokens, context.document.text
    first = tokens[max(0, toponym.first - _AROUND)].start
    last = tokens[min(len(tokens), toponym.stop + _AROUND) - 1].end
    before, behind = text[first : toponym.start], text[toponym.end : last]
    return " ".join(f"{before}[{text[toponym.start : toponym.end]}]{behind}".split())


def explanation_lines(mentions: Sequence[ExplainedMention]) -> Iterator[str]:
    """The explanation as text for a person, some lines for each mention."""
    for one in mentions:
        place, chosen = one.place, one.place.chosen
        yield f"{one.start}-{one.end}  {one.around}"
        yield f"  a place: {'; '.join(one.is_place)}"
        yield f"  role:    {one.role.value}, by the words around it"
        yield f"  use:     {place.use.value}: {one.use}"
        if chosen is None:
            yield f"  where:   not located: {place.unresolved}"
            continue
        where = ", ".join(filter(None, (chosen.name, chosen.admin1, chosen.country)))
        yield (
            f"  where:   {where} ({chosen.lat:.4f}, {chosen.lon:.4f}; {chosen.source}"
            f" {chosen.source_id}), confidence {place.confidence:.2f}"
        )
        yield f"  why:     {'; '.join(chosen.why)}"
        for other in place.alternatives[:3]:
            name = ", ".join(filter(None, (other.name, other.admin1, other.country)))
            yield f"  not:     {name} ({other.score:.2f}): {'; '.join(other.why)}"
