"""Verbs and nouns of motion and of meeting, with their forms and how they take places."""

from dataclasses import dataclass
from enum import Enum

from dateline.geo.model import Mode
from dateline.geo.reading.lexicon import words_of
from dateline.geo.reading.rules.grammar import Form


class Takes(Enum):
    """What the object right behind a verb of motion is."""

    NOTHING = "nothing"
    DESTINATION = "destination"
    ORIGIN = "origin"
    TRAVELLER = "traveller"


@dataclass(frozen=True, slots=True)
class Motion:
    """How a verb of motion takes its places.

    Attributes:
        lemma: Its base form.
        takes: What its object is.
        to: Prepositions that lead to the destination.
        mode: The mode of travel that the verb itself says.
        away: Whether it tells the start of a way, whose end is still ahead.
    """

    lemma: str
    takes: Takes = Takes.NOTHING
    to: frozenset[str] = frozenset({"to", "into", "toward", "towards"})
    mode: Mode | None = None
    away: bool = False


_TO = frozenset({"to", "into", "toward", "towards"})
_FOR = _TO | {"for"}
_AT = _TO | {"in", "at"}


def _verb(
    forms: str,
    takes: Takes = Takes.NOTHING,
    to: frozenset[str] = _TO,
    mode: Mode | None = None,
    *,
    away: bool = False,
) -> list[tuple[str, Motion, Form]]:
    base, third, past, participle, ing = forms.split()
    motion = Motion(base, takes, to, mode, away)
    rows = [(base, Form.BASE), (third, Form.THIRD), (past, Form.PAST), (ing, Form.ING)]
    if participle not in (past, base):
        rows.append((participle, Form.PARTICIPLE))
    return [(word, motion, form) for word, form in rows]


_ROWS = [
    *_verb("arrive arrives arrived arrived arriving", to=_AT | {"on"}),
    *_verb("land lands landed landed landing", to=_AT | {"on"}),
    *_verb("dock docks docked docked docking", to=_AT, mode=Mode.SEA),
    *_verb("reach reaches reached reached reaching", Takes.DESTINATION, frozenset()),
    *_verb("enter enters entered entered entering", Takes.DESTINATION, frozenset()),
    *_verb("visit visits visited visited visiting", Takes.DESTINATION, frozenset()),
    *_verb("revisit revisits revisited revisited revisiting", Takes.DESTINATION, frozenset()),
    *_verb("tour tours toured toured touring", Takes.DESTINATION, frozenset()),
    *_verb("leave leaves left left leaving", Takes.ORIGIN, _FOR, away=True),
    *_verb("depart departs departed departed departing", Takes.ORIGIN, _FOR, away=True),
    *_verb("exit exits exited exited exiting", Takes.ORIGIN, _FOR),
    *_verb("flee flees fled fled fleeing", Takes.ORIGIN, _FOR),
    *_verb("escape escapes escaped escaped escaping", Takes.ORIGIN, _TO),
    *_verb("travel travels travelled travelled travelling"),
    *_verb("travel travels traveled traveled traveling"),
    *_verb("journey journeys journeyed journeyed journeying"),
    *_verb("go goes went gone going"),
    *_verb("come comes came come coming"),
    *_verb("return returns returned returned returning"),
    *_verb("head heads headed headed heading", to=_FOR, away=True),
    *_verb("fly flies flew flown flying", Takes.TRAVELLER, _FOR, Mode.AIR),
    *_verb("jet jets jetted jetted jetting", to=_FOR, mode=Mode.AIR),
    *_verb("sail sails sailed sailed sailing", to=_FOR, mode=Mode.SEA),
    *_verb("cruise cruises cruised cruised cruising", mode=Mode.SEA),
    *_verb("drive drives drove driven driving", Takes.TRAVELLER, mode=Mode.ROAD),
    *_verb("ride rides rode ridden riding"),
    *_verb("cycle cycles cycled cycled cycling", mode=Mode.ROAD),
    *_verb("walk walks walked walked walking", mode=Mode.FOOT),
    *_verb("march marches marched marched marching", mode=Mode.FOOT),
    *_verb("trek treks trekked trekked trekking", mode=Mode.FOOT),
    *_verb("hike hikes hiked hiked hiking", mode=Mode.FOOT),
    *_verb("cross crosses crossed crossed crossing"),
    *_verb("rush rushes rushed rushed rushing"),
    *_verb("proceed proceeds proceeded proceeded proceeding"),
    *_verb("withdraw withdraws withdrew withdrawn withdrawing"),
    *_verb("relocate relocates relocated relocated relocating"),
    *_verb("commute commutes commuted commuted commuting"),
    *_verb("deploy deploys deployed deployed deploying", Takes.TRAVELLER, _TO | {"in"}),
    *_verb("take takes took taken taking", Takes.TRAVELLER),
    *_verb("carry carries carried carried carrying", Takes.TRAVELLER),
    *_verb("transfer transfers transferred transferred transferring", Takes.TRAVELLER),
    *_verb("ferry ferries ferried ferried ferrying", Takes.TRAVELLER, mode=Mode.SEA),
    *_verb("bus buses bused bused busing", Takes.TRAVELLER, mode=Mode.ROAD),
    *_verb("stop stops stopped stopped stopping", to=frozenset({"in"})),
    *_verb("pass passes passed passed passing", to=frozenset({"into"})),
    *_verb("accompany accompanies accompanied accompanied accompanying", Takes.TRAVELLER),
    *_verb("divert diverts diverted diverted diverting", Takes.TRAVELLER),
    *_verb("transport transports transported transported transporting", Takes.TRAVELLER),
    *_verb("continue continues continued continued continuing"),
    *_verb("spend spends spent spent spending", Takes.NOTHING, frozenset({"in", "at", "on"})),
    *_verb("swim swims swam swum swimming"),
    *_verb("dispatch dispatches dispatched dispatched dispatching", Takes.TRAVELLER),
    *_verb("send sends sent sent sending", Takes.TRAVELLER),
    *_verb("bring brings brought brought bringing", Takes.TRAVELLER),
    *_verb("escort escorts escorted escorted escorting", Takes.TRAVELLER),
    *_verb("evacuate evacuates evacuated evacuated evacuating", Takes.TRAVELLER),
    *_verb("airlift airlifts airlifted airlifted airlifting", Takes.TRAVELLER, mode=Mode.AIR),
    *_verb("deport deports deported deported deporting", Takes.TRAVELLER),
    *_verb("extradite extradites extradited extradited extraditing", Takes.TRAVELLER),
    *_verb("repatriate repatriates repatriated repatriated repatriating", Takes.TRAVELLER),
    *_verb("smuggle smuggles smuggled smuggled smuggling", Takes.TRAVELLER),
    *_verb("embark embarks embarked embarked embarking", to=_FOR, away=True),
]
_DROPPED = {"relocate", "commute"}
MOTION_VERBS: dict[str, tuple[Motion, Form]] = {
    word: (motion, form) for word, motion, form in _ROWS if motion.lemma not in _DROPPED
}

MOTION_NOUNS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        words_of(
            "visit visits trip trips train bus plane voyage flight mission missions pilgrimage"
            " return expedition trek march ride deployment way route evacuation crossing ferry boat"
            " ship helicopter jet aircraft airliner convoy delegation invitation"
        ),
        frozenset({"to"}),
    ),
    **dict.fromkeys(
        words_of("holiday holidays vacation vacations honeymoon"), frozenset({"to", "in"})
    ),
    **dict.fromkeys(words_of("arrival stop stops"), frozenset({"in", "at"})),
    **dict.fromkeys(words_of("stopover inspection"), frozenset({"in"})),
    "journey": frozenset({"to", "into"}),
    "tour": frozenset({"of", "to"}),
    "departure": frozenset({"for"}),
}
"""Nouns that tell a journey, and the prepositions to its end."""

MEETING_VERBS: dict[str, Form] = {
    "meet": Form.BASE, "meets": Form.THIRD, "met": Form.PAST, "meeting": Form.ING,
    "gather": Form.BASE,
    "gathers": Form.THIRD,
    "gathered": Form.PAST, "gathering": Form.ING, "discussed": Form.PAST, "discuss": Form.BASE,
    "discusses": Form.THIRD, "discussing": Form.ING,
    "convene": Form.BASE, "convenes": Form.THIRD, "convened": Form.PAST,
    "reconvene": Form.BASE, "reconvenes": Form.THIRD, "reconvened": Form.PAST,
    "negotiate": Form.BASE, "negotiated": Form.PAST, "negotiating": Form.ING,
    "huddle": Form.BASE, "huddled": Form.PAST, "huddles": Form.THIRD,
    "see": Form.BASE, "sees": Form.THIRD, "saw": Form.PAST,
    "confer": Form.BASE, "conferred": Form.PAST, "confers": Form.THIRD,
}  # fmt: skip
MEETING_NOUNS = words_of(
    "summit summits talks meeting meetings negotiations conference conferences dinner lunch"
    " banquet reception audience discussions session sessions dialogue consultations trilateral"
    " encounter"
)
HOSTING = {
    "host": Form.BASE, "hosts": Form.THIRD, "hosted": Form.PAST, "hosting": Form.ING,
    "receive": Form.BASE, "receives": Form.THIRD, "received": Form.PAST, "welcomed": Form.PAST,
    "greeted": Form.PAST, "welcomes": Form.THIRD,
}  # fmt: skip
