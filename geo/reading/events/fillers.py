"""What fills a role: the places and the actors that a noun phrase means."""

from dateline.geo.reading.entities.actor import ORGANISATION, Actor, ActorKind
from dateline.geo.reading.entities.callings import VEHICLES
from dateline.geo.reading.entities.runs import Run
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.events.vocabulary import Vocabulary
from dateline.geo.reading.lexicon import CALENDAR, LOWER_TYPES, ORGANISATION_WORDS, SITE_TYPES
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.phrases import contains
from dateline.geo.reading.syntax.parsing import Parse
from dateline.geo.reading.syntax.tree import RELATIVE, Tree, Word

_SOMEONE = (ActorKind.PERSON, ActorKind.ROLE, ActorKind.PRONOUN, ActorKind.GROUP)
_INSIDE = frozenset({"of", "in", "at", "near", "on", "outside", "including"})
_WAYS = frozenset({"visit", "trip", "tour", "mission", "journey", "pilgrimage"})
"""Nouns of which "to" says where someone was ("returned from a visit to Peru")."""
_LOCATING = frozenset({"in", "at", "near", "outside", "around"})
_BESIDE = frozenset({"in", "at", "near"})
_DEPTH = 3


class Entities:
    """The toponyms and actors of a report by the number of each of their tokens."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.toponyms = {n: t for t in context.toponyms for n in range(t.first, t.stop)}
        self._actors = {n: a for a in context.actors for n in range(a.first, a.stop)}
        self._described: dict[int, Actor] = {}
        self._new: dict[int, Toponym] = {}

    def actor(self, number: int) -> Actor | None:
        """The actor that a token belongs to."""
        return self._actors.get(number)

    def described(
        self, first: int, stop: int, *, name: bool, plural: bool, kind: ActorKind
    ) -> Actor:
        """Someone whom the reader's lists do not know, in the words of the text."""
        found = self._described.get(stop)
        if found is None:
            role = ORGANISATION if name else None
            role = "vehicle" if kind is ActorKind.VEHICLE else role
            words = self.context.document.slice(first, stop)
            found = Actor(first, stop, words, kind, role=role, plural=plural)
            self._described[stop] = found
        return found

    def new_place(self, first: int, stop: int) -> Toponym:
        """A place that only the grammar knows."""
        found = self._new.get(first)
        if found is None:
            document = self.context.document
            start, end = document.tokens[first].start, document.tokens[stop - 1].end
            name = document.text[start:end]
            found = Toponym(first, stop, start, end, name, demonym=False, run=Run(first, stop))
            self._new[first] = found
        return found


class Sentence:
    """A parsed sentence beside the tokens, places and actors of its report."""

    def __init__(
        self, parse: Parse, start: int, number: int, entities: Entities, vocabulary: Vocabulary
    ) -> None:
        self._start = start
        self.number = number
        self.entities = entities
        self.context = entities.context
        self.vocabulary = vocabulary
        self._tokens = [entities.context.document.token_at(start + at) for at in parse.starts]
        self.tree = Tree(parse, vocabulary, lambda word: self.actor_at(word) is not None)

    def token(self, word: Word) -> int:
        """Number of the report's token that a word is."""
        return self._tokens[word.i]

    def actor_at(self, word: Word) -> Actor | None:
        """The actor that a word belongs to."""
        return self.entities.actor(self.token(word))

    def toponym_at(self, word: Word) -> Toponym | None:
        """The toponym that a word belongs to."""
        return self.entities.toponyms.get(self.token(word))

    def is_someone(self, word: Word) -> bool:
        """Whether a word stands for a person, a role, a group or by a pronoun."""
        actor = self.actor_at(word)
        return actor is not None and actor.kind in _SOMEONE

    def known(self, words: list[Word]) -> list[Word]:
        """Those that stand for someone."""
        return [
            word
            for word in words
            if word.lower in RELATIVE
            or word.is_name
            or word.tag == "PRP"
            or self.actor_at(self.tree.counted(word)) is not None
        ]

    def place(self, word: Word, depth: int = 0) -> Toponym | None:
        """The place that a noun phrase names: itself, in apposition, or by what it lies in."""
        if word.lower in RELATIVE or word.lower == "where":
            meant = self.tree.antecedent(word)
            if meant is None or self.context.is_time(self.token(meant)):
                return self._scene_of_clause(meant)
            word = meant
        number = self.token(word)
        toponym = self._before_day(word) if word.lower in CALENDAR else self.toponym_at(word)
        if toponym is not None and not toponym.demonym and self.context.is_place(toponym):
            return toponym
        spoken_of = self.context.meant(number)
        if spoken_of is not None and not any(c.lower == "of" for c in word.children):
            return spoken_of
        abstract = self.tree.lemma(word) in self.vocabulary.words("no_place")
        if depth > _DEPTH or (abstract and not any(c.tag == "PRP$" for c in word.children)):
            return None
        return self._place_within(word, depth) or self._unknown_place(word)

    def _before_day(self, word: Word) -> Toponym | None:
        """The place that the parser took into a day's name ("flew to Kenya Sunday")."""
        toponyms = [self.toponym_at(each) for each in word.having("compound", "nmod")]
        return next((each for each in toponyms if each is not None), None)

    def _scene_of_clause(self, word: Word | None) -> Toponym | None:
        """The place of a clause where the parser attached "where" to a date."""
        if word is None:
            return None
        verb = next((each for each in word.ancestors() if each.is_verb), None)
        if verb is None:
            return None
        phrases = self.tree.prepositional(verb, lambda _: False)
        return next((p for _, each, _ in phrases if (p := self.place(each, 1))), None)

    def _unknown_place(self, word: Word) -> Toponym | None:
        """A name that nothing is known of, where the grammar asks for a place."""
        kind = word.lower in LOWER_TYPES and any(c.is_name for c in word.having("compound"))
        locating = kind or (word.relation == "pobj" and self._locates(word))
        listed = word.relation == "conj" and self._unknown_place_or_known(word.head)
        if not (word.is_name or kind) or not (locating or listed):
            return None
        names = [c for c in word.having("compound", "nmod") if c.is_name and c.i < word.i]
        last = word if word.is_name else names[-1] if names else None
        if last is None or any(self._is_taken(each) for each in (*names, last)):
            return None
        first = self.token(names[0] if names else last)
        return self.entities.new_place(first, self.token(last) + 1)

    def _locates(self, word: Word) -> bool:
        """Whether a preposition leads to a place ("in Marjayoun", "the town of Marjayoun")."""
        preposition = word.head
        of_kind = preposition.lower == "of" and preposition.head.lower in LOWER_TYPES
        return of_kind or preposition.lower in _LOCATING

    def _unknown_place_or_known(self, word: Word) -> bool:
        toponym = self.toponym_at(word)
        return toponym is not None or self._unknown_place(word) is not None

    def _is_taken(self, word: Word) -> bool:
        """Whether a name is someone's, a time's, or only letters in capitals."""
        actor, number = self.actor_at(word), self.token(word)
        person = actor is not None and actor.kind in (ActorKind.PERSON, ActorKind.PRONOUN)
        known = word.lower in ORGANISATION_WORDS or word.lower in CALENDAR
        text = self.context.document.tokens[number].text
        named = self.toponym_at(word) is not None
        return person or known or named or self.context.is_time(number) or not text.istitle()

    def _place_within(self, word: Word, depth: int) -> Toponym | None:
        if word.lower in LOWER_TYPES or word.lower in SITE_TYPES:
            named = self._of_kind(word, depth)
            if named is not None:
                return named
        for child in word.having("appos"):
            if found := self.place(child, depth + 1):
                return found
        someone = self.is_someone(word)
        for child in word.having("prep"):
            led = child.lower == "to" and self.tree.lemma(word) in _WAYS
            if led or child.lower in (_BESIDE if someone else _INSIDE):
                for inner in child.having("pobj"):
                    if found := self.place(inner, depth + 1):
                        return found
        return None if someone else self._named_before(word)

    def _of_kind(self, word: Word, depth: int) -> Toponym | None:
        """The place of "the Dora district of Baghdad", "the Gaza Strip city of Khan Yunis".

        The smaller of the two: the one that the gazetteer does not know, or knows less.
        """
        before = self._named_before(word)
        country = before is not None and before.entry and before.entry.code_of.startswith("PCL")
        if before is None or country or word.having("poss"):
            before = self._unknown_place(word) or before
        behind = next(
            (
                found
                for of in word.having("prep")
                if of.lower == "of"
                for each in of.having("pobj")
                if (found := self.place(each, depth + 1)) is not None
            ),
            None,
        )
        named = [each for each in (before, behind) if each is not None]
        return min(named, key=_prominence) if named else None

    def _named_before(self, word: Word) -> Toponym | None:
        """The place whose name stands before a noun ("the Karimiya district", "Iraq's north")."""
        for child in word.having("compound", "nmod", "poss", "amod", "nummod"):
            toponym = self.toponym_at(child)
            if toponym is None or toponym.demonym:
                continue
            country = toponym.entry is not None and toponym.entry.code_of.startswith("PCL")
            if child.relation == "poss" or not country:
                return toponym
        return None

    def places(self, word: Word) -> list[Toponym]:
        """The places of a list, without the areas that the one before lies in."""
        found: list[Toponym] = []
        for each in self.tree.expand(word):
            place = self.place(each)
            if place is None or any(place.first == other.first for other in found):
                continue
            if found and self._wider(place, found[-1]):
                continue
            found.append(place)
        return found

    def _wider(self, place: Toponym, before: Toponym) -> bool:
        """Whether a place behind a comma only says where the one before lies."""
        return bool(
            place.entry
            and before.entry
            and place.entry.country == before.entry.country
            and contains(place, before)
            and self.context.lower(place.first - 1) == ","
        )

    def actors(self, word: Word, *, counted: bool = False) -> list[Actor]:
        """Whom a noun phrase means, as the reader knows them, or else in its own words.

        Args:
            word: The head of the phrase.
            counted: Whether groups are called with their number ("tens of thousands of people").
        """
        word = self.tree.counted(word)
        if word.lower in RELATIVE:
            meant = self.tree.antecedent(word)
            if meant is None or meant.lower in RELATIVE:
                return []
            expanded = self.tree.expand(meant)
            return [a for each in expanded for a in self.actors(each, counted=counted)]
        actor = self.actor_at(word)
        named = next((each for each in word.having("appos") if each.is_name), None)
        unknown = named is not None and _unknown(self.actor_at(named))
        if named is not None and unknown and self._moves(word):
            return [self._in_words(named, ActorKind.VEHICLE)]
        if (actor is None or actor.role == ORGANISATION) and self._moves(word):
            return [self._in_words(word, ActorKind.VEHICLE, all_left=True)]
        if actor is None or actor.kind is ActorKind.STATE:
            actor = self._part(word) or actor
        if actor is None and word.relation == "pobj":
            owner = next(iter(word.having("poss")), None)
            actor = self.actor_at(owner) if owner is not None else None
        if actor is not None and not (counted and self._miscounted(word, actor)):
            return [*self._joined(word, actor), *actor.who]
        return [self._in_words(word, ActorKind.GROUP)]

    def _miscounted(self, word: Word, actor: Actor) -> bool:
        """Whether a group's name lacks its number, or begins within it ("least 37 people")."""
        if actor.kind is not ActorKind.GROUP:
            return False
        return self.context.lower(actor.first) in _APPROXIMATE or self._counting(word) is not None

    def _counting(self, word: Word) -> Word | None:
        """The number before "of" that counts a group ("tens of thousands of people")."""
        found = None
        while word.relation == "pobj" and word.head.lower == "of":
            word = word.head.head
            if word.lower not in _MANY:
                break
            tens = [each for each in word.having("quantmod") if each.lower in _MANY]
            found = tens[0] if tens else word
        return found

    def _moves(self, word: Word) -> bool:
        movers = self.vocabulary.words("movers") | VEHICLES
        return any(self.tree.lemma(each) in movers for each in (word, *word.children))

    def _part(self, word: Word) -> Actor | None:
        """The person or group whose name hangs on another word of the phrase."""
        near = [child for child in word.having("compound", "nmod", "appos") if child.i > word.i - 5]
        parts = [
            actor
            for child in near
            if (actor := self.actor_at(child)) is not None
            and actor.kind is not ActorKind.STATE
            and abs(actor.stop - self.token(word)) < 3
        ]
        persons = [actor for actor in parts if actor.kind is ActorKind.PERSON]
        return next(iter([*persons, *parts]), None)

    def _joined(self, word: Word, actor: Actor) -> list[Actor]:
        """The other side of "Spanish and Chilean ministers"."""
        if word.tag != "NNS":
            return []
        sides = [child for child in word.having("amod") if child.having("conj")]
        found = [self.actor_at(side) for side in sides]
        return [each for each in found if each is not None and each is not actor]

    def _in_words(self, word: Word, kind: ActorKind, *, all_left: bool = False) -> Actor:
        left = [
            child.i
            for child in word.children
            if child.i < word.i and (all_left or child.relation in _OF_PHRASE)
            if child.lower not in _APPROXIMATE
        ]
        counting = self._counting(word)
        first = self._tokens[min([word.i, *left, *([counting.i] if counting else [])])]
        return self.entities.described(
            first,
            self.token(word) + 1,
            name=word.tag == "NNP",
            plural=word.tag in ("NNS", "NNPS"),
            kind=kind,
        )


def _unknown(actor: Actor | None) -> bool:
    return actor is None or actor.role == ORGANISATION or actor.kind is ActorKind.STATE


def _prominence(place: Toponym) -> float:
    return place.entry.prominence if place.entry is not None else 0.0


_MANY = frozenset({"tens", "dozens", "scores", "hundreds", "thousands", "millions"})
_APPROXIMATE = frozenset({"least", "most", "than", "to"})
"""Words of "at least", "more than", "up to", which are no part of who is counted."""
_OF_PHRASE = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod"})
