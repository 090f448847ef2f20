"""Toponym recognition: which capitalised words name a place.

Names come from the gazetteer, and from patterns for what no gazetteer holds (streets, hamlets
named with their kind). Each is weighed by how prominent the place is and what the words around it
say; :mod:`dateline.geo.reading.entities.toponym_evidence` has the weights.
"""

from collections.abc import Iterable

from dateline.geo.reading.document.tokens import Document
from dateline.geo.reading.entities.coordinates import find_coordinates
from dateline.geo.reading.entities.datelines import Dateline
from dateline.geo.reading.entities.homonyms import means_another
from dateline.geo.reading.entities.lookup import Entry, Lookup
from dateline.geo.reading.entities.persons import PersonNames
from dateline.geo.reading.entities.runs import Run
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.entities.toponym_evidence import Surroundings, accepts
from dateline.geo.reading.entities.unlisted import names_a_place
from dateline.geo.reading.lexicon import (
    AREA_TYPES,
    CALENDAR,
    COMPASS,
    LOCATIVE,
    NAME_TYPES,
    ORGANISATION_WORDS,
    STREET_TYPES,
    TITLES,
    abbreviations,
    words_of,
)

_LONGEST = 7
_LONGEST_UNLISTED = 4
"""Words of a name that no gazetteer holds."""
_NEVER = CALENDAR | TITLES | words_of("inc. corp. ltd. co. m.d. p.a. ph.d.")
"""Words that are never a place, whatever the gazetteer says."""
_ACRONYM = 5
"""Letters up to which a word in capitals is first of all an acronym."""
_AREAS = (AREA_TYPES - {"department", "division", "ward", "commune", "state"}) | words_of(
    "river lake island islands bay peninsula creek canal lagoon beach valley mountains"
)
_KINDS = STREET_TYPES | _AREAS
_WEAK_STREETS = words_of("square court plaza way terrace crescent route lane drive")
_ON = words_of("on at along off near in of and onto from block")
_NO_NAME = ORGANISATION_WORDS | CALENDAR | words_of("state county united the")


def find_toponyms(
    document: Document,
    runs: list[Run],
    people: PersonNames,
    lookup: Lookup,
    *,
    compounds: Iterable[Run] = (),
    datelines: Iterable[Dateline] = (),
) -> list[Toponym]:
    """All toponyms of a text, in order.

    Two passes: what the second accepts may rest on what the first found ("Oxford, Ohio").
    """
    drafts: list[Toponym] = []
    ends = {name.first: name.stop for name in compounds}
    for run in runs:
        behind = drafts[-1].stop if drafts else 0
        drafts += _candidates(document, run, people, lookup, max(run.first, behind), ends)
    sure = _in_datelines(document, datelines, lookup)
    filed = {number for each in sure for number in range(each.first, each.stop)}
    drafts = [each for each in drafts if filed.isdisjoint(range(each.first, each.stop))]
    sure += _abbreviated(document, drafts, lookup)
    taken = {number for each in sure for number in range(each.first, each.stop)}
    drafts = [each for each in drafts if taken.isdisjoint(range(each.first, each.stop))]
    around = Surroundings(document, people)
    around.learn([*sure, *(each for each in drafts if accepts(document, each, around))])
    found = [*sure, *(each for each in drafts if accepts(document, each, around))]
    around.learn(found)
    unlisted = [
        _toponym(document, run, run.first, run.stop, None)
        for run in _free(runs, people, around)
        if names_a_place(document, run, around)
    ]
    found += [each for each in unlisted if not means_another(document, each)]
    found = _with_coordinates(document, found)
    return sorted(found, key=lambda each: each.first)


def _free(runs: list[Run], people: PersonNames, around: Surroundings) -> list[Run]:
    """Short runs in which neither a place of the gazetteer nor a person is named."""
    taken = {number for first, stop in around.starts.items() for number in range(first, stop)}
    taken |= set(people.tokens)
    return [
        run
        for run in runs
        if run.stop - run.first <= _LONGEST_UNLISTED
        and taken.isdisjoint(range(run.first, run.stop))
    ]


def _with_coordinates(document: Document, found: list[Toponym]) -> list[Toponym]:
    """The toponyms with the positions that the text gives in degrees."""
    positions = list(find_coordinates(document))
    taken = {number for each in positions for number in range(each.first, each.stop)}
    return [
        *positions,
        *(each for each in found if taken.isdisjoint(range(each.first, each.stop))),
    ]


def _in_datelines(
    document: Document, datelines: Iterable[Dateline], lookup: Lookup
) -> list[Toponym]:
    """The places of datelines, and the states and countries named behind them."""
    found = []
    for dateline in datelines:
        town = document.slice(dateline.places[-1].start, dateline.places[-1].stop)
        for numbers in dateline.places:
            toponym = _plain(document, numbers, lookup)
            toponym.filed = True
            found.append(toponym)
        found += [_area(document, numbers, town, lookup) for numbers in dateline.regions]
    return found


def _abbreviated(document: Document, drafts: list[Toponym], lookup: Lookup) -> list[Toponym]:
    """States and provinces by their abbreviations behind a town ("Tulsa, Okla.", "London, ON")."""
    tokens = document.tokens
    found = []
    for town in drafts:
        at = town.stop + 1
        if town.demonym or at >= len(tokens) or tokens[town.stop].text != ",":
            continue
        code = town.name.isupper() and len(town.name) <= _ACRONYM  # "in DC, LA and NYC"
        if tokens[at].text in abbreviations() and not code:
            found.append(_area(document, range(at, at + 1), town.name, lookup))
    return found


def _area(document: Document, numbers: range, town: str, lookup: Lookup) -> Toponym:
    """A state or country behind a town; its abbreviation stands for its full name."""
    toponym = _plain(document, numbers, lookup)
    name = toponym.name
    meant = abbreviations().get(name) or abbreviations().get(f"{name}.", ())
    if meant:
        entry = lookup.entry(town)
        home = entry.country if entry is not None else None
        area = next((one for one in meant if one.country == home), meant[0])
        toponym.label, toponym.country, toponym.feature = area.name, area.country, "ADM1"
        toponym.entry = lookup.entry(area.name)
    return toponym


def _plain(document: Document, numbers: range, lookup: Lookup) -> Toponym:
    """The toponym of certain tokens, whatever the words around say."""
    start, end = document.span(numbers)
    name = document.text[start:end]
    run = Run(numbers.start, numbers.stop)
    return Toponym(
        run.first, run.stop, start, end, name, demonym=False, run=run, entry=lookup.entry(name)
    )


def _candidates(
    document: Document,
    run: Run,
    people: PersonNames,
    lookup: Lookup,
    at: int,
    compounds: dict[int, int],
) -> list[Toponym]:
    """The names in a run, from a token on; of ``compounds`` the ends are known."""
    found: list[Toponym] = []
    while at < run.stop:
        if at in people.tokens or not document.tokens[at].capital:
            at += 1
            continue
        toponym = _by_pattern(document, run, at, people)
        if at in compounds and (toponym is None or toponym.stop < compounds[at]):
            toponym = _compound(document, run, at, compounds[at], lookup)
        toponym = toponym or _longest(document, run, at, people, lookup)
        if toponym is None:
            at += 1
            continue
        found.append(toponym)
        at = toponym.stop
    return found


def _longest(
    document: Document, run: Run, first: int, people: PersonNames, lookup: Lookup
) -> Toponym | None:
    """The longest name of the gazetteer that begins at a token."""
    best: tuple[int, Entry] | None = None
    tokens = document.tokens
    stop = first
    while stop < min(len(tokens), first + _LONGEST):
        stop += 1
        if stop - 1 in people.tokens or (stop > run.stop and not _may_go_on(document, stop - 1)):
            break
        words = document.slice(first, stop)
        if tokens[stop - 1].capital:
            entry = lookup.entry(words)
            if entry is not None and (
                _written(words, stop - first, entry) or _coded(document, first, stop, entry)
            ):
                best = stop, entry
        if not lookup.begins(words):
            break
    if best is None:
        return None
    if _is_site(document, run, first, best):
        return _toponym(document, run, first, run.stop, None)
    found = _toponym(document, run, first, best[0], best[1])
    if _coded(document, first, best[0], best[1]):
        _means(found, best[1])
    return _with_kind(document, found, lookup)


def _compound(
    document: Document, run: Run, first: int, stop: int, lookup: Lookup
) -> Toponym | None:
    """A name of several words that the gazetteer has, and the site or street it opens."""
    entry = lookup.entry(document.slice(first, stop))
    if entry is None:
        return None
    if _is_site(document, run, first, (stop, entry)):
        return _toponym(document, run, first, run.stop, None)
    found = _toponym(document, run, first, stop, entry)
    if not document.tokens[stop - 1].capital and document.tokens[stop - 2].text != "-":
        _means(found, entry)
    return _with_kind(document, found, lookup)


def _means(toponym: Toponym, entry: Entry) -> None:
    """Look a name up as the place itself: its own words would find a namesake ("LA")."""
    toponym.label, toponym.country, toponym.feature = entry.name, entry.country, entry.code_of


def _is_site(document: Document, run: Run, first: int, best: tuple[int, Entry]) -> bool:
    """Whether a place's name opens that of a site ("at Windsor Castle", "from Basel Airport")."""
    tokens = document.tokens
    before = tokens[first - 1].lower if first else ""
    return (
        0 < run.stop - best[0] <= _SITE_WORDS
        and tokens[run.stop - 1].lower in _SITES
        and before in ("at", "in", "to", "from", "near", "outside", "the")
    )


_SITE_WORDS = 2
_SITES = words_of("airport palace castle harbour harbor station stadium airbase abbey")
_KINDS_BEHIND = words_of("island islands peninsula river lake islet archipelago bay sea")


def _with_kind(document: Document, toponym: Toponym, lookup: Lookup) -> Toponym:
    """The name with the kind behind it in lower case, where the gazetteer has it so."""
    number = toponym.stop
    if number < len(document.tokens) and document.tokens[number].lower in _KINDS_BEHIND:
        words = document.slice(toponym.first, number + 1)
        entry = lookup.entry(words)
        if entry is not None and toponym.demonym:
            return _toponym(document, toponym.run, toponym.first, number + 1, entry)
        if entry is not None:
            toponym.label = " ".join(words.split())
            toponym.entry = entry
    if toponym.demonym and toponym.entry is not None:
        toponym.label = toponym.entry.name
    return _river(document, toponym, lookup)


def _river(document: Document, toponym: Toponym, lookup: Lookup) -> Toponym:
    """The river, sea or range that a name behind "the" means ("the Nile", "the Rio Grande")."""
    before = document.tokens[toponym.first - 1].lower if toponym.first else ""
    entry = toponym.entry
    if before != "the" or entry is None or toponym.demonym or entry.code_of.startswith(_WITH_THE):
        return toponym
    river = lookup.nature(toponym.name)
    tokens, stop = document.tokens, toponym.stop
    after = tokens[stop].lower if stop < len(tokens) and tokens[stop].word else ""
    modifies = stop < toponym.run.stop or bool(after and after not in _BEHIND_RIVERS)
    if river is not None and river.prominence >= _KNOWN_RIVER and not modifies:
        toponym.entry, toponym.feature, toponym.label = river, river.code_of, river.name
    return toponym


_BEHIND_RIVERS = LOCATIVE | words_of(
    "and or but was is are were has had will would rose rises burst flooded floods froze overflowed"
    " flows ran runs swelled overnight on after before as which where that when while for by who"
    " during early late this last"
)
_WITH_THE = ("PCL", "ISL", "RGN", "OCN", "CONT")
"""Codes of places whose own names have the article."""
_KNOWN_RIVER = 0.4


def _may_go_on(document: Document, number: int) -> bool:
    """Whether a name may go on beyond its run: "Trinidad and Tobago", "People's Republic"."""
    token = document.tokens[number]
    return token.capital or token.lower in ("and", "&", "'s", "’s", "of")


def _written(words: str, count: int, entry: Entry) -> bool:
    """Whether a name is written as such: a code wants capitals, a month is no place."""
    area = entry.is_country or entry.code_of.startswith("RGN")
    dotted = count == 1 and "." in words and words.replace(".", "").isupper()
    if (
        (count == 1 and (words.lower() in _NEVER or len(words) == 1))
        or (len(words) == _STATE and words.isupper() and words.lower() in _SMALL_WORDS)
        or (dotted and not area and entry.code < _FAMOUS_CODE)  # "U.N.", "M.S."
    ):
        return False
    if entry.code > max(entry.prominence, entry.demonym):
        if dotted or (len(words) == _STATE and entry.code_of == "ADM1"):
            return area and (words in abbreviations() or entry.code >= _FAMOUS_CODE)
        return (words.isupper() and area) or words.endswith(".")
    if len(words) <= _ACRONYM and words.isupper() and "." not in words:
        return area
    return words.lower() not in COMPASS


_STATE = 2
"""Letters of a state's postal code, which alone is a word in capitals ("IN", "OR")."""
_SMALL_WORDS = words_of(
    "am an as at be by do go he hi if in is it me my no of oh ok on or so to we"
)
_FAMOUS_CODE = 0.7


def _coded(document: Document, first: int, stop: int, entry: Entry) -> bool:
    """Whether the code of a city or an airport stands where a place does ("in DC and NYC")."""
    tokens = document.tokens
    if stop - first > 1 or entry.code < _FAMOUS_CODE or not tokens[first].text.isupper():
        return False
    if tokens[first].lower == "the":
        return False
    at = first - 1
    while at > 1 and tokens[at].lower in (",", "and", "or") and tokens[at - 1].text.isupper():
        at -= 2
    return at >= 0 and tokens[at].lower in LOCATIVE and entry.code_of != "ADM1"


def _toponym(document: Document, run: Run, first: int, stop: int, entry: Entry | None) -> Toponym:
    tokens = document.tokens
    demonym = entry is not None and entry.demonym > max(entry.prominence, entry.code)
    if not demonym and entry is not None:
        first = _with_compass(document, run, first)
        if stop < run.stop and tokens[stop].text == "State" and entry.prominence > 0.5:
            stop += 1 if not _university(document, stop + 1) else 0
    start, end = tokens[first].start, tokens[stop - 1].end
    return Toponym(first, stop, start, end, document.text[start:end], demonym, run, entry)


def _with_compass(document: Document, run: Run, first: int) -> int:
    """The name with the capitalised points of the compass before it ("North London")."""
    at = first
    while at > run.first and document.tokens[at - 1].lower in COMPASS:
        at -= 1
    if at > run.first and document.tokens[at - 1].lower in ("far", "of"):
        return first
    if document.tokens[at].opens and document.tokens[at].lower not in (
        "north",
        "south",
        "east",
        "west",
    ):
        return first
    return at


def _university(document: Document, at: int) -> bool:
    return at < len(document.tokens) and document.tokens[at].lower in ORGANISATION_WORDS


def _by_pattern(document: Document, run: Run, first: int, people: PersonNames) -> Toponym | None:
    """A name that says its kind: ``Dufferin Street``, ``Barren County``, ``Creek Road``."""
    tokens = document.tokens
    stop = first + 1
    while stop < run.stop and tokens[stop].lower not in _KINDS and tokens[stop].capital:
        stop += 1
    if stop >= run.stop or stop == first or stop - first > 3 or not tokens[stop].capital:
        return None
    if tokens[first].lower in _NO_NAME or any(n in people.tokens for n in range(first, stop)):
        return None
    kind = tokens[stop].lower
    behind = tokens[stop + 1].lower if stop + 1 < run.stop else ""
    if kind == "district" and (behind in TITLES or behind in ORGANISATION_WORDS):
        return None
    if kind in STREET_TYPES:
        return _street(document, run, first, stop + 1)
    return _toponym(document, run, first, stop + 1, None)


def _street(document: Document, run: Run, first: int, stop: int) -> Toponym | None:
    tokens = document.tokens
    before = tokens[first - 1].lower if first else ""
    if tokens[stop - 1].lower in _WEAK_STREETS and before not in _ON:
        return None
    if stop < run.stop and tokens[stop].lower in COMPASS:
        stop += 1
    if tokens[first].lower == "wall" or (stop < run.stop and tokens[stop].lower in NAME_TYPES):
        return None
    return _toponym(document, run, first, stop, None)
