"""Persons: their names and titles, and who is meant when only a part is said again."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.geo.reading.document.tokens import Document
from dateline.geo.reading.entities.lookup import Lookup
from dateline.geo.reading.entities.runs import Run
from dateline.geo.reading.lexicon import (
    NAME_TYPES,
    SPEECH,
    TITLES,
    common_words,
    given_names,
    surnames,
    words_of,
)

_PARTICLES = words_of("de del della di da bin ibn al el van von der den la le ten ter abu")
_HONORIFIC = words_of(
    "mr mr. mrs mrs. ms ms. miss dr dr. prof. sir dame lord lady rev. rev sen. gov. gen. col. lt."
    " sgt. sgt capt. rep. adm. cpl. pvt. det. amb. hon. president sheikh king queen prince princess"
    " pope senator congressman congresswoman judge justice professor constable inspector"
    " superintendent sheriff mayor archbishop cardinal"
)


@dataclass(slots=True)
class Name:
    """A person's name in the text: tokens from ``first`` up to (not with) ``stop``."""

    first: int
    stop: int
    text: str
    title: str | None = None


@dataclass(slots=True)
class PersonNames:
    """The persons that a text names.

    Attributes:
        names: Every mention of a name, in order.
        surnames: Last words of full names: they alone mean the person further on.
        given: First words of full names.
        tokens: Numbers of the tokens that belong to a person's name.
    """

    names: list[Name] = field(default_factory=list)
    surnames: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    tokens: set[int] = field(default_factory=set)


def find_names(
    document: Document, runs: list[Run], lookup: Lookup, compounds: Iterable[Run] = ()
) -> PersonNames:
    """Find the names of persons among the runs: full names first, then parts of them.

    Args:
        document: The text.
        runs: Its runs of capitalised words.
        lookup: The gazetteer.
        compounds: Names of places of several words; none of these words is a person's.
    """
    people = PersonNames()
    places = {number for name in compounds for number in range(name.first, name.stop)}
    for run in runs:
        for name in _full_names(document, run, lookup):
            if not places.isdisjoint(range(name.first, name.stop)):
                continue
            _keep(people, name)
            last = document.tokens[name.stop - 1].text
            if name.stop - name.first > 1 or name.title:
                people.surnames.add(last)
            if name.stop - name.first > 1:
                people.given.add(document.tokens[name.first].text)
    return people


def _keep(people: PersonNames, name: Name) -> None:
    people.names.append(name)
    people.tokens.update(range(name.first, name.stop))


def _full_names(document: Document, run: Run, lookup: Lookup) -> list[Name]:
    """The persons in a run; a run can hold a title, a name, or a name behind other words."""
    tokens = document.tokens
    first, stop = run.first, run.stop
    title_end = _after_title(document, first, stop)
    if title_end is not None and title_end < stop:
        end = _name_end(document, title_end, stop, titled=True)
        if lookup.entry(document.slice(first, stop)) is not None:
            end = title_end
        if end > title_end and _can_be_person(document, title_end, end, lookup, titled=True):
            return [_name(document, title_end, end, _title(document, first, title_end))]
    for at in range(first, stop):
        if not tokens[at].capital or tokens[at].lower in TITLES:
            continue
        titled = at == first and first > 0 and _lower_title(document, first)
        if not titled and not _starts_name(document, at, run, lookup):
            continue
        end = _name_end(document, at, stop, titled=titled)
        if (end - at > 1 or titled) and _can_be_person(document, at, end, lookup, titled=titled):
            return [_name(document, at, end, _title_before(document, run, at))]
    return _unknown_name(document, run, lookup)


def _unknown_name(document: Document, run: Run, lookup: Lookup) -> list[Name]:
    """Two or three words that are in no list, where the text goes on as after a person's name."""
    tokens = document.tokens[run.first : run.stop]
    if not 2 <= len(tokens) <= 3 or not all(
        token.capital and token.text.isalpha() for token in tokens
    ):
        return []
    words = common_words()
    if any(token.lower in words or token.text.isupper() for token in tokens):
        return []
    first, whole = lookup.entry(tokens[0].text), lookup.entry(document.slice(run.first, run.stop))
    if whole is not None or (first is not None and max(first.prominence, first.demonym) > 0.5):
        return []
    after = document.tokens[run.stop].lower if run.stop < len(document.tokens) else ""
    before = document.tokens[run.first - 1].lower if run.first else ""
    if after in SPEECH or after in _AFTER_PERSON or before in SPEECH or before in TITLES:
        return [_name(document, run.first, run.stop, None)]
    return []


_AFTER_PERSON = words_of(
    "who whose himself herself arrived travelled traveled flew visited met returned"
)


def _after_title(document: Document, first: int, stop: int) -> int | None:
    """Where the name begins behind capitalised titles within a run; None without one."""
    at = None
    for number in range(first, stop):
        token = document.tokens[number]
        if token.capital and (token.lower in TITLES or _several(token.lower)):
            at = number + 1
        elif at is not None:
            return at
    return at


def _several(word: str) -> bool:
    """Whether a word is the plural of a title ("Ministers Ada Lund and Ole Berg")."""
    return len(word) > 4 and word.endswith("s") and word[:-1] in _SHARED


_SHARED = words_of("minister president senator governor king premier ambassador judge")


def _title(document: Document, first: int, stop: int) -> str | None:
    words = document.slice(first, stop) if stop > first else ""
    return words or None


def _title_before(document: Document, run: Run, at: int) -> str | None:
    if at > run.first:
        return None
    before = document.tokens[at - 1].lower if at else ""
    return before if before in TITLES else None


def _lower_title(document: Document, first: int) -> bool:
    before = document.tokens[first - 1]
    return before.lower in TITLES and not before.capital


def _name_end(document: Document, first: int, stop: int, *, titled: bool = False) -> int:
    """The end of the name that begins here: capitalised words, initials and particles."""
    tokens = document.tokens
    at = first
    while at < stop:
        token = tokens[at]
        if not token.capital and token.lower not in _PARTICLES and not _hyphenated(document, at):
            break
        last = titled and at + 1 == stop
        typed = token.lower in NAME_TYPES and token.lower in common_words()
        if at > first and typed and not last:
            break
        at += 1
    while at > first and not tokens[at - 1].capital:
        if tokens[at - 1].word and tokens[at - 2].text == "-":
            break
        at -= 1
    return at


def _hyphenated(document: Document, at: int) -> bool:
    """Whether a token is a hyphen within a name, or what such a hyphen joins to it."""
    tokens = document.tokens
    hyphen = at if tokens[at].text == "-" else at - 1
    return (
        0 < hyphen < len(tokens) - 1
        and tokens[hyphen].text == "-"
        and tokens[hyphen - 1].end == tokens[hyphen].start
        and tokens[hyphen].end == tokens[hyphen + 1].start
    )


def _starts_name(document: Document, at: int, run: Run, lookup: Lookup) -> bool:
    """Whether a given name begins a full name here."""
    token = document.tokens[at]
    if at + 1 >= run.stop or not (token.text in given_names() or token.text in _SHORT_NAMES):
        return False
    if at and document.tokens[at - 1].lower in _SUBJECTS and token.lower in common_words():
        return False  # "I Love London"
    entry = lookup.entry(token.text)
    if entry is None or not entry.is_country or entry.demonym:
        return True
    following = document.tokens[at + 1].lower
    if following in surnames() and entry.prominence > 0:
        return True
    return following not in common_words() and lookup.entry(document.slice(at, at + 2)) is None


def _can_be_person(
    document: Document, first: int, stop: int, lookup: Lookup, *, titled: bool
) -> bool:
    tokens = document.tokens
    last = tokens[stop - 1]
    if stop - first > 5:
        return False
    nxt = tokens[stop].lower if stop < len(tokens) else ""
    whole = lookup.entry(document.slice(first, stop))
    if titled:
        return not (whole and whole.is_country)
    if whole and whole.prominence > 0.2 and nxt not in SPEECH:
        return False
    if nxt in NAME_TYPES and tokens[stop].capital:
        return False
    return last.lower not in NAME_TYPES or last.lower not in common_words()


def _name(document: Document, first: int, stop: int, title: str | None) -> Name:
    return Name(first, stop, document.slice(first, stop), title)


_SUBJECTS = words_of("i we you they")
_SHORT_NAMES = words_of("Xi Jong Wang Li Zhang Liu Chen Yang Kim Park Lee Sergei Sergey")
