"""What a frame asks of the words around its trigger."""

from collections.abc import Callable

from dateline.geo.reading.events.vocabulary import Vocabulary
from dateline.geo.reading.syntax.tree import Tree, Word


def fits(
    tree: Tree,
    word: Word,
    conditions: tuple[tuple[str, frozenset[str]], ...],
    vocabulary: Vocabulary,
) -> bool:
    """Whether all conditions hold.

    Args:
        tree: The sentence.
        word: The trigger.
        conditions: Name of a condition and the words it asks for, as lemmas.
        vocabulary: Lemmas of the words.
    """
    asked = _Asked(tree, word, vocabulary)
    return all(_CONDITIONS[name](asked, words) for name, words in conditions)


class _Asked:
    """A trigger about which conditions ask."""

    def __init__(self, tree: Tree, word: Word, vocabulary: Vocabulary) -> None:
        self.tree = tree
        self.word = word
        self._noun = vocabulary.noun

    def phrase(self, heads: list[Word]) -> set[str]:
        """The heads of phrases, what they count, and the words before them, as lemmas."""
        heads = [*heads, *(self.tree.counted(head) for head in heads)]
        words = (each for head in heads for each in (head, *head.children))
        return {form for each in words for form in (self._noun(each.lower), each.lower)}

    @property
    def objects(self) -> set[str]:
        """Words of the object."""
        lemmas = self.phrase([*self.tree.objects(self.word), *self.word.having("dobj")])
        return lemmas | {self._noun(c.lower) for c in self.word.having("npadvmod")}

    @property
    def agents(self) -> set[str]:
        """Words of who does it."""
        return self.phrase(self.tree.agents(self.word))

    @property
    def subjects(self) -> set[str]:
        """Words of the subject, or of who does it."""
        return self.agents | self.phrase(self.tree.subjects(self.word))

    @property
    def modifiers(self) -> set[str]:
        """Words that stand before a noun and describe it, or "of" what it is."""
        found: set[str] = set()
        for of in self.word.having("prep"):
            if of.lower == "of":
                found |= {self._noun(each.lower) for each in of.having("pobj")}
        for child in self.word.children:
            if child.relation in ("amod", "compound", "nmod", "nummod", "poss"):
                found |= {child.lower, self._noun(child.lower), self.tree.lemma(child)}
                found |= {c.lower for c in child.having("compound", "amod", "npadvmod")}
        return found

    @property
    def prepositions(self) -> set[str]:
        """The prepositions that hang on it."""
        return {child.lower for child in self.word.having("prep", "agent")}

    @property
    def phrases(self) -> set[str]:
        """Words of what its prepositions lead to ("killed in a bus crash")."""
        led = [
            each
            for above in (self.word, *self.word.having("dobj"))
            for preposition in above.having("prep", "agent")
            for each in preposition.having("pobj")
        ]
        return self.phrase(led)

    @property
    def governors(self) -> set[str]:
        """The verbs of which it is subject or object."""
        return {self.tree.lemma(each) for each in self.tree.governors(self.word)}

    @property
    def before(self) -> set[str]:
        """The two words before it."""
        return {w.lower for w in self.tree.words[max(0, self.word.i - 2) : self.word.i]}

    @property
    def after(self) -> set[str]:
        """The two words behind it."""
        return {w.lower for w in self.tree.words[self.word.i + 1 : self.word.i + 3]}

    @property
    def adverbs(self) -> set[str]:
        """Its adverbs."""
        return {child.lower for child in self.word.having("advmod", "prt")}


_CONDITIONS: dict[str, Callable[[_Asked, frozenset[str]], bool]] = {
    "object": lambda asked, words: not words.isdisjoint(asked.objects),
    "no_object": lambda asked, words: words.isdisjoint(asked.objects),
    "agent": lambda asked, words: not words.isdisjoint(asked.agents),
    "subject": lambda asked, words: not words.isdisjoint(asked.subjects),
    "no_subject": lambda asked, words: words.isdisjoint(asked.subjects),
    "modifier": lambda asked, words: not words.isdisjoint(asked.modifiers),
    "no_modifier": lambda asked, words: words.isdisjoint(asked.modifiers),
    "adverb": lambda asked, words: not words.isdisjoint(asked.adverbs),
    "no_adverb": lambda asked, words: words.isdisjoint(asked.adverbs),
    "form": lambda asked, words: asked.word.lower in words,
    "governor": lambda asked, words: not words.isdisjoint(asked.governors),
    "no_governor": lambda asked, words: words.isdisjoint(asked.governors),
    "preposition": lambda asked, words: not words.isdisjoint(asked.prepositions),
    "no_preposition": lambda asked, words: words.isdisjoint(asked.prepositions),
    "phrase": lambda asked, words: not words.isdisjoint(asked.phrases),
    "no_phrase": lambda asked, words: words.isdisjoint(asked.phrases),
    "no_child": lambda asked, words: all(each.is_name for each in asked.word.having(*words)),
    "before": lambda asked, words: not words.isdisjoint(asked.before),
    "no_before": lambda asked, words: words.isdisjoint(asked.before),
    "after": lambda asked, words: not words.isdisjoint(asked.after),
}
