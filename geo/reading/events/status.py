"""Whether an event happened, goes on, is planned or is off: tense, modality, negation, reports.

The one place that decides it, from the parse. Never guessed up: what is only possible, feared or
denied is no event, which None says.
"""

from dateline.geo.model import Status
from dateline.geo.reading.syntax.tree import Tree, Word, WordForms

_FUTURE = frozenset({"will", "shall"})
_MODAL = _FUTURE | {"would", "may", "might", "could", "can", "should", "must"}
_OF_ADJECTIVES = {"due": Status.PLANNED, "bound": Status.ONGOING}
_IS = frozenset({"is", "are", "am", "'s", "'re", "'m"})
_AHEAD = frozenset({"tomorrow", "next", "coming"})
_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "week",
     "weekend", "month", "tonight"}
)  # fmt: skip
_STARTING = frozenset({"begin", "start", "open", "continue", "conclude", "resume", "kick_off"})
_GOING_ON = frozenset({"begin", "start", "continue", "keep"})
_WISHING = frozenset(
    {"propose", "seek", "want", "demand", "consider", "suggest", "offer", "fear", "expect"}
)
_NO_ONE = frozenset({"no", "any", "every"})
_DEPTH = 6


class StatusReader:
    """Reads the status of verbs and nouns of one sentence."""

    def __init__(self, tree: Tree, vocabulary: WordForms) -> None:
        self._tree = tree
        self._words = vocabulary.words

    def of_verb(
        self, verb: Word, *, away: bool = False, moves: bool = False, depth: int = 0
    ) -> Status | None:
        """The status of what a verb tells.

        Args:
            verb: The verb.
            away: Whether it only says that someone set out ("left for").
            moves: Whether it tells a journey, of which the present with a day is the future.
            depth: Steps up the tree so far.

        Returns:
            None where the sentence does not say that it happened, happens or will.
        """
        if depth > _DEPTH or verb.relation == "amod":
            return Status.HAPPENED
        auxiliaries = self._tree.auxiliaries(verb)
        status = self._by_form(verb, auxiliaries, away=away, moves=moves, depth=depth)
        if status is None:
            return None
        if self._tree.negated(verb):
            return None
        if any(each.lower in ("if", "unless", "whether") for each in verb.having("mark")):
            return None
        return status

    def _by_form(
        self, verb: Word, auxiliaries: set[str], *, away: bool, moves: bool, depth: int
    ) -> Status | None:
        if verb.lower in _OF_ADJECTIVES:
            return _OF_ADJECTIVES[verb.lower]
        if auxiliaries & _MODAL:
            return self._modal(auxiliaries)
        if self._tree.infinitive(verb) and not auxiliaries & {"has", "had"}:
            return self._governed(verb, depth)
        if verb.tag == "VBG":
            return self._of_participle(verb, auxiliaries, depth)
        if verb.tag == "VB" and verb.relation == "conj" and verb.head.is_verb:
            return self.of_verb(verb.head, depth=depth + 1)
        return self._finite(verb, away=away, moves=moves)

    def _modal(self, auxiliaries: set[str]) -> Status | None:
        if auxiliaries & _FUTURE:
            return Status.PLANNED
        later = "would" in auxiliaries and "have" not in auxiliaries
        return Status.PLANNED if later else None

    def _finite(self, verb: Word, *, away: bool, moves: bool) -> Status:
        present = verb.tag in ("VBZ", "VBP")
        if present and (self._ahead(verb) or (moves and self._dated(verb))):
            return Status.PLANNED
        left_for = verb.tag == "VBD" and any(each.lower == "for" for each in verb.children)
        return Status.ONGOING if away and (present or left_for) else Status.HAPPENED

    def _of_participle(self, verb: Word, auxiliaries: set[str], depth: int) -> Status | None:
        head = verb.head
        if auxiliaries:
            if "going" in auxiliaries:
                return Status.PLANNED
            ahead = self._ahead(verb) and auxiliaries & _IS
            return Status.PLANNED if ahead else Status.ONGOING
        if verb.relation == "pcomp" or head.tag == "IN":
            return self._after_preposition(head, depth)
        if verb.relation in ("xcomp", "ccomp") and head.is_verb:
            return self._governed(verb, depth)
        if verb.relation in ("advcl", "conj") and head.is_verb:
            return self.of_verb(head, depth=depth + 1)
        # "A student visiting Goma was killed": the visit is over.
        ended = self._words("killing") | self._words("dying") | self._words("injuring")
        over = verb.relation == "acl" and self._tree.lemma(head.head) in ended
        return Status.HAPPENED if over else Status.ONGOING

    def _ahead(self, word: Word) -> bool:
        return any(each.lower in _AHEAD and each is not word for each in word.subtree())

    def _dated(self, word: Word) -> bool:
        """Whether a day or a week hangs on a word ("travels on Friday")."""
        near = [*word.having("npadvmod"), *(o for p in word.having("prep") for o in p.children)]
        return any(each.lower in _DAYS for each in near)

    def _governed(self, verb: Word, depth: int) -> Status | None:
        """The status of an infinitive or gerund, from what it depends on."""
        head = verb.head
        lemma = self._tree.lemma(head)
        if head.tag in ("JJ", "RB", "NN") or (verb.relation in ("acl", "relcl") and head.is_noun):
            return Status.PLANNED
        if lemma in self._words("refusing"):
            return Status.CANCELLED if self.of_verb(head, depth=depth + 1) else None
        yet = lemma == "have" and any(each.lower == "yet" for each in head.children)
        if yet or lemma in self._words("asking") | self._words("trying"):
            return None
        up = self.of_verb(head, depth=depth + 1)
        if up is None:
            return None
        return self._infinitive_of(verb, lemma, up)

    def _infinitive_of(self, verb: Word, lemma: str, up: Status) -> Status:
        """The status of an infinitive from its verb, which has a status itself."""
        head = verb.head
        if lemma in self._words("failing"):
            return Status.CANCELLED
        if lemma == "be":
            # "was to have flown": it did not.
            undone = head.tag == "VBD" and self._tree.auxiliaries(verb) & {"has", "have"}
            return Status.CANCELLED if undone else Status.PLANNED
        if lemma in self._words("planning"):
            return Status.CANCELLED if self._tree.negated(head) else Status.PLANNED
        return Status.ONGOING if lemma in _GOING_ON and up is Status.HAPPENED else up

    def _after_preposition(self, preposition: Word, depth: int) -> Status | None:
        up = preposition.head
        lemma = self._tree.lemma(up)
        planning = self._words("planning") | self._words("planning_nouns")
        if preposition.lower in ("on", "of", "to", "for", "before") and lemma in planning:
            return Status.PLANNED
        if preposition.lower == "from" and lemma in self._words("refusing"):
            return Status.CANCELLED
        if preposition.lower in ("from", "against") or lemma in self._words("refusing"):
            return None
        if lemma in self._words("hypothetical_nouns"):
            return None
        return self.of_verb(up, depth=depth + 1) if up.is_verb else Status.HAPPENED

    def of_noun(self, noun: Word) -> Status | None:
        """The status of what a noun tells, from what is said of it."""
        modifiers = {c.lower for c in noun.having("amod", "compound", "det", "nmod")}
        if modifiers & _NO_ONE:
            return None
        if modifiers & self._words("cancelled_modifiers"):
            return Status.CANCELLED
        planned = bool(modifiers & self._words("planned_modifiers")) or self._ahead(noun)
        return self._by_governors(noun, planned=planned)

    def _by_governors(self, noun: Word, *, planned: bool) -> Status | None:
        """The status of a noun from the verbs of which it is subject or object."""
        for governor in self._tree.governors(noun):
            lemma = self._tree.lemma(governor)
            if lemma in self._words("failing") and not self._tree.negated(governor):
                off = self.of_verb(governor)
                return Status.CANCELLED if off is not None else None
            wished = lemma in self._words("refusing") | _WISHING
            if noun.head is governor and noun.relation == "dobj" and wished:
                return None
            planned = planned or lemma in self._words("planning")
        if noun.relation in ("dobj", "nsubj", "nsubjpass", "attr") and noun.head.is_verb:
            return self._of_argument(noun, planned=planned)
        if noun.relation == "pobj":
            return self._behind_preposition(noun, planned=planned)
        return Status.PLANNED if planned else Status.HAPPENED

    def _of_argument(self, noun: Word, *, planned: bool) -> Status | None:
        """The status of a noun that is subject or object of a verb."""
        verb, relation = noun.head, noun.relation
        status = self.of_verb(verb)
        lemma = self._tree.lemma(verb)
        if relation in ("dobj", "nsubjpass") and lemma in self._words("light"):
            begun = lemma in _STARTING and verb.tag in ("VBZ", "VBP", "VBD")
            if status is Status.HAPPENED and relation == "dobj" and begun and not planned:
                over = lemma == "conclude" and verb.tag == "VBD"
                return Status.HAPPENED if over else Status.ONGOING
            return Status.PLANNED if planned and status is Status.HAPPENED else status
        if status is None and relation != "nsubj":
            return None
        if status in (Status.PLANNED, Status.CANCELLED) and relation in ("nsubjpass", "dobj"):
            return status
        begins = lemma in _STARTING and verb.tag in ("VBZ", "VBP") and self._dated(verb)
        if planned or begins or (status is Status.PLANNED and relation == "nsubj"):
            return Status.PLANNED
        return Status.ONGOING if status is Status.ONGOING else Status.HAPPENED

    def _behind_preposition(self, noun: Word, *, planned: bool) -> Status | None:
        preposition, up = noun.head, noun.head.head
        word = preposition.lower
        if up.is_verb:
            return self._of_adjunct(word, up, planned=planned)
        if word == "before" or (word == "of" and up.lower == "ahead"):
            return Status.PLANNED
        lemma = self._tree.lemma(up)
        if up.is_noun and lemma in self._words("hypothetical_nouns"):
            return None
        if lemma in ("end", "start", "beginning") and up.relation == "pobj":
            return self.of_noun(up)  # "is coming to the end of a tour"
        if up.is_noun and lemma in self._words("planning_nouns") and word in ("for", "of"):
            planned = True
        if word == "on" and not planned:
            return Status.ONGOING
        return Status.PLANNED if planned else Status.HAPPENED

    def _of_adjunct(self, preposition: str, verb: Word, *, planned: bool) -> Status | None:
        status = self.of_verb(verb)
        if preposition == "from" and self._tree.lemma(verb) in self._words("quitting"):
            return Status.CANCELLED if status is not None else None
        if planned:
            return Status.PLANNED
        if preposition in self._words("before"):
            return Status.PLANNED
        if preposition in ("on", "for", "in", "to", "at") and status is not None:
            is_on = preposition == "on" and verb.tag in ("VBZ", "VBP")
            return Status.ONGOING if is_on and self._tree.lemma(verb) == "be" else status
        if status is Status.PLANNED and preposition in ("during", "after"):
            return Status.PLANNED
        return Status.HAPPENED
