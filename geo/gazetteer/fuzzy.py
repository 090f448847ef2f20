"""Names that are nearly the one asked for, within a bound on the misspelling.

Up to four letters: none. From five: every name one edit away (a letter changed, added, left out,
or two swapped) that begins with the same letter. From eight: the first letter may be wrong too.
And from eight: also names of prominent places two edits away whose consonants agree,
doubled letters aside, which is where people go wrong ("Phillipines", "Cincinatti", "Missisipi").
"""

from string import ascii_lowercase

import marisa_trie
from rapidfuzz.distance import OSA

from dateline.geo.gazetteer.folding import skeleton

ONE_EDIT_FROM = 5
"""Letters from which one edit is forgiven."""

TWO_EDITS_FROM = 8
"""Letters from which two edits are forgiven."""

_WELL_KNOWN = 0.6
"""Prominence of a city of 120,000, a province, a capital."""

_LONGEST = 60
_LETTERS = ascii_lowercase + " "


def similar_names(
    folded: str, names: marisa_trie.Trie, skeletons: marisa_trie.Trie
) -> dict[str, int]:
    """Folded names close to a folded name, with their distance in edits (1 or 2)."""
    if not ONE_EDIT_FROM <= len(folded) <= _LONGEST:
        return {}
    found = dict.fromkeys(_one_edit_away(folded, names), 1)
    found.pop(folded, None)
    if len(folded) >= TWO_EDITS_FROM:
        for key in skeletons.keys(f"{skeleton(folded)}|"):
            name = key.split("|", 1)[1]
            distance = OSA.distance(folded, name, score_cutoff=2)
            if 0 < distance <= 2:
                found.setdefault(name, distance)
    return found


def least_prominence(folded: str) -> float:
    """How prominent a place must be to be found under a misspelling of its name.

    Too many short words are one letter away from some village; they are forgiven only towards a
    well-known place.
    """
    return 0.0 if len(folded) >= TWO_EDITS_FROM else _WELL_KNOWN


def within_bound(folded: str, name: str) -> int | None:
    """Edits from one folded name to another; None when they are more than are forgiven."""
    bound = 0 if len(folded) < ONE_EDIT_FROM else 1 if len(folded) < TWO_EDITS_FROM else 2
    distance = int(OSA.distance(folded, name, score_cutoff=bound))
    return distance if distance <= bound else None


def _one_edit_away(word: str, names: marisa_trie.Trie) -> set[str]:
    """The names that are one edit away; stops where no name begins like the word any more."""
    found: set[str] = set()
    first = 0 if len(word) >= TWO_EDITS_FROM else 1
    for at in range(first, len(word) + 1):
        before, after = word[:at], word[at:]
        if at and next(names.iterkeys(before), None) is None:
            break
        tried = [before + letter + after for letter in _LETTERS]
        if after:
            rest = after[1:]
            tried += [before + letter + rest for letter in _LETTERS]
            tried += (before + rest, before + rest[:1] + after[0] + rest[1:])
        found.update(filter(names.__contains__, tried))
    return found
