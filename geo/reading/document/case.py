"""Text whose letters say nothing of names: the case that it would have.

All in capitals, all in small letters (short posts), or with a capital on every word (headlines).
The gazetteer, names and the lexicon say which words are names.
"""

import re
from collections.abc import Callable

from dateline.geo.reading.lexicon import CALENDAR, common_words, given_names, words_of
from dateline.geo.text.sentences import sentences

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CONNECTING = words_of("de del of the la las los el y da do dos van von bin al")
"""Words that stand in lower case within a name ("San Luis de la Reina")."""
_LEADING = words_of("el la las los san santa santo saint st puerto villa ciudad monte rio new")
"""Words that begin a name when one follows ("El Paraiso")."""
_TITLES = words_of(
    "president general colonel major captain lieutenant sergeant minister archbishop bishop father"
    " mayor governor senator judge doctor dr mr mrs ambassador admiral commander deputy"
)
_NATIONS = words_of("french dutch irish polish welsh swiss turkish danish china turkey guinea")
"""Words of the word list that are names first of all."""
_FEW_LETTERS = 12
_FEW_WORDS = 3
_MOSTLY = 0.9
_HEAD = 1000
_LONGEST_NAME = 4


def in_capitals(text: str) -> bool:
    """Whether a text has hardly any small letters."""
    upper = sum(1 for each in text if each.isupper())
    lower = sum(1 for each in text if each.islower())
    mostly = upper > _FEW_LETTERS and upper > _MOSTLY * (upper + lower)
    return mostly and len(_WORD.findall(text[:_HEAD])) > _FEW_WORDS


def restore_lines(text: str, is_place: Callable[[str], bool]) -> str:
    """The text with its case restored, line by line, where the letters say nothing of names.

    Args:
        text: Any text.
        is_place: Whether words, written with capitals, are a name of a well-known place.

    Returns:
        A text of the same length; the same text where nothing had to be restored.
    """
    if in_capitals(text):
        return restore_case(text, is_place)
    pieces, at = [], 0
    for match in _LINE.finditer(text):
        restored = _restored(match.group(), is_place)
        if restored is not None:
            pieces += [text[at : match.start()], restored]
            at = match.end()
    return "".join([*pieces, text[at:]]) if pieces else text


_LINE = re.compile(r"[^\n]+")
_FEWEST_WORDS = 4


def _restored(line: str, is_place: Callable[[str], bool]) -> str | None:
    """A line with its case restored; None where its letters say which words are names."""
    words = _WORD.findall(line)
    if len(words) < _FEWEST_WORDS:
        return None
    if in_capitals(line) or (line.islower() and line.isprintable()):
        return restore_case(line, is_place)
    return _without_title_case(line, is_place) if _is_title_case(line, words) else None


def _is_title_case(line: str, words: list[str]) -> bool:
    """Whether a line writes every word of some length with a capital, as headlines do."""
    long = [word for word in words[1:] if len(word) > 3]
    plain = [word for word in long if word.lower() in common_words()]
    return (
        len(plain) > 1
        and all(word[0].isupper() for word in long)
        and not line.rstrip().endswith((".", ":", ","))
    )


def _without_title_case(line: str, is_place: Callable[[str], bool]) -> str:
    """A headline in which common words have small letters, unless they are part of a name."""
    matches = list(_WORD.finditer(line))
    words = [match.group().lower() for match in matches]
    names = _names(words, matches, line, is_place)
    written = list(line)
    for number, match in enumerate(matches):
        word = match.group()
        if number and number not in names and words[number] in common_words() and word.istitle():
            written[match.start()] = word[0].lower()
    return "".join(written)


def restore_case(text: str, is_place: Callable[[str], bool]) -> str:
    """The text with small letters where they belong, character by character.

    Args:
        text: A text all in capitals.
        is_place: Whether words, written with capitals, are a name of a well-known place.

    Returns:
        A text of the same length.
    """
    starts = _openings(text)
    words = list(_WORD.finditer(text))
    names = _names([match.group().lower() for match in words], words, text, is_place)
    pieces, at = [], 0
    for number, match in enumerate(words):
        pieces.append(text[at : match.start()])
        word = match.group().lower()
        if number in names:
            word = names[number]
        elif match.start() in starts:
            word = word[:1].upper() + word[1:]
        # A few letters are longer in small letters; they stay as they are.
        pieces.append(word if len(word) == len(match.group()) else match.group())
        at = match.end()
    pieces.append(text[at:])
    return "".join(pieces)


def _openings(text: str) -> set[int]:
    """Where the first word of each sentence, and of each line with a dateline, begins."""
    found = set()
    for start, end in sentences(text):
        match = _WORD.search(text, start, end)
        if match:
            found.add(match.start())
    return found


def _names(
    words: list[str], matches: list[re.Match[str]], text: str, is_place: Callable[[str], bool]
) -> dict[int, str]:
    """How each word that belongs to a name is written, by its number."""
    found = {n: written for n, word in enumerate(words) if (written := _alone(word))}
    _add_places(found, words, matches, text, is_place)
    for number in reversed(range(len(words) - 1)):
        follows = number + 1 in found and _touch(text, matches, number)
        if follows and number not in found and words[number] in _LEADING | _TITLES:
            found[number] = words[number].capitalize()
    for number in range(1, len(words) - 1):
        inside = number - 1 in found and words[number] in _CONNECTING
        if inside and number + 1 in found and words[number] not in ("of", "the"):
            found[number] = words[number]
    return found


def _alone(word: str) -> str | None:
    """How a word is written that is a name wherever it stands; None for any other."""
    bare = word.split("'", maxsplit=1)[0].split("’", maxsplit=1)[0]
    if bare in _NATIONS or (bare in CALENDAR and bare not in ("may", "march", "spring", "fall")):
        return word.capitalize()
    if bare in common_words() or _inflected(bare) or bare in _CONNECTING or len(bare) < 2:
        return None
    if len(bare) <= 5 and not re.search(r"[aeiouy]", bare):
        return word.upper()
    return word.capitalize()


def _inflected(word: str) -> bool:
    """Whether a word is a form of a common one that the list leaves out."""
    stems = (word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"),
             word.removesuffix("ing"), word.removesuffix("d"), f"{word.removesuffix('ing')}e",
             word.removesuffix("ly"), word.removeprefix("un"), word.removeprefix("re"))  # fmt: skip
    return word.capitalize() not in given_names() and any(
        stem != word and len(stem) > 2 and stem in common_words() for stem in stems
    )


def _add_places(
    found: dict[int, str],
    words: list[str],
    matches: list[re.Match[str]],
    text: str,
    is_place: Callable[[str], bool],
) -> None:
    """Add names of places of several words, some of which may be common ("Las Cruces")."""
    for first in range(len(words)):
        for last in range(min(first + _LONGEST_NAME, len(words)) - 1, first, -1):
            if not all(_touch(text, matches, n) for n in range(first, last)):
                continue
            if not any(n in found for n in range(first, last + 1)):
                continue
            name = " ".join(w if w in _CONNECTING and n else w.capitalize()
                            for n, w in enumerate(words[first : last + 1]))  # fmt: skip
            if is_place(name):
                found.update(zip(range(first, last + 1), name.split(), strict=True))
                break


def _touch(text: str, matches: list[re.Match[str]], number: int) -> bool:
    """Whether only white space is between a word and the next."""
    return text[matches[number].end() : matches[number + 1].start()].isspace()
