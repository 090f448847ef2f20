"""Paths over a parsed sentence: subjects over control, objects of passives, holders of nouns.

Knows grammar only, not what a report is about. Which nouns stand for someone, and which words
belong to which lists, comes in from outside.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from dateline.geo.reading.syntax.parsing import Parse

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
NAME_TAGS = frozenset({"NNP", "NNPS"})
VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
RELATIVE = frozenset({"who", "whom", "that", "which", "whose"})
_HEADS = NOUN_TAGS | {"PRP", "CD"}
_OBJECTS = NOUN_TAGS | {"PRP", "WDT", "WP", "CD"}
_PREPOSITION_OBJECTS = NOUN_TAGS | {"PRP", "WDT", "WP", "CD", "JJ"}
_DEPTH = 7
"""Steps up or down a tree after which a path is given up."""


@dataclass(slots=True, eq=False)
class Word:
    """A word of a parsed sentence.

    Attributes:
        i: Its number in the sentence.
        start: Where it begins, in characters of the sentence.
        lower: In lower case.
        tag: Penn Treebank tag.
        relation: Relation to its head.
        head: The word it depends on; itself for a root.
        children: The words that depend on it, in order.
    """

    i: int
    start: int
    lower: str
    tag: str
    relation: str
    head: "Word" = field(init=False, repr=False)
    children: "list[Word]" = field(default_factory=list, repr=False)

    @property
    def is_noun(self) -> bool:
        """Whether it is tagged as a noun or a name."""
        return self.tag in NOUN_TAGS

    @property
    def is_name(self) -> bool:
        """Whether it is tagged as a name."""
        return self.tag in NAME_TAGS

    @property
    def is_verb(self) -> bool:
        """Whether it is tagged as a verb."""
        return self.tag in VERB_TAGS

    def ancestors(self) -> "Iterator[Word]":
        """Its head, the head of that, and so on."""
        at = self
        while at.head is not at:
            at = at.head
            yield at

    def having(self, *relations: str) -> "list[Word]":
        """Its children with one of these relations."""
        return [child for child in self.children if child.relation in relations]

    def subtree(self) -> "Iterator[Word]":
        """It and all words that depend on it, in no order."""
        waiting = [self]
        while waiting:
            at = waiting.pop()
            yield at
            waiting += at.children

    def conjuncts(self) -> "list[Word]":
        """The other members of the list that it is in, in order."""
        first = self
        while first.relation == "conj" and first.head is not first:
            first = first.head
        found: list[Word] = []
        waiting = [first]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting += at.having("conj")
        return sorted((each for each in found if each is not self), key=lambda each: each.i)


class WordForms(Protocol):
    """What a tree asks about words."""

    def verb(self, form: str) -> str:
        """The lemma of a verb's form."""
        ...

    def noun(self, form: str) -> str:
        """The lemma of a noun's form."""
        ...

    def has(self, lemma: str) -> bool:
        """Whether a lemma is listed."""
        ...

    def words(self, name: str) -> frozenset[str]:
        """A word list by its name."""
        ...


class Tree:
    """A parsed sentence.

    Attributes:
        words: Its words in order.
    """

    def __init__(
        self, parse: Parse, vocabulary: WordForms, is_someone: Callable[[Word], bool]
    ) -> None:
        self.words = [
            Word(i, start, word.lower().replace("’", "'"), tag, relation)
            for i, (word, start, tag, relation) in enumerate(
                zip(parse.words, parse.starts, parse.tags, parse.relations, strict=True)
            )
        ]
        for word, head in zip(self.words, parse.heads, strict=True):
            word.head = self.words[head]
            if head != word.i:
                word.head.children.append(word)
        self._vocabulary = vocabulary
        self._is_someone = is_someone

    def lemma(self, word: Word) -> str:
        """The lemma; of a verb with its particle where that is listed (``set_off``)."""
        if word.is_noun:
            return self._vocabulary.noun(word.lower)
        lemma = self._vocabulary.verb(word.lower)
        for child in word.children:
            if child.relation in ("prt", "dobj", "advmod", "oprd", "prep"):
                phrase = f"{lemma}_{child.lower}"
                if self._vocabulary.has(phrase):
                    return phrase
        return lemma

    def auxiliaries(self, verb: Word) -> set[str]:
        """The auxiliaries of a verb, in their long forms."""
        return {_LONG.get(each.lower, each.lower) for each in verb.having("aux", "auxpass")}

    def negated(self, verb: Word) -> bool:
        """Whether a verb is denied ("did not", "no one")."""
        for argument in verb.having("nsubj", "nsubjpass", "dobj"):
            if argument.lower in _NOBODY or any(c.lower == "no" for c in argument.having("det")):
                return True
        return any(
            child.relation == "neg"
            or (child.lower in _DENYING and child.relation in ("det", "advmod", "preconj"))
            for child in verb.children
        )

    def infinitive(self, verb: Word) -> bool:
        """Whether a verb is an infinitive with "to", or joined to one."""
        if any(child.tag == "TO" for child in verb.children):
            return True
        joined = verb.relation == "conj" and verb.tag == "VB" and not self.auxiliaries(verb)
        return joined and self.infinitive(verb.head)

    def passive(self, verb: Word) -> bool:
        """Whether a verb is in the passive, with or without its auxiliary."""
        if verb.lower in _NEVER_PASSIVE:
            return False
        if verb.having("nsubjpass", "auxpass"):
            return True
        if verb.tag != "VBN" or verb.having("nsubj", "aux"):
            return False
        if verb.relation == "conj":
            return verb.head.is_verb and self.passive(verb.head)
        return verb.relation in ("acl", "advcl", "amod", "relcl")

    def expand(self, word: Word) -> list[Word]:
        """A noun and those listed after it ("A, B and C")."""
        lists = [c for c in word.having("appos") if c.having("conj")]
        found = [word]
        for at in (word, *lists):
            members = (*(lists if at is word else ()), *at.conjuncts())
            found += [each for each in members if each.i > word.i and each.tag in _HEADS]
        return found

    def antecedent(self, word: Word) -> Word | None:
        """The noun that a relative pronoun stands for."""
        at = word
        for _ in range(_DEPTH):
            if at.relation == "relcl":
                return at.head
            if at.head is at:
                return None
            at = at.head
        return None

    def subjects(self, verb: Word, depth: int = 0) -> list[Word]:
        """Heads of the surface subject, over control, conjunction and participles."""
        own = verb.having("nsubj", "nsubjpass")
        if own:
            return self.expand(own[-1])
        head, relation = verb.head, verb.relation
        if depth > _DEPTH or head is verb:
            return []
        if relation == "pcomp" or head.tag in ("IN", "TO"):
            return self._subjects_by_preposition(head, depth)
        if head.is_noun:
            return self._subjects_by_noun(verb, depth)
        return self._controlled(verb) or self.subjects(head, depth + 1)

    def _subjects_by_preposition(self, head: Word, depth: int) -> list[Word]:
        up = head.head
        if up.is_noun:
            return self.holders(up, depth + 1)
        if head.lower == "from" and up.is_verb and up.having("dobj"):
            return self.objects(up)  # "stopped the crew from leaving"
        return self.subjects(up, depth + 1) if up is not head else []

    def _subjects_by_noun(self, verb: Word, depth: int) -> list[Word]:
        """The subject of a verb that hangs on a noun ("the plan to visit", "those visiting")."""
        head = verb.head
        if verb.relation not in ("acl", "relcl"):
            return self.holders(head, depth + 1) if verb.relation != "conj" else []
        if not self.infinitive(verb):
            return [head]
        return self.holders(head, depth + 1) or ([head] if self._is_someone(head) else [])

    def _controlled(self, verb: Word) -> list[Word]:
        """The object of the verb above that an infinitive has as its subject ("sent him to")."""
        if verb.relation not in ("xcomp", "ccomp", "advcl", "oprd") or not self.infinitive(verb):
            return []
        controlling = self._vocabulary.words("object_control")
        return self.objects(verb.head) if self.lemma(verb.head) in controlling else []

    def agents(self, verb: Word) -> list[Word]:
        """Who does it: the subject, or who "by" names in the passive."""
        if not self.passive(verb):
            return self.subjects(verb)
        return [
            each
            for by in verb.having("agent")
            for named in by.having("pobj")
            for each in self.expand(named)
        ]

    def objects(self, verb: Word) -> list[Word]:
        """What is acted on: the object, or the subject of the passive."""
        if self.passive(verb):
            if verb.relation in ("acl", "amod") and not verb.having("nsubjpass"):
                return [verb.head]
            return self.subjects(verb)
        stem = self._vocabulary.verb(verb.lower)
        found = [
            each
            for child in verb.having("dobj", "dative")
            if child.tag in _OBJECTS and not self._vocabulary.has(f"{stem}_{child.lower}")
            for each in self.expand(child)
        ]
        if not found and verb.relation == "relcl":
            own = [each for each in verb.having("nsubj") if each.lower not in RELATIVE]
            found = [verb.head] if own else []
        return found

    def holders(self, noun: Word, depth: int = 0) -> list[Word]:
        """Who holds what a noun says: its owner, or the subject of the verb it goes with."""
        own = [each for each in noun.having("poss") if each.lower != "its"]
        if own:
            return self.expand(own[0])
        head, relation = noun.head, noun.relation
        if depth > _DEPTH or head is noun:
            return []
        if relation in ("conj", "appos") and head.is_noun:
            return self.holders(head, depth + 1)
        if relation == "pobj":
            return self._holders_by_preposition(head, depth)
        return self._holders_by_verb(noun, depth)

    def makers(self, noun: Word) -> list[Word]:
        """The subject of the verb of which a noun is the object ("staged a protest")."""
        return self._holders_by_verb(noun, 0)

    def _holders_by_verb(self, noun: Word, depth: int) -> list[Word]:
        head, relation = noun.head, noun.relation
        if relation in ("dobj", "attr", "npadvmod", "oprd") and head.is_verb:
            if self.lemma(head) not in self._vocabulary.words("holding"):
                return []
            return self.subjects(head, depth + 1) if self.passive(head) else self.agents(head)
        light = relation == "nsubjpass" and self.lemma(head) in self._vocabulary.words("light")
        return self.agents(head) if light else []

    def _holders_by_preposition(self, preposition: Word, depth: int) -> list[Word]:
        up = preposition.head
        if preposition.relation == "prep" and up.is_noun:
            someone = self._is_someone(up) and preposition.lower in ("on", "at", "in", "during")
            return [up] if someone else self.holders(up, depth + 1)
        if up.tag in ("IN", "TO", "RB"):
            up = up.head
        return self.subjects(up, depth + 1) if up.is_verb or up.tag == "JJ" else []

    def counted(self, word: Word) -> Word:
        """Those whom "hundreds of" or a number before "of" only counts."""
        counting = self._vocabulary.words("counting")
        while word.lower in counting or word.tag == "CD":
            inner = [each for of in word.children if of.lower == "of" for each in of.having("pobj")]
            if not inner:
                break
            word = inner[0]
        return word

    def governors(self, noun: Word) -> Iterator[Word]:
        """The verbs of which a noun is subject or object."""
        head, relation = noun.head, noun.relation
        if relation in ("dobj", "nsubjpass", "nsubj", "attr") and head.is_verb:
            yield head
            if relation.startswith("nsubj"):
                for other in head.having("xcomp", "conj"):
                    if other.is_verb and not other.having("nsubj", "nsubjpass"):
                        yield other
        for clause in noun.having("acl", "relcl"):
            if clause.tag == "VBN" or any(each.lower in RELATIVE for each in clause.children):
                yield clause

    def prepositional(
        self, anchor: Word, closed: Callable[[Word], bool]
    ) -> list[tuple[str, Word, float]]:
        """Preposition, object and depth of all that hangs on a word, the nearest first.

        Args:
            anchor: A verb or a noun.
            closed: Whether the phrases of an object belong to it alone.
        """
        found: list[tuple[str, Word, float]] = []
        self._collect(anchor, 0, closed, found)
        self._collect_following(anchor, closed, found)
        return sorted(found, key=lambda each: each[2])

    def _collect(
        self,
        word: Word,
        depth: int,
        closed: Callable[[Word], bool],
        found: list[tuple[str, Word, float]],
    ) -> None:
        for child in word.children:
            if child.lower == "according":
                continue
            leads = child.relation in ("prep", "agent")
            leads = leads or (child.relation == "conj" and child.tag in ("IN", "TO"))
            if leads or (child.relation in ("dative", "advmod") and child.tag in ("IN", "TO")):
                name = self._preposition(word, child)
                for each in child.children:
                    if each.relation == "pcomp" and each.lower == "visiting":
                        each = next(iter(each.having("dobj")), each)  # noqa: PLW2901
                    if each.tag in _PREPOSITION_OBJECTS and each.relation in _INNER_OBJECTS:
                        found.append((name, each, depth))
                        if not closed(each):
                            self._collect(each, depth + 1, closed, found)
                self._collect(child, depth, closed, found)
            elif child.is_name and any(each.tag == "TO" for each in child.children):
                # The parser takes a name for a verb ("continue to Kigali").
                found.append(("to", child, depth))
            elif self._inner(child) and depth < 3 and not closed(child):
                self._collect(child, depth + 1, closed, found)

    def _inner(self, child: Word) -> bool:
        """Whether what hangs on a word is said of the one above, too ("and then on to")."""
        return child.relation in _INNER or (child.relation == "conj" and child.tag in ("RB", "IN"))

    def _preposition(self, word: Word, child: Word) -> str:
        phrase = f"{word.lower}_{child.lower}"
        double = word.tag == "IN" and phrase in self._vocabulary.words("double_prepositions")
        return phrase if double else child.lower

    def _collect_following(
        self,
        anchor: Word,
        closed: Callable[[Word], bool],
        found: list[tuple[str, Word, float]],
    ) -> None:
        """Phrases right behind a word, wherever the parser attached them."""
        at, known = anchor.i + 1, {each.i for _, each, _ in found}
        while at < len(self.words):
            word = self.words[at]
            leads = word.relation == "prep" and word.tag in ("IN", "TO")
            inner = word.having("pobj") if leads else []
            if not inner:
                return
            if inner[0].i not in known:
                found.append((word.lower, inner[0], 0.5))
            if closed(inner[0]):
                return
            at = max([inner[0].i, *(each.i for each in inner[0].conjuncts())]) + 1


_INNER = frozenset(
    {"dobj", "attr", "advmod", "prt", "npadvmod", "appos", "oprd", "acomp", "nmod", "dative", "dep"}
)
_INNER_OBJECTS = frozenset({"pobj", "pcomp", "npadvmod", "dobj"})
_NEVER_PASSIVE = frozenset({"bound", "headed", "gone"})
_NOBODY = frozenset({"nobody", "none", "neither", "nothing"})
_DENYING = frozenset({"never", "no", "neither", "without"})
_LONG = {
    "'ll": "will", "wo": "will", "'d": "would", "ca": "can", "'ve": "have", "'re": "are",
    "'m": "am", "sha": "shall", "'s": "is",
}  # fmt: skip
