"""What a person typed: a name, a name with what it lies in, or a position."""

import re
from dataclasses import dataclass

from dateline.geo.errors import InvalidInput
from dateline.geo.gazetteer.folding import LONGEST_NAME, fold

_NUMBER = r"[-+\u2212]?\d{1,3}(?:\.\d+)?"
_DECIMAL = re.compile(rf"\(?\s*({_NUMBER})\s*°?\s*[,;\s]\s*({_NUMBER})\s*°?\s*\)?")
_COMMA = re.compile(r"([-+\u2212]?\d{1,3}),(\d+)\s*[;\s]\s*([-+\u2212]?\d{1,3}),(\d+)")
"""Decimal commas, as most of Europe writes them: ``43,1 131,9``."""

_DEGREES = r"\d[\d\s.\u00b0\u00ba'\u2019\u2032\"\u201d\u2033]*"
"""Degrees, with minutes and seconds in any of the usual marks."""
_COMPASS = re.compile(rf"(?i){_DEGREES}[NS][\s,;]*{_DEGREES}[EW]")
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
    if match := _DECIMAL.fullmatch(_COMMA.sub(r"\1.\2 \3.\4", text)):
        lat, lon = (float(number.replace("\u2212", "-")) for number in match.groups())
        check_position(lon, lat, "q")
        return lon, lat
    if _COMPASS.fullmatch(text):
        # Imported late: geopy brings the HTTP clients of all its geocoders along.
        from geopy.point import Point  # noqa: PLC0415

        try:
            point = Point.from_string(text)
        except ValueError as error:
            raise InvalidInput.of(
                f"{text!r} is no position; write for example 43.1 N 131.9 E", "q"
            ) from error
        return float(point.longitude), float(point.latitude)
    return None
