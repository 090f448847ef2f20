"""What a person typed: a name, a name with what it lies in, or a position."""

import re
from dataclasses import dataclass

from dateline.geo.errors import InvalidInput
from dateline.geo.gazetteer.coordinates import position_of_text
from dateline.geo.gazetteer.folding import LONGEST_NAME, fold

_NUMBERS_AND_COMPASS = re.compile(
    r"(?=.*\d)(?=.*[NSEWnsew])[\d\s.,;:NSEWnsew\u00b0\u00ba'\u2019\u2032\"\u201d\u2033-]+"
)
"""What can only be meant as a position."""
_MOST_PARTS = 5


@dataclass(frozen=True)
class Query:
    """What was asked for.

    Attributes:
        text: The query, trimmed.
        position: Longitude and latitude, where the query is a position.
        head: The name itself.
        context: What it lies in, as far as the query says ("Russia" of "Khasan, Russia").
    """

    text: str
    position: tuple[float, float] | None
    head: str
    context: tuple[str, ...]


def parse(text: str) -> Query:
    """Read a query.

    A position is latitude first, as people write it: ``43.1, 131.9`` or ``43.1 N 131.9 E``.

    Raises:
        InvalidInput: There is no name in it, it is too long, or the numbers are no position.
    """
    trimmed = " ".join(text.split())
    if not trimmed:
        raise InvalidInput.of("is empty; give the name of a place, or 'latitude, longitude'", "q")
    if len(trimmed) > LONGEST_NAME:
        raise InvalidInput.of(
            f"has {len(trimmed):,} characters; a name has at most {LONGEST_NAME}", "q"
        )
    position = _position(trimmed)
    if position is not None:
        return Query(trimmed, position, trimmed, ())
    parts = [part.strip() for part in trimmed.split(",") if fold(part)][:_MOST_PARTS]
    if not parts:
        raise InvalidInput.of(f"{trimmed[:40]!r} has no letters or digits to look up", "q")
    return Query(trimmed, None, parts[0], tuple(parts[1:]))


def check_position(lon: float, lat: float, field: str) -> None:
    """Refuse what is no position.

    Raises:
        InvalidInput: The latitude or longitude is out of range; says so if they are swapped.
    """
    if -90 <= lat <= 90 and -180 <= lon <= 180:
        return
    if -90 <= lon <= 90 and -180 <= lat <= 180:
        raise InvalidInput.of(
            f"latitude {lat:g} is beyond 90; latitude and longitude seem to be swapped: "
            f"did you mean latitude {lon:g}, longitude {lat:g}?",
            field,
        )
    raise InvalidInput.of(
        f"latitude {lat:g}, longitude {lon:g} is no place on Earth; latitude goes from -90 to 90, "
        "longitude from -180 to 180",
        field,
    )


def _position(text: str) -> tuple[float, float] | None:
    found = position_of_text(text)
    if found is not None:
        check_position(*found, "q")
        return found
    if _NUMBERS_AND_COMPASS.fullmatch(text):
        raise InvalidInput.of(f"{text!r} is no position; write for example 43.1 N 131.9 E", "q")
    return None
