"""Spans of a draft found again after its text was edited, by their words and the text around them.

A draft ties quotes and mentions to characters of the text. Whoever corrects the text shifts all
that follows. An edit leaves whole stretches of the text as they were, so of all ways to find the
words of the draft in the text, the one is taken that shifts the fewest stretches. Words for which
two places are equally good are not guessed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.geo.draft.model import Draft, DraftPlace, Quote
from dateline.geo.errors import Problem
from dateline.geo.text.search import Span, find_quotes

_MOST = 24
"""Places in the text that are considered for the words of one span."""
_SHIFT = 1.0
"""Cost of a shift that is not that of the span before: the text was edited between the two."""
_FIRST_SHIFT = 0.75
"""Cost of a shift of the first span."""
_BACKWARDS = 1.0
"""Further cost of an order that is not that of the draft: a passage was moved."""
_MOVED = 0.1
"""Cost of words that are not where the draft says: between two equals they stay."""
_OTHER_WORDS = 0.5
"""Cost of words that are not the place's name, where the draft does not say which they were."""


@dataclass(frozen=True)
class Anchored:
    """A draft whose spans fit its text, as far as they can be found.

    Attributes:
        notes: What was moved or left out, in sentences.
        problems: Spans that could be meant in more than one place.
    """

    draft: Draft
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Item:
    """A quote or a mention.

    Attributes:
        field: Its path in the draft.
        words: The text of the span.
        start: Its offset, as the draft says.
        end: Where it ends, as the draft says.
        alias: Whether other words may be there: a mention whose words the draft does not say,
            and that is not as long as the name.
    """

    field: str
    words: str
    start: int
    end: int
    alias: bool = False


@dataclass(frozen=True)
class _Option:
    """An offset where the words of an item may be now."""

    start: int
    end: int
    shift: int
    cost: float


def anchor(draft: Draft) -> Anchored:
    """Find the spans of a draft in its text.

    Quotes without ``start`` are left alone: they are found by their words.

    Args:
        draft: As it was written; its spans need not fit.
    """
    items = sorted(_items(draft), key=lambda item: item.start)
    if all(_fits(draft.report.text, item) for item in items):
        return Anchored(draft)
    options = _options(draft, items)
    possible = [(item, found) for item, found in zip(items, options, strict=True) if found]
    placed: dict[str, _Option] = {}
    problems = []
    for item, best in zip((item for item, _ in possible), _best(possible), strict=True):
        placed[item.field] = best[0]
        if len(best) > 1:
            problems.append(_ambiguous(item, best))
    gone = {item.field: item for item, found in zip(items, options, strict=True) if not found}
    return Anchored(_moved(draft, placed, gone), _notes(items, placed, gone), tuple(problems))


def _items(draft: Draft) -> Iterator[_Item]:
    for field, quote in draft.quotes():
        if quote.start is not None:
            yield _Item(field, quote.quote, quote.start, quote.start + len(quote.quote))
    for number, place in enumerate(draft.places):
        for index, mention in enumerate(place.mentions):
            yield _Item(
                f"places[{number}].mentions[{index}]",
                mention.words or place.name,
                mention.start,
                mention.end,
                alias=mention.words is None and mention.end - mention.start != len(place.name),
            )


def _fits(text: str, item: _Item) -> bool:
    return _is(text, item) or (item.alias and _may_be_name(text, item.start, item.end))


def _is(text: str, item: _Item) -> bool:
    return _folded(text[item.start : item.end]) == _folded(item.words)


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def _may_be_name(text: str, start: int, end: int) -> bool:
    """Whether a span is whole words, of which the first is not in lower case."""
    if not 0 <= start < end <= len(text):
        return False
    cut = _in_word(text, start) or _in_word(text, end)
    return not cut and text[start].isalnum() and not text[start].islower()


def _in_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _options(draft: Draft, items: Sequence[_Item]) -> list[list[_Option]]:
    """Possible offsets of each item's words, those by which most items are shifted first."""
    found = [[_option(item, *span) for span in _spans(draft, item)] for item in items]
    shifts = Counter(option.shift for options in found for option in options)
    common = [shift for shift, _ in shifts.most_common(_MOST)]
    options = []
    for item, named in zip(items, found, strict=True):
        best = sorted(named, key=lambda option: (-shifts[option.shift], abs(option.shift)))[:_MOST]
        taken = {option.shift for option in best}
        if item.alias:
            best += [
                _option(item, item.start + shift, item.end + shift, _OTHER_WORDS)
                for shift in dict.fromkeys((0, *common))
                if shift not in taken
                and _may_be_name(draft.report.text, item.start + shift, item.end + shift)
            ]
        options.append(best)
    return options


def _option(item: _Item, start: int, end: int, cost: float = 0.0) -> _Option:
    shift = start - item.start
    return _Option(start, end, shift, cost + (_MOVED if shift else 0.0))


def _spans(draft: Draft, item: _Item) -> list[Span]:
    if ".mentions[" in item.field:
        return draft.names.find(item.words)
    return find_quotes(draft.report.text, item.words)


def _best(items: Sequence[tuple[_Item, Sequence[_Option]]]) -> list[list[_Option]]:
    """For each item the options with which all items together cost least."""
    forward = _costs([options for _, options in items])
    backward = _costs([options for _, options in reversed(items)], backwards=True)[::-1]
    chosen = []
    for (_, options), before, after in zip(items, forward, backward, strict=True):
        totals = [
            ahead + behind - option.cost
            for option, ahead, behind in zip(options, before, after, strict=True)
        ]
        least = min(totals)
        chosen.append([o for o, total in zip(options, totals, strict=True) if total < least + 1e-6])
    return chosen


def _costs(items: Sequence[Sequence[_Option]], *, backwards: bool = False) -> list[list[float]]:
    """What it costs at least to come to each option from one end, the option itself included."""
    costs: list[list[float]] = []
    last: Sequence[_Option] = ()
    for options in items:
        if not costs:
            first = [0.0 if backwards or not option.shift else _FIRST_SHIFT for option in options]
            costs.append([option.cost + cost for option, cost in zip(options, first, strict=True)])
        else:
            known = list(zip(last, costs[-1], strict=True))
            costs.append(
                [
                    option.cost
                    + min(cost + _step(one, option, backwards=backwards) for one, cost in known)
                    for option in options
                ]
            )
        last = options
    return costs


def _step(one: _Option, other: _Option, *, backwards: bool) -> float:
    if one.shift == other.shift:
        return 0.0
    first, second = (other, one) if backwards else (one, other)
    return _SHIFT + (_BACKWARDS if second.start < first.start else 0.0)


def _ambiguous(item: _Item, best: Sequence[_Option]) -> Problem:
    places = " or ".join(
        str(option.start) for option in sorted(best, key=lambda one: one.start)[:5]
    )
    return Problem(
        item.field,
        f"{item.words[:80]!r} is not at {item.start} of the text, and could be at {places}; "
        "give its `start` (and the `end` of a mention), or leave it out",
    )


def _notes(
    items: Sequence[_Item], placed: Mapping[str, _Option], gone: Mapping[str, _Item]
) -> tuple[str, ...]:
    moved = sum(1 for option in placed.values() if option.shift)
    notes = []
    if moved:
        notes.append(
            f"the text was edited since: {moved} of {len(items)} quotes and mentions "
            "were found elsewhere by their words"
        )
    notes += [
        f"{field} is left out: {item.words[:80]!r} is no longer in the text"
        for field, item in gone.items()
        if ".mentions[" in field
    ]
    return tuple(notes)


def _moved(draft: Draft, placed: Mapping[str, _Option], gone: Mapping[str, _Item]) -> Draft:
    places = tuple(
        _moved_place(f"places[{number}]", place, placed, gone)
        for number, place in enumerate(draft.places)
    )
    events = tuple(
        event.model_copy(
            update={"evidence": _moved_quotes(f"events[{number}]", event.evidence, placed)}
        )
        for number, event in enumerate(draft.events)
    )
    return draft.model_copy(update={"places": places, "events": events})


def _moved_place(
    field: str, place: DraftPlace, placed: Mapping[str, _Option], gone: Mapping[str, _Item]
) -> DraftPlace:
    mentions = []
    for index, mention in enumerate(place.mentions):
        path = f"{field}.mentions[{index}]"
        if path not in gone:
            span = placed[path]
            mentions.append(mention.model_copy(update={"start": span.start, "end": span.end}))
    evidence = _moved_quotes(field, place.evidence, placed)
    return place.model_copy(update={"mentions": tuple(mentions), "evidence": evidence})


def _moved_quotes(
    field: str, quotes: Sequence[Quote], placed: Mapping[str, _Option]
) -> tuple[Quote, ...]:
    starts = (placed.get(f"{field}.evidence[{index}]") for index in range(len(quotes)))
    return tuple(
        quote.model_copy(update={"start": found.start}) if found else quote
        for quote, found in zip(quotes, starts, strict=True)
    )
