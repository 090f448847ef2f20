"""Journeys and summits that someone else proposes, kept where the report's words bear them out.

The rules read alone. Where an operator turns on another reader (a language model, a colleague's
program), what it proposes is taken into the draft if its quote and its names stand in the text, and
if the rules did not find the same event. Whatever goes wrong with it, the draft stays as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.geo.draft.model import (
    AnyDraftEvent,
    Draft,
    DraftJourney,
    DraftMention,
    DraftPlace,
    DraftStop,
    DraftSummit,
    Quote,
)
from dateline.geo.model import EventKind, Mode, Participant, Status
from dateline.geo.reading.entities.attribution import attribution
from dateline.geo.text.search import Span, find_quote

_WORDS = 3
"""Words that a quote has at least: fewer say nothing of who went where."""


class ProposalError(Exception):
    """The proposer could not be asked, or its answer could not be understood; says why."""


@dataclass(frozen=True)
class Proposal:
    """An event as proposed, not yet believed.

    Attributes:
        kind: ``EventKind.JOURNEY`` or ``EventKind.SUMMIT``.
        quote: Words of the report that tell it, verbatim but for line breaks.
        people: Who travels or meets, in the report's words.
        places: The stops of a journey in order, None where the report does not say which; the
            one place of a summit, or none.
        status: What has become of it.
        mode: How the journey is made.
    """

    kind: EventKind
    quote: str
    people: tuple[str, ...]
    places: tuple[str | None, ...]
    status: Status
    mode: Mode | None = None


class Proposer(Protocol):
    """Another reader of reports."""

    @property
    def name(self) -> str:
        """How to speak of it to a person."""

    def propose(self, text: str) -> Sequence[Proposal]:
        """The journeys and summits of a text.

        Raises:
            ProposalError: It could not be asked, or its answer could not be understood.
        """


def with_proposals(draft: Draft, proposer: Proposer) -> tuple[Draft, str]:
    """A draft with what a proposer adds to it.

    Args:
        draft: The report as the rules read it; returned as it is where nothing can be added.
        proposer: Asked for journeys and summits.

    Returns:
        The draft, and a sentence for a person on what came of it.
    """
    try:
        proposals = proposer.propose(draft.report.text)
    except ProposalError as error:
        return draft, f"{proposer.name} was no help: {error}; what the rules read stands"
    places, events = draft.places, list(draft.events)
    known = refused = 0
    for proposal in proposals:
        span = find_quote(draft.report.text, proposal.quote)
        accepted = _accepted(draft, places, proposal, span) if span else None
        if span is None or accepted is None:
            refused += 1
        elif _told(draft, events, accepted[1], span):
            known += 1
        else:
            places = accepted[0]
            events.append(accepted[1])
    added = len(events) - len(draft.events)
    note = (
        f"{proposer.name} proposed {len(proposals)} events: {added} added, {known} known already, "
        f"{refused} left out because the report's words do not bear them out"
    )
    # Made anew, not copied: a copy would keep what the draft had found out about its old places.
    fields = {name: getattr(draft, name) for name in Draft.model_fields}
    return Draft(**fields | {"places": places, "events": tuple(events)}), note


def _accepted(
    draft: Draft, known: tuple[DraftPlace, ...], proposal: Proposal, span: Span
) -> tuple[tuple[DraftPlace, ...], AnyDraftEvent] | None:
    """All places and the event that a proposal gives; None if the text does not bear it out."""
    text = draft.report.text
    if len(text[slice(*span)].split()) < _WORDS or not proposal.people:
        return None
    if not all(draft.names.find(name, 1) for name in proposal.people):
        return None
    places = list(known)
    names: list[str | None] = []
    for place in proposal.places:
        name = _place(draft, places, place, span) if place is not None else None
        if place is not None and name is None:
            return None
        names.append(name)
    event = _event(proposal, names, _quote(text, span))
    return (tuple(places), event) if event else None


def _place(draft: Draft, places: list[DraftPlace], name: str, span: Span) -> str | None:
    """By which name the draft knows a place that the quote names; None if it does not name it."""
    start, end = span
    found = next((at for at in draft.names.find(name) if start <= at[0] and at[1] <= end), None)
    if found is None:
        return None
    for place in places:
        if any(m.start < found[1] and found[0] < m.end for m in place.mentions):
            return place.name
        if place.name.casefold() == name.casefold():
            return place.name
    places.append(DraftPlace(name=name, mentions=(DraftMention(start=found[0], end=found[1]),)))
    return name


def _quote(text: str, span: Span) -> Quote:
    start, end = span
    return Quote(quote=text[start:end], start=start, attributed_to=attribution(text, span))


def _event(proposal: Proposal, places: list[str | None], quote: Quote) -> AnyDraftEvent | None:
    people = tuple(Participant(name=name) for name in dict.fromkeys(proposal.people))
    named = [place for place in places if place is not None]
    if proposal.kind is EventKind.SUMMIT:
        return DraftSummit(
            kind=EventKind.SUMMIT,
            participants=people,
            place=named[0] if named else None,
            status=proposal.status,
            evidence=(quote,),
        )
    if not named:
        return None
    stops = places if len(places) > 1 else [None, *places]
    return DraftJourney(
        kind=EventKind.JOURNEY,
        travellers=people,
        stops=tuple(DraftStop(place=place) for place in stops),
        mode=proposal.mode,
        status=proposal.status,
        evidence=(quote,),
    )


def _told(draft: Draft, events: Sequence[AnyDraftEvent], event: AnyDraftEvent, span: Span) -> bool:
    """Whether one of the events is of this kind and shares words and a place with it."""
    places = {name for _, name in event.place_names()}
    for known in events:
        if known.kind is not event.kind:
            continue
        spans = [found for quote in known.evidence if (found := draft.locate(quote))]
        shares = not places or bool(places & {name for _, name in known.place_names()})
        if shares and any(start < span[1] and span[0] < end for start, end in spans):
            return True
    return False
