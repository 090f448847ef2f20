"""How a way is travelled and how long it takes, as far as a sentence says."""

import re

from dateline.geo.draft.model import MAX_SECONDS
from dateline.geo.model import Duration, Mode
from dateline.geo.reading.entities.actor import Actor, ActorKind
from dateline.geo.reading.lexicon import words_of
from dateline.geo.reading.rules.context import Context

_MODE_WORDS = {
    "train": Mode.TRAIN, "rail": Mode.TRAIN, "railway": Mode.TRAIN, "plane": Mode.AIR,
    "aircraft": Mode.AIR, "jet": Mode.AIR, "helicopter": Mode.AIR, "airliner": Mode.AIR,
    "flight": Mode.AIR, "air": Mode.AIR, "car": Mode.ROAD, "bus": Mode.ROAD, "road": Mode.ROAD,
    "busload": Mode.ROAD, "motorcade": Mode.ROAD, "truck": Mode.ROAD, "van": Mode.ROAD,
    "coach": Mode.ROAD, "bicycle": Mode.ROAD, "motorcycle": Mode.ROAD, "taxi": Mode.ROAD,
    "ship": Mode.SEA, "boat": Mode.SEA, "ferry": Mode.SEA, "yacht": Mode.SEA, "sea": Mode.SEA,
    "vessel": Mode.SEA, "warship": Mode.SEA, "submarine": Mode.SEA, "tanker": Mode.SEA,
    "trawler": Mode.SEA, "frigate": Mode.SEA, "destroyer": Mode.SEA, "foot": Mode.FOOT,
    "carrier": Mode.SEA, "freighter": Mode.SEA, "lorry": Mode.ROAD, "tram": Mode.TRAIN,
}  # fmt: skip
_BY = words_of("by on aboard onboard in via his her their a an the private special")
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS.split(), 1)} | {
    "a": 1,
    "an": 1,
    "half an": 0.5,
    "half a": 0.5,
}
_DURATION = re.compile(
    r"\b(?P<about>(?:about|around|some|nearly|almost|roughly|more\s+than|over|approximately)\s+)?"
    r"(?P<count>[0-9]{1,9}(?:\.[0-9]{1,3})?|half\s+an?|[a-z]+)(?P<half>\s+and\s+a\s+half)?(?:-|\s+)"
    r"(?P<unit>minute|hour|day)s?(?:,?\s+and\s+(?P<more>[0-9]{1,2})\s+minutes)?\b"
)
_SECONDS = {"minute": 60, "hour": 3600, "day": 86400}
_TAKES_TIME = re.compile(
    r"\b(?:took|takes|lasted|lasting|take|taking|travell?ed\s+for|after\s+a|in\s+a"
    r"|(?:journey|trip|flight|voyage|ride|drive)\s+of|\w+-(?:hour|day|minute))\b"
)
_REACHED_AFTER = re.compile(
    r"\b(?:reach(?:ed|ing)|arriv(?:ed|ing)|land(?:ed|ing)|dock(?:ed|ing))\b"
    r"[^,;:]*?\bafter\s+(?=(?:\w+\s+){1,3}(?:minute|hour|day)s?\b)"
)
"""What leads to how long the way took to where it ends ("reached Bern after about six hours")."""
_OF_A_STAY = re.compile(
    r"(?:\s+\w+){0,2}\s+(?:visit|stay|stopover|summit|conference|forum|meeting|talks)\b"
)
"""What follows days that are not those of the way ("arrived for a two-day state visit")."""


def mode_of(
    context: Context, travellers: tuple[Actor, ...], telling: range, sentence: range
) -> Mode | None:
    """The mode of travel that the travellers are, or that the words of a telling name."""
    for actor in travellers:
        if actor.kind is ActorKind.VEHICLE and actor.role in _MODE_WORDS:
            return _MODE_WORDS[actor.role]
    stop = min(sentence.stop, telling.stop + 8)
    for number in range(telling.start, stop):
        word = context.lower(number)
        if word in _MODE_WORDS and (
            context.lower(number - 1) in _BY
            or context.lower(number + 1) in ("journey", "trip", "ride", "station")
        ):
            return _MODE_WORDS[word]
    return None


def duration_of(context: Context, sentence: range, *, days: bool) -> Duration | None:
    """How long the way took, in seconds.

    Args:
        context: The report.
        sentence: The sentence that tells the journey.
        days: Whether a number of days can be that of the way, and is not that of a stay.
    """
    start, end = context.document.span(sentence)
    text = context.document.text[start:end]
    match = _length(text)
    if match is None:
        return None
    count = _count(match["count"])
    stays = not days or _OF_A_STAY.match(text, match.end())
    if count is None or (match["unit"] == "day" and stays):
        return None
    seconds = (count + (0.5 if match["half"] else 0)) * _SECONDS[match["unit"]]
    seconds += 60 * int(match["more"]) if match["more"] else 0
    if not 0 < seconds <= MAX_SECONDS:
        return None
    return Duration(seconds=seconds, approximate=match["about"] is not None)


def _length(text: str) -> re.Match[str] | None:
    """The words of a sentence for how long the way took."""
    told = _TAKES_TIME.search(text)
    if told is not None:
        return _DURATION.search(text, max(told.start() - 12, 0))
    reached = _REACHED_AFTER.search(text)
    match = _DURATION.match(text, reached.end()) if reached else None
    return None if match is None or _OF_A_STAY.match(text, match.end()) else match


def _count(words: str) -> float | None:
    word = " ".join(words.split())
    if word in NUMBERS:
        return float(NUMBERS[word])
    # "nan" and "infinity" are words here, not numbers.
    return float(word) if word[0].isdigit() else None
