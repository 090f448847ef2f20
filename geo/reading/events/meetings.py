"""From mentions to meetings: who the sides are, and whether they meet for a state or an office."""

from collections.abc import Iterable

from dateline.geo.model import Status
from dateline.geo.reading.entities.actor import ORGANISATION, Actor, ActorKind
from dateline.geo.reading.entities.company import distinct
from dateline.geo.reading.events.frames import frames
from dateline.geo.reading.events.mentions import EventMention
from dateline.geo.reading.rules.context import Context
from dateline.geo.reading.rules.meeting import SummitFact
from dateline.geo.reading.rules.outcomes import outcome_of
from dateline.geo.reading.rules.scenes import is_another, scene_of, town_of_site
from dateline.geo.reading.rules.sides import is_official, private, several_sides


def with_meetings(
    facts: list[SummitFact], mentions: list[EventMention], context: Context
) -> list[SummitFact]:
    """Tellings of meetings with those of mentions whose sentences tell none yet.

    Args:
        facts: Tellings already found, in the order of the text.
        mentions: Mentions of meetings.
        context: The report.
    """
    if _is_of_sport(context):
        return facts
    told = {context.document.sentence_of(fact.at) for fact in facts if not fact.weak}
    parties = {context.document.sentence_of(fact.at): fact.participants for fact in facts}
    new: list[SummitFact] = []
    for mention in mentions:
        if mention.sentence in told:
            continue
        sides = _sides(mention)
        if not sides and mention.place is not None:
            # "They met in Oslo on Monday", right behind a telling of who meets.
            sides = parties.get(mention.sentence - 1, ())
        fact = _meeting(mention, sides, context)
        if fact is not None:
            parties[mention.sentence] = sides
            new.append(fact)
    taken = {context.document.sentence_of(fact.at) for fact in new}
    kept = [fact for fact in facts if context.document.sentence_of(fact.at) not in taken]
    return sorted([*kept, *new], key=lambda fact: fact.at)


def _sides(mention: EventMention) -> tuple[Actor, ...]:
    """Who meets, as the sentence says; nobody where it only says "they"."""
    sides = distinct([*mention.actors.get("delegation", ()), *mention.actors.get("guest", ())])
    unknown = len(sides) == 1 and sides[0].kind is ActorKind.PRONOUN and sides[0].plural
    return () if unknown else sides


def _is_of_sport(context: Context) -> bool:
    """Whether a report is of matches, in which countries and persons meet as rivals."""
    words = frames().vocabulary.words("sport")
    return sum(token.lower in words for token in context.document.tokens) > 1


def _meeting(
    mention: EventMention, sides: tuple[Actor, ...], context: Context
) -> SummitFact | None:
    if mention.status is Status.CANCELLED and not mention.noun:
        return None
    sentence = context.document.sentences[mention.sentence]
    if not _meet(mention, sides, context) or _at_a_distance(context, sentence):
        return None
    fact = SummitFact(sides, mention.status, mention.first, mention.stop, mention.at, mention.place)
    if mention.place is None and not is_another(context, mention.at, sentence):
        fact.near = scene_of(context, mention.at, sentence, mention.status) or town_of_site(
            context, mention.at, sentence
        )
    if mention.status is Status.HAPPENED:
        fact.outcome = outcome_of(context, mention.at, sentence)
    return fact


def _meet(mention: EventMention, sides: tuple[Actor, ...], context: Context) -> bool:
    """Whether these are sides of a meeting: two officials or persons by name, or states."""
    if not sides or any(private(context, side) for side in sides):
        return False
    if not all(_is_side(side, context) for side in sides):
        return False
    states = all(side.kind is ActorKind.STATE for side in sides)
    if _goes_on(mention) or (states and not _dated(mention, context)):
        return False
    # "Spanish and Chilean ministers" are two sides by themselves.
    return len(sides) > 1 or (mention.place is not None and several_sides(context, sides[0]))


def _dated(mention: EventMention, context: Context) -> bool:
    """Whether a mention has its place or its day."""
    sentence = context.document.sentences[mention.sentence]
    stop = max(mention.at + 1, min(mention.stop, sentence.stop))
    when = context.time_of(mention.at, stop, sentence, mention.status)
    return mention.place is not None or when is not None


def _goes_on(mention: EventMention) -> bool:
    """Whether talks are a process that goes on for years, not a meeting that was held."""
    process = mention.trigger in frames().vocabulary.words("processes")
    held = mention.paths.get("delegation") in ("maker", "owner")
    return process and mention.noun and mention.place is None and not held


def _is_side(side: Actor, context: Context) -> bool:
    if side.kind is ActorKind.STATE:
        return True
    if is_official(side):
        return side.kind is not ActorKind.GROUP or _is_particular(side, context)
    # Someone by first name and surname, whom the report calls nobody's husband or fan.
    named = side.kind is ActorKind.PERSON and len(side.name.split()) > 1
    return named and side.role in (None, ORGANISATION) and not _is_kin(side, context)


def _is_particular(side: Actor, context: Context) -> bool:
    """Whether a group is someone in particular, which "foreign leaders" are not."""
    tokens = context.document.tokens[side.first : side.stop]
    named = any(token.capital and not token.opens for token in tokens)
    pointed = context.lower(side.first) in frames().vocabulary.words("pointing")
    return named or pointed or side.country is not None


def _is_kin(side: Actor, context: Context) -> bool:
    words = frames().vocabulary.words("kin")
    before = {context.lower(number) for number in range(side.first - 2, side.stop)}
    return not words.isdisjoint(before)


def _at_a_distance(context: Context, sentence: Iterable[int]) -> bool:
    """Whether they only speak over a line ("met by video")."""
    lines = frames().vocabulary.words("lines")
    return any(context.lower(number) in lines for number in sentence)
