"""What the words around toponyms say: what lies in what, and what kind of place a name means."""

import re
from collections.abc import Sequence
from itertools import pairwise

from dateline.geo.resolution.names import fold
from dateline.geo.resolution.query import Clue

Span = tuple[int, int]

_REACH = 60
"""Characters between two toponyms that can still be one phrase."""

_KIND = (
    r"cit(?:y|ies)|towns?|villages?|hamlets?|capital|suburbs?|boroughs?|neighbou?rhood|district"
    r"|communit(?:y|ies)|settlement|resort|slum|township|camp|quarter|area"
    r"|county|province|state|region|oblast|krai|prefecture|governorate|canton|territory|republic"
    r"|islands?|isle|peninsula|river|lake|sea|gulf|bay|strait|mountains?|volcano|valley|desert"
    r"|airport|air base|base|port|station|country"
)
_LOWER = r"(?:[a-z][a-z-]*,? ){0,4}?"
# What stands between "A" and "B" when A is in B.
_RELATION = r"(?:in|at|on|of|outside|near|off)(?: the)? "
_IN_NEXT = re.compile(
    rf"(?:, ?| \(|,? (?:{_RELATION})(?:{_LOWER}(?:{_KIND}) of )?{_LOWER}"
    rf"|(?:,? (?:a|the))? {_LOWER}(?:{_KIND}) (?:(?:located|situated) )?(?:[a-z]+ )?"
    rf"{_RELATION}{_LOWER})"
)
# What stands between "B" and "A" when A is in B: "B's A", "the B city of A", "B capital A".
_IN_LAST = re.compile(
    rf"(?:['’]s? {_LOWER}(?:(?:{_KIND}),? (?:of )?)?| {_LOWER}(?:{_KIND}),? (?:of )?)"
)
# What stands between names in a list, which are mostly of one kind.
_LISTED = re.compile(
    r",(?: and| or| and the| as well as)? |;(?: and)? | (?:and|or|&)(?: in)?(?: the)? "
)
# "Paris airport" is not a Paris, and "the capital of Texas" is not Texas: only some words say what
# the name beside them is.
_KIND_AFTER = re.compile(
    r" (?P<kind>cit(?:y|ies)|towns?|villages?|hamlets?|district|county|province|state|region|oblast"
    r"|krai|prefecture|governorate|canton|territory|republic|islands?|isle|peninsula|river|lake|sea"
    r"|gulf|bay|strait|mountains?|volcano|valley|desert|streets?|road|avenue|rd\.?|highway)\b",
    re.IGNORECASE,
)
_KIND_BEFORE = re.compile(
    r"\b(?P<kind>(?:cit(?:y|ies)|towns?|villages?|hamlets?|county|province|state|region|territory"
    r"|republic|oblast|canton|prefecture|islands?|isle)(?: of)?|capital(?: city)?,?|river|lake"
    r"|mount|volcano)(?: the)? $",
    re.IGNORECASE,
)
_SINGULAR = {"cities": "city", "towns": "town", "villages": "village", "suburbs": "suburb",
             "hamlets": "hamlet", "streets": "street", "rd": "road",
             "capital city": "capital"}  # fmt: skip


def read_clues(text: str, spans: Sequence[Span]) -> list[tuple[Clue, ...]]:
    """Clues for the toponyms of a text from the words beside them.

    Args:
        text: The report's text.
        spans: Where the toponyms stand, in any order.

    Returns:
        The clues of each span, in the order of the spans. "Oxford, North Carolina" and
        "Vladivostok's Russky island" say that one lies in the other, "the island of Russky" what
        it is. Lists ("Paris, London") look like containment; clues are weighed, not obeyed.
    """
    clues: list[dict[Clue, None]] = [_kinds(text, span) for span in spans]
    order = sorted(range(len(spans)), key=lambda index: spans[index])
    for first, second in pairwise(order):
        (start, end), (next_start, next_end) = spans[first], spans[second]
        between = text[end:next_start]
        if not 0 < len(between) <= _REACH or "\n\n" in between:
            continue
        between = re.sub(r"\s+", " ", between)
        quote = " ".join(text[start:next_end].split())
        if _IN_NEXT.fullmatch(between):
            clues[first][Clue(within=text[next_start:next_end], quote=quote)] = None
        if _IN_LAST.fullmatch(between):
            clues[second][Clue(within=text[start:end], quote=quote)] = None
        if _LISTED.fullmatch(between):
            clues[first][Clue(beside=text[next_start:next_end], quote=quote)] = None
            clues[second][Clue(beside=text[start:end], quote=quote)] = None
    return [tuple(found) for found in clues]


def _kinds(text: str, span: Span) -> dict[Clue, None]:
    start, end = span
    found: dict[Clue, None] = {}
    before = _KIND_BEFORE.search(text, max(0, start - 40), start)
    after = _KIND_AFTER.match(text, end)
    for match, quote in (
        (before, text[before.start() : end] if before else ""),
        (after, text[start : after.end()] if after else ""),
    ):
        if match:
            kind = fold(match["kind"]).removesuffix(" of")
            found[Clue(feature=_SINGULAR.get(kind, kind), quote=quote)] = None
    return found
