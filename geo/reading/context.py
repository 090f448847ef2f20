"""A report as all stages see it: its words, places, actors and times, and who does what."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from geo.model import Role, Status
from geo.reading.actors import Actor, ActorKind
from geo.reading.document import Document
from geo.reading.grammar import VerbGroup
from geo.reading.lexicon import words_of
from geo.reading.naming import place_names
from geo.reading.people import PersonNames
from geo.reading.times import TimeExpression, resolve_time
from geo.reading.toponym import Toponym
from geo.reading.verbs import HOSTING, MEETING_VERBS, MOTION_VERBS
from geo.when import When

_DETERMINERS = words_of(
    "a an the his her its their our my this that these those another first second third last next"
    " recent official planned upcoming state working historic brief surprise day-long rare own"
    " maiden final three-day two-day four-day five-day week-long weeklong short long successful"
    " scheduled possible ’s 's previous latest annual one-day whirlwind"
)
_EITHER = words_of("visit visits tour return march trek ride meeting")
"""Words that can be nouns or verbs."""
_BEFORE_NOUN = words_of("day week hour month state side study business family papal")
_ADJECTIVES = ("al", "ary", "ic", "ive", "an", "ful")
_VERBAL = words_of("to will would not who and he she they we i can could may might should")
_OPENERS = words_of("on of during for after before by since ahead amid following about with")
_BARRIERS = words_of("that which because although whereas but ; : said says told")
_CLAUSES = _BARRIERS - {"said", "says", "told"}
_PHRASE = 7
_PHRASE_OPENERS = words_of(
    "the a an two three four five six seven eight nine ten several some his her"
)
_PHRASE_ENDS = words_of(
    "of in at to from by with for on against near into about and or but that which who whom as than"
    " it this there what when where while after before if because he she they we you i not also"
    " since until is are was were be been being has have had will would can could may might must"
    " should do does did later then earlier today yesterday tomorrow ago first last just only"
)
_THINGS = words_of(
    "storm hurricane cyclone typhoon earthquake tremor flood floods fire smoke virus disease"
    " outbreak flu fever plague strain case cases infection infections epidemic pandemic"
    " vaccine vaccines aid supply supplies shipment shipments cargo money cash funds price"
    " prices cost costs bill law plan deal agreement report reports letter message news call"
    " film movie album song book show series game season event campaign election vote talks"
    " war conflict violence protest protests wave rain snow temperature temperatures heat wind"
    " water oil gas goods product products weapon weapons drugs material sample samples body"
    " bodies remains package parcel mail decision move issue number toll figure total rate"
    " level market economy time day year week month night summer attack explosion announcement"
    " visit trip journey result results sale sales exports imports trade sanctions pressure"
    " attention focus road highway route path river line border sun moon death deaths power"
    " control interest hope life work story idea debate crisis fighting sunday monday tuesday"
    " wednesday thursday friday saturday it which that what this others"
)
_GOVERNING = words_of(
    "of in at to from by with for on against near into about via through between like after under"
    " across among within around throughout toward towards despite without"
)
_MADE = words_of(
    "made paid pays paying makes making completed concluded ended finished began begun"
)
_MEANWHILE = words_of("before after while when since during on upon by in speaking at")
"""Words behind which the subject of the main clause acts, before it or behind the comma."""
_OPENING_WORDS = 9
_KINDS = {
    "region": ("ADM", "RGN", "PCL", "P", "ISL"), "area": ("ADM", "RGN", "P", "ISL"),
    "city": ("PPL",), "town": ("PPL",), "village": ("PPL",), "capital": ("PPLC", "PPLA"),
    "country": ("PCL",), "island": ("ISL",), "province": ("ADM1",), "state": ("ADM1",),
}  # fmt: skip
"""Words for a place named before, and the feature codes that they can mean."""
_AREAS = ("ADM", "RGN", "ISL")
"""Codes that "the region" means before it means a town or a country."""
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
        self.names = place_names(self.toponyms)
        self._firsts = [toponym.first for toponym in self.toponyms]
        self._inside = {n for t in self.toponyms for n in range(t.first, t.stop)}
        self._actor_firsts = [actor.first for actor in self.actors]

    @property
    def size(self) -> int:
        """Number of tokens."""
        return len(self.document.tokens)

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
        """The place that "the region" or "the capital" means: the last that can be one."""
        kinds = _KINDS.get(self.lower(number))
        if kinds is None or self.lower(number - 1) != "the":
            return None
        low = bisect_left(self._firsts, number)
        before = self.toponyms[max(0, low - 12) : low]
        areas = tuple(code for code in kinds if code in _AREAS)
        for codes in (areas, kinds) if areas else (kinds,):
            for toponym in reversed(before):
                code = toponym.entry.code_of if toponym.entry else ""
                if code.startswith(codes) and not toponym.demonym:
                    return replace(toponym, first=number, stop=number + 1)
        return None

    def is_time(self, number: int) -> bool:
        """Whether a time expression begins at a token."""
        if number >= self.size:
            return False
        start = self.document.tokens[number].start
        return any(time.start == start for time in self.times)

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
        if before in ("is", "are", "was", "were", "be", "been") or before in _OPENERS:
            return self.lower(number + 1) in ("between", "of", ",", ".")
        return True

    def attributive(self, number: int) -> bool:
        """Whether a participle stands before a noun ("the returned soldiers")."""
        return self.lower(number - 1) in ("the", "a", "an", "his", "her", "their", "newly")

    # Who acts.

    def subject(self, group: VerbGroup, sentence: range) -> tuple[Actor, ...]:
        """Whom the subject of a verb group means; empty when it is not clear."""
        before = self.lower(group.first - 1)
        if before in ("that", "which"):
            return self._antecedent(group.first - 1)
        found: tuple[Actor, ...] = ()
        if group.bare:
            found = self._beside(group.first)
        elif before in ("and", "but"):
            found = self._shared_subject(group.first, sentence)
        if not found and group.bare and before in _MEANWHILE:
            found = self._shared_subject(group.first, sentence, _CLAUSES)
        found = found or self._subject_before(group, sentence)
        if not found and (not group.finite or group.first == sentence.start):
            found = self._subject_behind(group, sentence)
        return found

    def _subject_before(self, group: VerbGroup, sentence: range) -> tuple[Actor, ...]:
        for actor in reversed(self.actors_in(range(sentence.start, group.first))):
            if actor.stop > group.first or self._dependent(actor, group.first):
                continue
            if self._aside(actor.stop, group.first):
                continue
            if self._barred(actor.stop, group.first):
                break
            return self._with_conjuncts(actor)
        return ()

    def phrase_before(self, verb: int, sentence: range) -> tuple[Actor, ...]:
        """The words right before a verb as its subject, where they can be someone.

        For those whom no list knows: "the Wolverhampton ensemble", "Fleet Foxes". A thing that
        only moves about (a storm, a letter) is nobody.
        """
        first = verb
        while first > sentence.start and verb - first < _PHRASE and self._in_phrase(first - 1):
            first -= 1
        if first == verb or self.lower(verb - 1) in _THINGS or verb - 1 in self._inside:
            return ()
        head, opening = self.document.tokens[verb - 1], self.document.tokens[first]
        named = head.capital and not head.text.isupper() and not head.opens
        if not named and not (opening.lower in _PHRASE_OPENERS and head.text.isalpha()):
            return ()
        return (Actor(first, verb, self.document.slice(first, verb), ActorKind.GROUP, plural=True),)

    def _in_phrase(self, number: int) -> bool:
        token = self.document.tokens[number]
        return (
            (token.word or token.text == "-")
            and token.lower not in _PHRASE_ENDS
            and not self.verb_like(number)
            and not self.is_time(number)
        )

    def behind_comma(self, first: int, sentence: range) -> tuple[Actor, ...]:
        """The subject of a main clause behind an opening phrase ("After talks with X, Y said")."""
        for number in range(first, min(sentence.stop, first + 25)):
            if self.lower(number) == ",":
                for actor in self.actors_in(range(number + 1, min(number + 4, sentence.stop))):
                    if not self._dependent(actor, actor.stop) and actor.stop < sentence.stop:
                        return self._with_conjuncts(actor)
        return ()

    def _subject_behind(self, group: VerbGroup, sentence: range) -> tuple[Actor, ...]:
        """The subject of the main clause, where a participle opens the sentence."""
        found = self.behind_comma(group.verb + 1, sentence)
        if found:
            return found
        for actor in self.actors_in(range(group.verb + 1, sentence.stop)):
            if not self._dependent(actor, sentence.stop) and actor.kind is not ActorKind.STATE:
                return actor.who
        return ()

    def _beside(self, participle: int) -> tuple[Actor, ...]:
        """The actor right before a participle ("passengers arriving in ...")."""
        for actor in self.actors_in(range(max(0, participle - 10), participle)):
            if actor.stop == participle:
                return self._with_conjuncts(actor)
        return ()

    def _shared_subject(
        self, verb: int, sentence: range, barriers: frozenset[str] = _BARRIERS
    ) -> tuple[Actor, ...]:
        """The subject of the verb before "and", which the verb behind it shares."""
        start = sentence.start
        for number in range(verb - 2, sentence.start, -1):
            if self.lower(number) in barriers:
                start = number + 1
                break
        for actor in self.actors_in(range(start, verb - 1)):
            if not self._dependent(actor, verb) and not self._aside(actor.stop, verb):
                return self._with_conjuncts(actor)
        return ()

    def _antecedent(self, relative: int) -> tuple[Actor, ...]:
        """Whom "that" or "which" means: the actor right before it."""
        for actor in self.actors_in(range(max(0, relative - 12), relative)):
            if relative - actor.stop <= (self.lower(relative - 1) == ","):
                return actor.who
        return ()

    def _aside(self, first: int, stop: int) -> bool:
        """Whether an actor stands between dashes and the verb behind them."""
        return sum(self.lower(n) in ("--", "—", "–") for n in range(first, stop)) % 2 == 1

    def _barred(self, first: int, stop: int) -> bool:
        """Whether another clause begins between a possible subject and a verb."""
        if self.lower(first) == "," and self.lower(stop - 1) == "," and stop - first > 1:
            first += 1
        relative = first < stop and self.lower(first) in ("that", "which")
        return any(self.lower(n) in _BARRIERS for n in range(first + relative, stop))

    def _dependent(self, actor: Actor, stop: int) -> bool:
        """Whether an actor's expression only belongs to another one."""
        at = actor.first - 1
        before, after = self.lower(at - (self.lower(at) == "the")), self.lower(actor.stop)
        if before in _GOVERNING:
            return True
        if after in ("’s", "'s", "’") or actor.name in ("his", "her", "their"):
            return True
        if actor.kind is ActorKind.STATE:
            if before in MOTION_VERBS:
                return True
            follows = self.document.tokens[actor.stop] if actor.stop < self.size else None
            return not actor.official or follows is None or actor.stop != stop
        return False

    def _with_conjuncts(self, actor: Actor) -> tuple[Actor, ...]:
        """An actor with those that "and" joins to it."""
        found = [actor]
        while True:
            joint = found[0].first - 1
            joint -= self.lower(joint) == "the"
            if self.lower(joint) not in ("and", ","):
                break
            earlier = [
                each
                for each in self.actors_in(range(max(0, joint - 12), joint))
                if each.stop in (joint, joint - 1)
            ]
            if not earlier:
                break
            if self.lower(joint) == "," and len(found) == 1:
                if earlier[-1].who != found[0].who:
                    break
                found[0] = earlier[-1]
                continue
            found.insert(0, earlier[-1])
        return distinct(found)

    def owner(self, noun: int, sentence: range) -> tuple[Actor, ...]:
        """Who makes a visit, trip or journey that a noun tells."""
        for actor in reversed(self.actors_in(range(sentence.start, noun))):
            if actor.kind is ActorKind.STATE and not actor.official:
                continue
            if self.lower(actor.stop) in ("’s", "'s", "’", "'") and noun - actor.stop <= 6:
                return self._with_conjuncts(actor)
            if actor.name in ("his", "her", "their", "its") and noun - actor.stop <= 5:
                return actor.means or self._person_ahead(noun, sentence) or actor.who
        for number in range(noun + 1, min(sentence.stop, noun + 12)):
            if self.lower(number) == "by":
                behind = self.actors_in(range(number + 1, number + 6))
                if behind:
                    return behind[0].who
        if self.lower(noun + 1) == "of":
            of = [each for each in self.actors_in(range(noun + 2, noun + 5)) if each.who]
            if of and of[0].kind is not ActorKind.STATE:
                return of[0].who
        return self._maker(noun, sentence) or self._behind_opening(noun, sentence)

    def _behind_opening(self, noun: int, sentence: range) -> tuple[Actor, ...]:
        """Who is on the visit that opens a sentence ("During a visit to Bern, the premier ...")."""
        if noun - sentence.start > _OPENING_WORDS or self.lower(sentence.start) not in _MEANWHILE:
            return ()
        return self.behind_comma(noun + 1, sentence)

    def _person_ahead(self, noun: int, sentence: range) -> tuple[Actor, ...]:
        """Whom "her" means when the name comes only behind ("On her trip, Ms Cole ...")."""
        for actor in self.actors_in(range(noun, sentence.stop)):
            if actor.kind is ActorKind.PERSON and not self._dependent(actor, sentence.stop):
                return actor.who
        return ()

    def _maker(self, noun: int, sentence: range) -> tuple[Actor, ...]:
        """The subject of the verb that a noun of motion is the object of ("made a visit")."""
        for actor in reversed(self.actors_in(range(sentence.start, noun))):
            if self._dependent(actor, noun) or actor.kind is ActorKind.STATE or actor.stop > noun:
                continue
            if actor.stop == noun and actor.kind is not ActorKind.PERSON:
                continue
            if self._aside(actor.stop, noun):
                continue
            if noun - actor.stop <= 20:
                return self._with_conjuncts(actor)
        return ()

    def object(self, first: int, sentence: range) -> tuple[Actor, ...]:
        """Whom the object right behind a verb means."""
        for actor in self.actors_in(range(first, min(first + 6, sentence.stop))):
            if any(self.lower(n) in ("to", "from", "in", ",") for n in range(first, actor.first)):
                break
            if actor.kind is not ActorKind.STATE:
                return actor.who
        return ()

    # Times.

    def time_of(self, first: int, stop: int, sentence: range, status: Status) -> When | None:
        """The time that a clause gives, the nearest to it within its sentence."""
        start, end = self.document.span(sentence)
        low, high = self.document.tokens[first].start, self.document.tokens[stop - 1].end
        inside = [
            time
            for time in self.times
            if start <= time.start < end and not time.text.startswith("by ")
        ]
        if not inside:
            return None
        nearest = min(inside, key=lambda time: _gap(time, low, high))
        if _gap(nearest, low, high) > 60:
            return None
        return resolve_time(nearest, self.published, ahead=status is Status.PLANNED)


def _gap(time: TimeExpression, low: int, high: int) -> int:
    return max(0, low - time.end, time.start - high)


def distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Whom a list of actors means, each once."""
    found: list[Actor] = []
    for actor in actors:
        for meant in actor.who:
            if not any(meant is each for each in found):
                found.append(meant)
    return tuple(found)
