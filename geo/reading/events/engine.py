"""Reads frames over parsed sentences: which events a text tells, of whom, where and in what state.

Generic: all that is special to a kind of event is in the frames or in the policies.
"""

import re
from collections.abc import Iterator

from dateline.geo.model import Role, Status
from dateline.geo.reading.entities.actor import Actor, ActorKind
from dateline.geo.reading.entities.toponym import Toponym
from dateline.geo.reading.events.clauses import times_of_others
from dateline.geo.reading.events.conditions import fits
from dateline.geo.reading.events.fillers import Entities, Sentence
from dateline.geo.reading.events.frames import PATHS, PLACE_ROLES, Frame, Frames, frames
from dateline.geo.reading.events.mentions import EventMention
from dateline.geo.reading.events.status import StatusReader
from dateline.geo.reading.events.tolls import number_of, tolls_of
from dateline.geo.reading.lexicon import CALENDAR, common_words
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.syntax.parsing import Parse
from dateline.geo.reading.syntax.tree import Word

_LONGEST = 2000
_HEAD = re.compile(r"[^\n:]{1,100}?\)?\s*(?:[—–]|--|\s-)\s")
"""The head of a sentence that begins with a dateline, up to its dash."""
_HEAD_BEHIND = 45
"""Characters between the first place of a dateline and the text."""
"""Characters of a sentence that are parsed; a longer one is a table or a list."""
_MEANT = frozenset(
    {"region", "area", "city", "town", "village", "capital", "country", "island", "province",
     "state"}
)  # fmt: skip
_SPEAKABLE_NAMES = frozenset({"summit", "talk"})
"""Nouns that tell an event even as a part of a name ("the G20 Summit")."""
_CALLED_OFF = frozenset({"travel", "meeting"})
"""Families of which "will not" says that something is off that was to be."""
_BESIDE = frozenset({"conflict", "coercion", "protest"})
"""Families whose events are where those are who act in them."""
_AT_THE_TIME = frozenset({"as", "when", "while"})
_LOCATING = frozenset({"in", "at", "near", "outside"})
_ADJECTIVES = frozenset({"due", "bound"})


def sentences_to_parse(context: Context) -> list[tuple[int, int, str]]:
    """Number, start and text of each sentence that can tell an event."""
    known = frames()
    document = context.document
    found = []
    for number, sentence in enumerate(document.sentences):
        words = {document.tokens[n].lower for n in sentence}
        placed = bool(words & _MEANT) or bool(context.places_in(sentence))
        if not known.can_tell(words, placed=placed):
            continue
        start, end = document.span(sentence)
        end = min(end, start + _LONGEST)
        found.append((number, start, _for_parser(context, sentence, start, end)))
    return found


def _for_parser(context: Context, sentence: range, start: int, end: int) -> str:
    """A sentence as the parser takes it, of the same length.

    A dateline is left out ("GENEVA, June 4 (Reuters) -"). Hyphenated names are one word, and names
    of persons that are words, too ("Prime Minister May", "Per Lund"), are names that are nothing
    else.
    """
    text = context.document.text[start:end]
    tokens = context.document.tokens
    places = context.places_in(sentence)
    if places and context.role(places[0]) is Role.DATELINE:
        head = _HEAD.match(text)
        if head and 0 < start + head.end() - places[0].end <= _HEAD_BEHIND:
            text = " " * head.end() + text[head.end() :]
    persons = [a for a in context.actors_in(sentence) if a.kind is ActorKind.PERSON]
    for person in persons:
        for token in tokens[person.first : person.stop]:
            name = _NAMES.get(len(token.text))
            mistakable = token.lower in common_words() or token.lower in CALENDAR
            if name and mistakable and token.capital and token.text in person.name.split():
                text = _replaced(text, token.start - start, name)
    spans = [(place.first, place.stop) for place in places]
    spans += [(person.first, person.stop) for person in persons]
    for first, stop in spans:
        for token in tokens[first:stop]:
            at = token.start - start
            inside = token.text in "-–" and 0 < at < len(text) - 1
            if inside and text[at - 1].isalpha() and text[at + 1].isalpha():
                text = _replaced(text, at, "x")
    return text


def _replaced(text: str, at: int, by: str) -> str:
    return f"{text[:at]}{by}{text[at + len(by) :]}" if 0 <= at <= len(text) - len(by) else text


_NAMES = {
    2: "Jo", 3: "Ann", 4: "Anna", 5: "Maria", 6: "Robert", 7: "Michael", 8: "Margaret",
    9: "Elizabeth",
}  # fmt: skip
"""A name of each length that the parser takes for one."""


def find_mentions(
    context: Context, sentences: list[tuple[int, int, str]], parses: list[Parse]
) -> list[EventMention]:
    """Every mention of an event, in order.

    Args:
        context: The report.
        sentences: What :func:`sentences_to_parse` chose.
        parses: Their parses.
    """
    entities = Entities(context)
    found: list[EventMention] = []
    for (number, start, _), parse in zip(sentences, parses, strict=True):
        sentence = Sentence(parse, start, number, entities, frames().vocabulary)
        here = list(SentenceReader(sentence).mentions())
        _add_tolls(here, sentence)
        for mention in here:
            mention.times_of_others = times_of_others(sentence, mention.at)
        found += here
    return found


_WITH_TOLL = frozenset({"conflict", "disaster", "accident", "protest"})


def _add_tolls(mentions: list[EventMention], sentence: Sentence) -> None:
    """Give each toll of a sentence to the nearest event that can have one."""
    able = [each for each in mentions if each.frame.family in _WITH_TOLL]
    if able:
        for toll in tolls_of(sentence):
            min(able, key=lambda each: abs(each.at - toll.at)).tolls.append(toll)


class SentenceReader:
    """Reads the mentions of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self._frames: Frames = frames()
        self._sentence = sentence
        self._tree = sentence.tree
        self._status = StatusReader(sentence.tree, sentence.vocabulary)

    def mentions(self) -> Iterator[EventMention]:
        """The mentions of the sentence, in order."""
        for word in self._tree.words:
            yield from self._at(word)

    def _at(self, word: Word) -> Iterator[EventMention]:
        """The mentions that a word tells: at most one in each layer of the map."""
        lemma, verb = self._trigger(word)
        if lemma is None:
            return
        table = self._frames.verbs if verb else self._frames.nouns
        found: set[str] = set()
        for frame in table.get(lemma, ()):
            layer = frame.family if frame.family in _CALLED_OFF else "events"
            if layer in found:
                continue
            mention = self._mention(word, frame, lemma, verb=verb)
            if mention is not None:
                found.add(layer)
                yield mention

    def _trigger(self, word: Word) -> tuple[str | None, bool]:
        """The lemma that a word may tell an event by, and whether as a verb."""
        if word.lower == "visiting" and self._sentence.context.is_visitor(
            self._sentence.token(word)
        ):
            return "visiting", True
        verb = (word.is_verb and word.tag != "MD") or word.lower in _ADJECTIVES
        if not verb and not word.is_noun:
            return None, False
        lemma = word.lower if word.lower in _ADJECTIVES else self._tree.lemma(word)
        if verb and self._nominal(word):
            verb, lemma = False, word.lower
        if word.relation in ("compound", "amod", "nmod") and word.lower not in _ADJECTIVES:
            return None, verb
        if word.is_name and word.i and lemma not in _SPEAKABLE_NAMES and not self._heads(word):
            return None, verb
        phrase = f"{self._sentence.vocabulary.verb(word.head.lower)}_{word.lower}"
        if word.relation == "dobj" and self._sentence.vocabulary.has(phrase):
            return None, verb
        return lemma, verb

    def _nominal(self, word: Word) -> bool:
        """Whether a word that is tagged as a gerund names an event ("A stabbing in Hull")."""
        if word.tag != "VBG" or word.lower not in self._frames.nouns:
            return False
        if word.having("det", "poss", "amod"):
            return True
        alone = not word.having("dobj", "aux", "nsubj")
        return alone and word.relation in ("nsubj", "csubj", "nsubjpass", "pobj", "dobj")

    def _heads(self, word: Word) -> bool:
        """Whether a word tagged as a name is one only by its capital ("the Bombing")."""
        return word.head.tag == "NN" or (
            self._sentence.toponym_at(word) is None
            and self._sentence.actor_at(word) is None
            and word.lower == self._sentence.context.lower(self._sentence.token(word))
            and not self._sentence.context.document.tokens[self._sentence.token(word)].capital
        )

    def _mention(self, word: Word, frame: Frame, lemma: str, *, verb: bool) -> EventMention | None:
        if not fits(self._tree, word, frame.conditions, self._sentence.vocabulary):
            return None
        if frame.without and self._modifiers(word) & frame.without:
            return None
        status = (
            self._status.of_verb(word, away=frame.data.away, moves=frame.family in _CALLED_OFF)
            if verb
            else self._status.of_noun(word)
        )
        if status is None or (verb and self._denied(status, frame)):
            return None
        if frame.data.status is not None and status.value == "happened":
            status = frame.data.status
        mention = EventMention(
            frame, lemma, self._sentence.token(word), self._sentence.number, status, noun=not verb
        )
        mention.generic = not verb and self._generic(word)
        mention.definite = not verb and any(
            c.lower in ("the", "this", "that", "these") for c in word.having("det")
        )
        self._fill_all(mention, word, verb=verb)
        filled = mention.actors.keys() | mention.places.keys()
        if not all(filled & set(group) for group in frame.need):
            return None
        return mention

    def _denied(self, status: Status, frame: Frame) -> bool:
        """Whether a verb says that someone will not do it, which calls nothing off."""
        return frame.family not in _CALLED_OFF and status is Status.CANCELLED

    def _modifiers(self, word: Word) -> set[str]:
        direct = word.having("amod", "compound", "advmod", "nmod", "det", "npadvmod")
        found = {each.lower for each in direct}
        return found | {c.lower for each in word.having("npadvmod") for c in each.children}

    def _generic(self, word: Word) -> bool:
        """Whether a noun speaks of no event in particular: a bare plural without a number."""
        if word.tag not in ("NNS", "NNPS"):
            return False
        return word.relation != "dobj" and not word.having("det", "nummod", "poss", "amod")

    # Roles

    def _fill_all(self, mention: EventMention, word: Word, *, verb: bool) -> None:
        anchors = [word]
        if not verb and word.relation == "pobj" and word.head.lower == "on":
            # "is in Tokyo on a visit"
            anchors += [up for up in (word.head.head,) if self._tree.lemma(up) == "be"]
        if not verb:
            anchors += [g for g in self._tree.governors(word) if self._carries(mention, word, g)]
        elif self._follows(mention, word):
            anchors.append(word.head)
        for role, paths in mention.frame.roles.items():
            if role in PLACE_ROLES:
                self._fill_place(mention, word, anchors, role, paths)
            else:
                self._fill_actors(mention, word, anchors, role, paths)

    def _follows(self, mention: EventMention, word: Word) -> bool:
        """Whether a participle goes on from a verb ("attacked a convoy near X, killing ...")."""
        hangs = word.relation in ("advcl", "xcomp", "conj") and word.head.is_verb
        return hangs and word.tag in ("VBG", "VBN") and mention.frame.family != "travel"

    def _carries(self, mention: EventMention, word: Word, governor: Word) -> bool:
        """Whether what hangs on a noun's verb is said of the noun ("the bomb killed ... in")."""
        lemma = self._tree.lemma(governor)
        words = self._sentence.vocabulary.words
        if lemma in words("holding"):
            return True
        if mention.frame.family == "travel" or lemma in words("reporting"):
            return False
        asked = dict(mention.frame.conditions).get("governor", frozenset())
        return lemma in asked or word.relation.startswith("nsubj") or word.relation == "csubj"

    def _fill_place(
        self,
        mention: EventMention,
        word: Word,
        anchors: list[Word],
        role: str,
        paths: tuple[str, ...],
    ) -> None:
        for path in _grouped(paths):
            heads = (
                self._by_prepositions(mention, word, anchors, path)
                if isinstance(path, tuple)
                else self._heads_by(word, anchors, path)
            )
            for head in heads:
                found = self._sentence.places(head)
                if found:
                    self._note(mention, role, path, head)
                    if role == "destination":
                        found += self._further(head, heads)
                    mention.places[role] = found
                    mention.tokens += [p.first for p in found if self._inside(p)]
                    return
        if role == "place" and word.is_verb and mention.frame.family in _BESIDE:
            self._fill_beside(mention, word)
        if role in ("place", "destination") and role not in mention.places:
            self._fill_here(mention, anchors, role)

    def _fill_beside(self, mention: EventMention, word: Word) -> None:
        """The place of what went on at the time, or of those who act.

        "Was shot as she left a church in Cali", "A mob in the town of Kano has killed two men".
        """
        for clause in word.having("advcl"):
            if any(each.lower in _AT_THE_TIME for each in clause.having("mark", "advmod")):
                phrases = self._tree.prepositional(clause, lambda _: False)
                if self._take_place(mention, phrases, "while"):
                    return
        for someone in self._tree.agents(word):
            if self._sentence.is_someone(someone) or someone.is_noun:
                phrases = self._tree.prepositional(someone, lambda _: False)
                if self._take_place(mention, phrases, "agent"):
                    return

    def _take_place(
        self, mention: EventMention, phrases: list[tuple[str, Word, float]], path: str
    ) -> bool:
        """Take the first place that phrases with "in" or "near" lead to."""
        for name, head, _ in phrases:
            found = self._sentence.places(head) if name in _LOCATING else []
            if found:
                self._note(mention, "place", path, head)
                mention.places["place"] = found
                return True
        return False

    def _fill_here(self, mention: EventMention, anchors: list[Word], role: str) -> None:
        """The place of "arrived here", "met here": where the report was filed."""
        for anchor in anchors:
            for head in anchor.having("advmod"):
                found = self._sentence.places(head) if head.lower == "here" else []
                if found:
                    self._note(mention, role, "here", head)
                    mention.places[role] = found
                    return

    def _further(self, head: Word, heads: list[Word]) -> list[Toponym]:
        """The stops that follow ("to Turin and then on to Genoa")."""
        found: list[Toponym] = []
        for other in heads:
            before = self._tree.words[max(head.i, other.i - 4) : other.i]
            if other.i > head.i and any(each.lower == "then" for each in before):
                found += self._sentence.places(other)
        return found

    def _fill_actors(
        self,
        mention: EventMention,
        word: Word,
        anchors: list[Word],
        role: str,
        paths: tuple[str, ...],
    ) -> None:
        found: list[Actor] = []
        for path in paths:
            if found and not path.startswith("+"):
                break
            for head in self._heads_by(word, anchors, path.lstrip("+")):
                new = [
                    a for a in self._actors(mention, head, path) if not any(a is f for f in found)
                ]
                if new:
                    found += new
                    number = number_of(head)
                    if number is not None:
                        mention.numbers[new[0].first] = number
                    self._note(mention, role, path, head)
        if found:
            mention.actors[role] = found

    def _note(
        self, mention: EventMention, role: str, path: str | tuple[str, ...], head: Word
    ) -> None:
        mention.tokens.append(self._sentence.token(head))
        words = path if isinstance(path, str) else "/".join(path)
        mention.paths[role] = mention.paths.get(role, words)

    def _inside(self, place: Toponym) -> bool:
        return place.first in self._sentence.context.document.sentences[self._sentence.number]

    def _actors(self, mention: EventMention, head: Word, path: str) -> list[Actor]:
        if head.tag == "EX" or head.lower in ("it", "its", "there", "this"):
            return []
        context = self._sentence.context
        around = (head, *(c for c in head.having("compound") if c.i < head.i))
        if any(context.is_time(self._sentence.token(each)) for each in around):
            return []
        counted = mention.frame.family not in _CALLED_OFF
        found = self._sentence.actors(head, counted=counted)
        if path in ("of", "compound"):
            found = [actor for actor in found if actor.kind is not ActorKind.STATE]
        return found

    def _heads_by(self, word: Word, anchors: list[Word], path: str) -> list[Word]:
        if path in PATHS:
            return _PATHS[path](self, word)
        for anchor in anchors:
            phrases = self._tree.prepositional(anchor, lambda each: self._closed(each, word))
            for name, each, _ in phrases:
                if name == path:
                    return self._tree.expand(each)
        return []

    def _by_prepositions(
        self, mention: EventMention, word: Word, anchors: list[Word], names: tuple[str, ...]
    ) -> list[Word]:
        """Objects of these prepositions that name a place, the nearest first.

        Phrases that hang on a person or on another event come last; for a journey only "in" and
        "at" among them.
        """
        for open_to_all in (False, True):
            for anchor in anchors:
                phrases = self._tree.prepositional(
                    anchor,
                    lambda each: not open_to_all and self._closed(each, word),  # noqa: B023
                )
                near = [
                    (depth, each.i < word.i, each)
                    for name, each, depth in phrases
                    if name in names and (each.i > word.i or depth == 0)
                ]
                near.sort(key=lambda each: each[:2])
                found = [each for _, _, each in near if self._sentence.place(each)]
                if found:
                    return found
            if mention.frame.family == "travel":
                names = tuple(name for name in names if name in ("in", "at"))
        return []

    def _closed(self, each: Word, word: Word) -> bool:
        """Whether the phrases of a noun are its own: those of persons and of other events."""
        if each.relation == "dobj" and each.head is word:
            return False
        if each.relation == "pobj" and each.head.lower in ("by", "aboard"):
            return False
        actor = self._sentence.actor_at(each)
        someone = actor is not None and actor.kind is not ActorKind.STATE
        return someone or self._tree.lemma(each) in self._frames.nouns

    # Paths by grammar

    def subject(self, word: Word) -> list[Word]:
        """The surface subject."""
        return self._tree.subjects(word)

    def agent(self, word: Word) -> list[Word]:
        """Who does it."""
        return self._tree.agents(word)

    def object(self, word: Word) -> list[Word]:
        """What is acted on."""
        return self._tree.objects(word)

    def thing(self, word: Word) -> list[Word]:
        """What is acted on, unless it is someone."""
        return [
            each
            for each in self._tree.objects(word)
            if self._sentence.actor_at(each) is None or self._sentence.toponym_at(each) is not None
        ]

    def owner(self, word: Word) -> list[Word]:
        """Whose it is ("the army's attack")."""
        return [
            each
            for poss in word.having("poss")
            if not self._sentence.context.is_time(self._sentence.token(poss))
            for each in self._tree.expand(poss)
        ]

    def holder(self, word: Word) -> list[Word]:
        """Its owner, or the subject of the verb it goes with."""
        return self._sentence.known(self._tree.holders(word))

    def maker(self, word: Word) -> list[Word]:
        """The subject of the verb that only carries it ("staged a protest")."""
        return self._sentence.known([*self.owner(word), *self._tree.makers(word)])

    def holder_place(self, word: Word) -> list[Word]:
        """Where those are who hold it ("workers at the port went on strike")."""
        holders = self._tree.holders(word)
        holders += self._tree.subjects(word) if word.is_verb else []
        return [
            each
            for holder in holders
            for child in holder.children
            if child.lower in ("in", "at", "of", "across")
            for each in child.having("pobj")
        ]

    def is_(self, word: Word) -> list[Word]:
        """What it is said to be ("the last stop is Oslo")."""
        return [
            each
            for governor in self._tree.governors(word)
            if self._tree.lemma(governor) == "be"
            for each in governor.having("attr")
        ]

    def itself(self, word: Word) -> list[Word]:
        """The trigger itself ("protesters")."""
        return [] if word.head.lower in ("by", "aboard", "on", "in") else [word]

    def place_before(self, word: Word) -> list[Word]:
        """A place's name before it ("the Oslo attack", "Oslo-bound")."""
        return [
            each
            for each in word.having("compound", "nmod", "poss", "amod", "npadvmod")
            if self._sentence.toponym_at(each) is not None
        ]

    def described(self, word: Word) -> list[Word]:
        """The noun that it describes ("an Oslo-bound ship")."""
        return [word.head] if word.relation == "amod" else []

    def guest(self, word: Word) -> list[Word]:
        """Whom "visiting" describes ("the visiting Greek premier")."""
        number = self._sentence.token(word)
        actors = self._sentence.context.actors_in(range(number, number + 7))
        first = next((a for a in actors if a.kind in (ActorKind.PERSON, ActorKind.ROLE)), None)
        return [
            each
            for each in self._tree.words[word.i + 1 :]
            if first is not None and self._sentence.token(each) == first.stop - 1
        ][:1]

    def scene(self, word: Word) -> list[Word]:
        """What the next "in" of the sentence leads to."""
        return [
            each
            for preposition in self._tree.words[word.i + 1 :]
            if preposition.lower == "in"
            for each in preposition.having("pobj")
            if self._sentence.place(each) is not None
        ][:1]

    def compound(self, word: Word) -> list[Word]:
        """A name before it ("the Lund-Salo meeting")."""
        names = [each for each in word.having("compound", "nmod") if each.is_name]
        pair = [
            inner
            for each in names
            for inner in each.having("compound", "nmod")
            if any(mark.lower in "-–/" for mark in each.children)
        ]
        if pair:
            return [*pair, *names]
        return [
            each
            for each in names
            if each.i == word.i - 1 and self._sentence.toponym_at(each) is None
        ]

    def where(self, word: Word) -> list[Word]:
        """The "where" of its clause."""
        found = [each for each in word.children if each.lower == "where"]
        for up in word.ancestors():
            joined = up.is_verb and word.relation == "xcomp"
            if up.relation in ("relcl", "advcl") or joined:
                found += [each for each in up.children if each.lower == "where"]
        return found


_PATHS = {
    "subject": SentenceReader.subject,
    "agent": SentenceReader.agent,
    "object": SentenceReader.object,
    "thing": SentenceReader.thing,
    "owner": SentenceReader.owner,
    "holder": SentenceReader.holder,
    "maker": SentenceReader.maker,
    "holder_place": SentenceReader.holder_place,
    "is": SentenceReader.is_,
    "itself": SentenceReader.itself,
    "place_before": SentenceReader.place_before,
    "compound": SentenceReader.compound,
    "described": SentenceReader.described,
    "guest": SentenceReader.guest,
    "scene": SentenceReader.scene,
    "where": SentenceReader.where,
}


def _grouped(paths: tuple[str, ...]) -> list[str | tuple[str, ...]]:
    """Paths of a place: its prepositions stand together where the first of them is."""
    prepositions = tuple(path for path in paths if path not in PATHS)
    found: list[str | tuple[str, ...]] = []
    for path in paths:
        if path in PATHS:
            found.append(path)
        elif prepositions and prepositions not in found:
            found.append(prepositions)
    return found
