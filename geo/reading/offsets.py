"""From a draft of a normalized text to one of the text as it was given."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.geo.draft.model import DraftMention, DraftPlace, Quote
from dateline.geo.reading.document.normalization import NormalizedText
from dateline.geo.reading.draft import Reading
from dateline.geo.reading.events.facts import EventTrace


def of_given_text(reading: Reading, source: NormalizedText) -> Reading:
    """The same reading with the spans and the words of the text as it was given."""
    if not source.changed:
        return reading
    draft = reading.draft
    report = draft.report.model_copy(update={"text": source.given})
    places = tuple(_place(place, source) for place in draft.places)
    events = tuple(
        event.model_copy(update={"evidence": _quotes(event.evidence, source)})
        for event in draft.events
    )
    return Reading(
        draft.model_copy(update={"report": report, "places": places, "events": events}),
        tuple(_trace(trace, source) for trace in reading.traces),
    )


def _place(place: DraftPlace, source: NormalizedText) -> DraftPlace:
    mentions = tuple(_mention(mention, place.name, source) for mention in place.mentions)
    return place.model_copy(
        update={"mentions": mentions, "evidence": _quotes(place.evidence, source)}
    )


def _mention(mention: DraftMention, name: str, source: NormalizedText) -> DraftMention:
    start, end = source.span(mention.start, mention.end)
    words = " ".join(source.given[start:end].split())
    given = None if words.casefold() == name.casefold() else words
    return mention.model_copy(update={"start": start, "end": end, "words": given})


def _quotes(quotes: Sequence[Quote], source: NormalizedText) -> tuple[Quote, ...]:
    return tuple(_quote(quote, source) for quote in quotes)


def _quote(quote: Quote, source: NormalizedText) -> Quote:
    if quote.start is None:
        return quote
    start, end = source.span(quote.start, quote.start + len(quote.quote))
    return quote.model_copy(update={"quote": source.given[start:end], "start": start})


def _trace(trace: EventTrace | None, source: NormalizedText) -> EventTrace | None:
    if trace is None:
        return None
    place = source.span(*trace.place) if trace.place else None
    return replace(trace, trigger=source.span(*trace.trigger), place=place)
