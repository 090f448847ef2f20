"""Names that are nearly the one asked for, within a bound on the misspelling.

Up to four letters: none. From five: every name one edit away (a letter changed, added, left out,
or two swapped). From eight: also names of prominent places two edits away whose consonants agree,
doubled letters aside, which is where people go wrong ("Phillipines", "Cincinatti", "Missisipi").
"""

from collections.abc import Iterator
from string import ascii_lowercase

import marisa_trie
from rapidfuzz.distance import OSA

from geo.gazetteer.folding import skeleton

ONE_EDIT_FROM = 5
"""Letters from which one edit is forgiven."""

TWO_EDITS_FROM = 8
"""Letters from which two edits are forgiven."""

_LONGEST = 60
_LETTERS = ascii_lowercase + " "


def similar_names(
    folded: str, names: marisa_trie.Trie, skeletons: marisa_trie.Trie
) -> dict[str, int]:
    """Folded names close to a folded name, with their distance in edits (1 or 2)."""
    if not ONE_EDIT_FROM <= len(folded) <= _LONGEST:
        return {}
    found = {name: 1 for name in _one_edit(folded, names) if name in names}
    found.pop(folded, None)
    if len(folded) >= TWO_EDITS_FROM:
        for key in skeletons.keys(f"{skeleton(folded)}|"):
            name = key.split("|", 1)[1]
            distance = OSA.distance(folded, name, score_cutoff=2)
            if 0 < distance <= 2:
                found.setdefault(name, distance)
    return found


def within_bound(folded: str, name: str) -> int | None:
    """Edits from one folded name to another; None when they are more than are forgiven."""
    bound = 0 if len(folded) < ONE_EDIT_FROM else 1 if len(folded) < TWO_EDITS_FROM else 2
    distance = int(OSA.distance(folded, name, score_cutoff=bound))
    return distance if distance <= bound else None


def _one_edit(word: str, names: marisa_trie.Trie) -> Iterator[str]:
    """All strings one edit away whose unedited beginning is the beginning of some name."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if at and next(names.iterkeys(before), None) is None:
            return
        if after:
            yield before + after[1:]
            for letter in _LETTERS:
                yield before + letter + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
