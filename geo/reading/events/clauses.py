"""Which clause a time belongs to: a day beside an event may be another event's."""

from collections.abc import Collection

from dateline.geo.reading.entities.times import TimeExpression
from dateline.geo.reading.events.fillers import Sentence
from dateline.geo.reading.syntax.tree import Word


def times_of_others(sentence: Sentence, at: int) -> frozenset[int]:
    """Starts of the times of a sentence that belong to another clause than a trigger's.

    "The captain was arrested on Milos and will appear in Naxos on Monday": Monday is the day of
    the hearing. A day in front of both verbs is the day of both.

    Args:
        sentence: The sentence.
        at: The report's token of the trigger.
    """
    trigger = next((word for word in sentence.tree.words if sentence.token(word) == at), None)
    if trigger is None:
        return frozenset()
    found = set()
    for time in sentence.context.times_in(sentence.number):
        head = _head_of(sentence, time)
        if head is not None and _apart(sentence, trigger, head):
            found.add(time.start)
    return frozenset(found)


def _head_of(sentence: Sentence, time: TimeExpression) -> Word | None:
    """The word of a time by which it hangs on the rest of the sentence."""
    tokens = sentence.context.document.tokens
    words = [
        word
        for word in sentence.tree.words
        if time.start <= tokens[sentence.token(word)].start < time.end
    ]
    return next((word for word in words if word.head not in words), None)


def _apart(sentence: Sentence, trigger: Word, time: Word) -> bool:
    """Whether a clause begins between a trigger and a time."""
    above = [trigger, *trigger.ancestors()]
    path = [time, *time.ancestors()]
    common = next((word for word in path if word in above), None)
    if common is None:
        return True
    down = path[: path.index(common)]
    if down and common is trigger and down[-1].relation in _ON_NOUN:
        down = down[:-1]  # "the attack, which happened on Monday"
    if any(_begins_clause(word, _BELOW) for word in down):
        return True
    up = above[: above.index(common)]
    fronted = time.i < common.i
    if any(_begins_clause(word, _ABOVE - {"conj"} if fronted else _ABOVE) for word in up):
        return True
    reported = any(word.relation in ("ccomp", "parataxis") for word in up)
    return reported and _reports(sentence, common)


def _begins_clause(word: Word, relations: Collection[str]) -> bool:
    return word.relation in relations and (word.is_verb or word.relation != "conj")


def _reports(sentence: Sentence, verb: Word) -> bool:
    return verb.lower in sentence.vocabulary.words("said")


_ON_NOUN = frozenset({"relcl", "acl"})
_BELOW = frozenset({"relcl", "acl", "conj", "ccomp", "parataxis"})
_ABOVE = frozenset({"relcl", "acl", "conj"})
