"""A report as all stages see it: its words, places, actors and times, and who does what."""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from dateline.geo.model import Role, Status
from dateline.geo.reading.document.tokens import Document
from dateline.geo.reading.entities.actor import Actor
from dateline.geo.reading.entities.naming import place_names
from dateline.geo.reading.entities.persons import PersonNames
from dateline.geo.reading.entities.place_words import PlaceWords
from dateline.geo.reading.entities.times import TimeExpression, resolve_time
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.lexicon import words_of
from dateline.geo.reading.rules.verbs import HOSTING, MEETING_VERBS, MOTION_VERBS
from dateline.geo.when import When

_DETERMINERS = words_of(
    "a an the his her its their our my this that these those another first second third last next"
    " recent official planned upcoming state working historic brief surprise day-long rare own"
    " maiden final three-day two-day four-day five-day week-long weeklong short long successful"
    " scheduled possible ’s 's previous latest annual one-day whirlwind"
)
_BEFORE_GUESTS = words_of("the a with for by and between from to told met , of")
_EITHER = words_of(
    "visit visits tour return march trek ride meeting transport transfer cruise drive walk escort"
    " stop stops"
)
"""Words that can be nouns or verbs."""
_BEFORE_NOUN = words_of("day week hour month state side study business family papal")
_ADJECTIVES = ("al", "ary", "ic", "ive", "an", "ful")
_VERBAL = words_of("to will would not who and he she they we i can could may might should")
_OPENERS = words_of("from on of during for after before by since ahead amid following about with")
_MADE = words_of(
    "made paid pays paying makes making completed concluded ended finished began begun"
)
_VERBS = words_of(
    "is are was were be been has have had do does did will would can could may might must shall"
    " should said says told made make makes took take takes began begin begins became come came"
    " gave give gives held hold holds want wants wanted called calls killed found shows show showed"
    " help helped discuss discussed attend attended take taking join joined see saw seen meet meets"
    " met speak spoke inspect inspected learn help play played work worked return returned sign"
    " signed talk talked begin began start started"
)


@dataclass
class Context:
    """Everything found in a text before its events."""

    document: Document
    people: PersonNames
    toponyms: list[Toponym]
    roles: list[Role]
    actors: list[Actor]
    times: list[TimeExpression]
    published: When | None = None
    starting: dict[int, Toponym] = field(init=False)
    names: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        self.starting = {toponym.first: toponym for toponym in self.toponyms}
        self._role_of = {t.start: role for t, role in zip(self.toponyms, self.roles, strict=True)}
        self._place_words = PlaceWords(self.document, self.toponyms, self.roles)
        self.names = place_names(self.document.text, self.toponyms)
        self._firsts = [toponym.first for toponym in self.toponyms]
        self.inside = {n for t in self.toponyms for n in range(t.first, t.stop)}
        self._actor_firsts = [actor.first for actor in self.actors]
        self._time_starts = [time.start for time in self.times]
        self._times_at = set(self._time_starts)

    @property
    def size(self) -> int:
        """Number of tokens."""
        return len(self.document.tokens)

    def add_places(self, places: Iterable[Toponym]) -> None:
        """Add places that only the grammar of a sentence shows to be some."""
        new = [place for place in places if place.first not in self.inside]
        if new:
            pairs = [*zip(self.toponyms, self.roles, strict=True)]
            pairs += [(place, Role.LITERAL) for place in new]
            pairs.sort(key=lambda pair: pair[0].first)
            self.toponyms = [toponym for toponym, _ in pairs]
            self.roles = [role for _, role in pairs]
            self.__post_init__()

    def lower(self, number: int) -> str:
        """A token in lower case; empty beyond the ends of the text."""
        tokens = self.document.tokens
        return tokens[number].lower if 0 <= number < len(tokens) else ""

    def places_in(self, sentence: range) -> list[Toponym]:
        """The toponyms of a sentence."""
        low = bisect_left(self._firsts, sentence.start)
        high = bisect_left(self._firsts, sentence.stop)
        return self.toponyms[low:high]

    def actors_in(self, tokens: range) -> list[Actor]:
        """The actors whose words begin among these tokens."""
        low = bisect_left(self._actor_firsts, tokens.start)
        high = bisect_left(self._actor_firsts, tokens.stop)
        return self.actors[low:high]

    def is_place(self, toponym: Toponym) -> bool:
        """Whether a toponym can be an end of a way: a name, not a part of an organisation's."""
        if toponym.demonym:
            return True
        role = self._role_of[toponym.start]
        return role is not Role.ASSOCIATIVE or not toponym.embedded

    def role(self, toponym: Toponym) -> Role:
        """What a toponym stands for."""
        return self._role_of[toponym.start]

    def meant(self, number: int) -> Toponym | None:
        """The place that "here", "the region" or "the capital" means."""
        return self._place_words.meant(number)

    def is_time(self, number: int) -> bool:
        """Whether a time expression begins at a token."""
        if number >= self.size:
            return False
        return self.document.tokens[number].start in self._times_at

    def verb_like(self, number: int) -> bool:
        """Whether a token is a verb of the closed lists."""
        token = self.document.tokens[number] if 0 <= number < self.size else None
        if token is None or token.capital:
            return False
        word = token.lower
        if word in MOTION_VERBS or word in MEETING_VERBS or word in HOSTING:
            return word not in _EITHER or not self.is_noun(number)
        return word in _VERBS

    def is_noun(self, number: int) -> bool:
        """Whether a word that can be verb or noun ("visit", "meeting") is a noun here."""
        word, before = self.lower(number), self.lower(number - 1)
        if word not in _EITHER:
            return True
        if before in _VERBAL:
            return False
        if before in _DETERMINERS or before in _BEFORE_NOUN or before.endswith(_ADJECTIVES):
            return True
        if word == "meeting":
            return self._meeting_noun(number, before)
        if word in ("visit", "tour") and self._named_before(number):
            return True
        return before in _OPENERS or before in _MADE

    def _named_before(self, number: int) -> bool:
        """Whether "visit" or "tour" is a noun by its neighbours ("visit to", "his India tour")."""
        if self.lower(number + 1) in ("to", "by", "of"):
            return True
        place = next(
            (t for t in self.places_in(range(number - 3, number)) if t.stop == number), None
        )
        return place is not None and self.lower(place.first - 1) in (_DETERMINERS | _BEFORE_NOUN)

    def _meeting_noun(self, number: int, before: str) -> bool:
        if before == "," and self.actors_in(range(number + 1, number + 2)):
            return False  # "will stay two days, meeting the premier"
        if before in ("is", "are", "was", "were", "be", "been") or before in _OPENERS:
            return self.lower(number + 1) in ("between", "of", ",", ".")
        beside = next(
            (a for a in self.actors_in(range(number - 8, number)) if a.stop == number), None
        )
        # In "leaders meeting in Lyon" they meet.
        several = beside is not None and beside.plural
        return not several or self.lower(number + 1) not in ("in", "at", "on")

    def is_visitor(self, number: int) -> bool:
        """Whether "visiting" describes a guest ("the visiting Greek premier")."""
        before = self.lower(number - 1)
        guest = next(iter(self.actors_in(range(number, number + 4))), None)
        place = self.starting.get(number + 1)
        if guest is None or guest.stop <= number + 1 or not (place is None or place.demonym):
            return False
        return before in _BEFORE_GUESTS or self.document.tokens[number].opens

    def attributive(self, number: int) -> bool:
        """Whether a participle stands before a noun ("the returned soldiers")."""
        return self.lower(number - 1) in ("the", "a", "an", "his", "her", "their", "newly")

    def times_in(self, number: int) -> list[TimeExpression]:
        """The times of a sentence, in order."""
        start, end = self.document.span(self.document.sentences[number])
        return self._times_between(start, end)

    def _times_between(self, start: int, end: int) -> list[TimeExpression]:
        within = slice(bisect_left(self._time_starts, start), bisect_left(self._time_starts, end))
        return self.times[within]

    def time_of(
        self,
        first: int,
        stop: int,
        sentence: range,
        status: Status,
        others: Collection[int] = (),
    ) -> When | None:
        """The time that a clause gives, the nearest to it within its sentence.

        Args:
            first: First token of the clause.
            stop: The token behind its last.
            sentence: Tokens of the sentence.
            status: Of the event; a planned one looks ahead.
            others: Starts of the times that belong to other clauses.
        """
        start, end = self.document.span(sentence)
        low, high = self.document.tokens[first].start, self.document.tokens[stop - 1].end
        inside = [
            time
            for time in self._times_between(start, end)
            if not time.text.startswith("by ") and time.start not in others
        ]
        if not inside:
            return None
        nearest = min(inside, key=lambda time: _gap(time, low, high))
        if _gap(nearest, low, high) > 60:
            return None
        return resolve_time(nearest, self.published, ahead=status is Status.PLANNED)


def _gap(time: TimeExpression, low: int, high: int) -> int:
    return max(0, low - time.end, time.start - high)
