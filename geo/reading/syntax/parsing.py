"""The dependency parser: the only module that knows spaCy.

What comes out is our own :class:`Parse`, so that everything after it can be tested on stored
parses. spaCy and its model are loaded with the first sentence to be parsed, not on import.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = Path(__file__).with_name("model")
"""Tagger and parser of spaCy's small English model; see its README.md."""
BATCH = 128
"""Sentences parsed together: larger batches are no faster and need more memory."""


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed sentence, one entry a word.

    Attributes:
        words: The words as written.
        starts: Where each begins, in characters of the sentence.
        tags: Penn Treebank part-of-speech tags (``VBD``).
        relations: Relation to the head, in ClearNLP's labels (``nsubj``).
        heads: Number of the head; a word that is its own head is a root.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    tags: tuple[str, ...]
    relations: tuple[str, ...]
    heads: tuple[int, ...]


def parse(sentences: Iterable[str]) -> Iterator[Parse]:
    """Parse sentences, in order.

    Args:
        sentences: One sentence each; line breaks count as spaces.
    """
    texts = [sentence.replace("\n", " ") for sentence in sentences]
    if texts:
        yield from map(_parse_of, _model().pipe(texts, batch_size=BATCH))


@cache
def _model() -> "Language":
    # Imported late: it takes a second, which only those who read a report should wait.
    from spacy import load  # noqa: PLC0415

    return load(MODEL)


def _parse_of(doc: "Doc") -> Parse:
    # One pass, and heads as an array: every look at a token makes an object of it.
    rows = [(token.text, token.idx, token.tag_, token.dep_) for token in doc]
    words, starts, tags, relations = zip(*rows, strict=True) if rows else ((), (), (), ())
    apart = doc.to_array("HEAD").astype("int64").tolist()
    heads = tuple(number + step for number, step in enumerate(apart))
    return Parse(words, starts, tags, relations, heads)
