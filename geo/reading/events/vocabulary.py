"""The words that frames and grammar ask for: lemmas, forms and word lists, from data files."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from dateline.geo.reading.document.tokens import Document

_VOWELS = "aeiou"


class DataError(ValueError):
    """A data file of the reader has an entry that cannot be right."""


def load_yaml(folder: str, name: str) -> Any:
    """A data file of the reader.

    Args:
        folder: Folder below ``geo/reading``.
        name: Name of the file.
    """
    path = files("dateline.geo.reading").joinpath(folder, name)
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


def data_files(folder: str) -> list[str]:
    """Names of the YAML files of a folder below ``geo/reading``, sorted."""
    found = files("dateline.geo.reading").joinpath(folder).iterdir()
    return sorted(path.name for path in found if path.name.endswith(".yaml"))


def words_in(value: str | Iterable[str], where: str) -> tuple[str, ...]:
    """The words of an entry, each checked.

    Args:
        value: Words with spaces between them; ``set_off`` stands for a phrase.
        where: What to name in the message.

    Raises:
        DataError: A word occurs twice, or is split by the tokeniser and so can never match.
    """
    found = value.split() if isinstance(value, str) else [w for v in value for w in v.split()]
    seen: set[str] = set()
    for word in found:
        if word in seen:
            raise DataError(f"{where}: {word!r} occurs twice")
        seen.add(word)
        parts = word.split("_")
        if word != word.lower() or [t.text for t in Document.of(" ".join(parts)).tokens] != parts:
            raise DataError(f"{where}: {word!r} is not one lower-case token and can never match")
    return tuple(found)


class Vocabulary:
    """Lemmas with their forms, and word lists by name.

    Attributes:
        lemmas: Every lemma and phrase that is listed anywhere.
    """

    def __init__(
        self,
        verbs: Iterable[str],
        nouns: Iterable[str],
        listed: Iterable[str],
        lists: Mapping[str, frozenset[str]],
        irregular: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._lists = lists
        verbs, nouns = set(verbs), set(nouns)
        others = set(listed).union(*lists.values())
        self.lemmas = verbs | nouns | others
        self._verb: dict[str, str] = {}
        self._noun: dict[str, str] = {}
        # Triggers come first: "shot" is a form of "shoot" whatever else is listed.
        for lemma in (*sorted(verbs), *sorted(others - nouns)):
            stem = lemma.split("_")[0]
            for form in verb_forms(stem):
                self._verb.setdefault(form, stem)
        for lemma, forms in irregular.items():
            self._verb.update(dict.fromkeys(forms, lemma))
        for lemma in (*sorted(nouns), *sorted(others)):
            for form in noun_forms(lemma):
                self._noun.setdefault(form, lemma)
        self._verb_forms = _inverted(self._verb)
        self._noun_forms = _inverted(self._noun)

    def verb(self, form: str) -> str:
        """The lemma of a verb's form; the form itself when it is not listed."""
        return self._verb.get(form, form)

    def noun(self, form: str) -> str:
        """The lemma of a noun's form; the form itself when it is not listed."""
        return self._noun.get(form, form)

    def has(self, lemma: str) -> bool:
        """Whether a lemma or phrase is listed."""
        return lemma in self.lemmas

    def words(self, name: str) -> frozenset[str]:
        """A word list by its name."""
        return self._lists[name]

    def forms_of(self, lemma: str, *, verb: bool) -> list[str]:
        """Every form of a lemma."""
        if verb:
            return self._verb_forms.get(lemma.split("_", maxsplit=1)[0], [])
        return self._noun_forms.get(lemma, [])


def _inverted(table: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form, lemma in table.items():
        found.setdefault(lemma, []).append(form)
    return found


def verb_forms(lemma: str) -> Iterator[str]:
    """Regular forms of a verb, and some that do not exist, which does no harm."""
    yield from (lemma, f"{lemma}s", f"{lemma}ed", f"{lemma}ing", f"{lemma}es")
    if lemma.endswith("e"):
        yield from (f"{lemma}d", f"{lemma[:-1]}ing")
    if lemma.endswith("y"):
        yield from (f"{lemma[:-1]}ies", f"{lemma[:-1]}ied")
    if len(lemma) > 2 and lemma[-1] not in f"{_VOWELS}wxy" and lemma[-2] in _VOWELS:
        yield from (f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing")


def noun_forms(lemma: str) -> Iterator[str]:
    """Singular and plural of a noun."""
    yield from (lemma, f"{lemma}s", f"{lemma}es")
    if lemma.endswith("y"):
        yield f"{lemma[:-1]}ies"
    if lemma.endswith("man"):
        yield f"{lemma[:-3]}men"
