"""Which format an answer has: ``f`` says so, or else ``Accept`` does."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class MediaFormat:
    """A format of answers.

    Attributes:
        name: Its name in ``f``.
        title: Its name for people.
        file: Whether it is made to be kept as a file, and not to be read page by page.
    """

    name: str
    media_type: str
    title: str
    file: bool = False


JSON = MediaFormat("json", "application/json", "JSON")
HTML = MediaFormat("html", "text/html", "web page")
SCHEMA = MediaFormat("json", "application/schema+json", "JSON Schema")
OPENAPI = MediaFormat("json", "application/vnd.oai.openapi+json;version=3.0", "OpenAPI 3.0")
GEOJSON = MediaFormat("json", "application/geo+json", "GeoJSON")
GEOJSON_SEQ = MediaFormat("jsonseq", "application/geo+json-seq", "GeoJSON text sequence", file=True)
CSV = MediaFormat("csv", "text/csv", "CSV", file=True)
FLATGEOBUF = MediaFormat("fgb", "application/flatgeobuf", "FlatGeobuf", file=True)
GEOPACKAGE = MediaFormat("gpkg", "application/geopackage+sqlite3", "GeoPackage", file=True)
ATOM = MediaFormat("atom", "application/atom+xml", "Atom feed")
JSON_FEED = MediaFormat("jsonfeed", "application/feed+json", "JSON Feed")

DOCUMENTS = (JSON, HTML)
FEATURE = (GEOJSON, HTML)
FEATURES = (GEOJSON, HTML, GEOJSON_SEQ, CSV, FLATGEOBUF, GEOPACKAGE, ATOM, JSON_FEED)
FEEDS = (ATOM, JSON_FEED)

_ALSO = {"geojson": "json", "geojsonseq": "jsonseq", "flatgeobuf": "fgb", "geopackage": "gpkg"}
"""Other names that clients give."""


def names(formats: Sequence[MediaFormat]) -> list[str]:
    """What ``f`` may be."""
    return [one.name for one in formats]


def format_named(name: str, formats: Sequence[MediaFormat]) -> MediaFormat | None:
    """The format that ``f`` names; None when it is none of these."""
    wanted = _ALSO.get(name, name) if len(formats) > 1 else name
    return next((one for one in formats if one.name == wanted), None)


@lru_cache(maxsize=256)
def format_accepted(accept: str, formats: tuple[MediaFormat, ...]) -> MediaFormat:
    """The format that a client likes best; the first where it says nothing of any.

    HTML is for those who name it, as browsers do: who takes anything is a program.
    """
    liked = list(_media_ranges(accept))
    best, weight = formats[0], 0.0
    for one in formats:
        own = _weight(one, liked)
        if own > weight:
            best, weight = one, own
    return best


def _weight(format: MediaFormat, liked: list[tuple[str, float]]) -> float:
    media_type = format.media_type.partition(";")[0]
    # Whoever asks for JSON takes GeoJSON and JSON Schema, too.
    exact = {media_type, "application/json"} if format.name == JSON.name else {media_type}
    kind = media_type.partition("/")[0]
    for ranges in (exact, {f"{kind}/*"}, {"*/*"}):
        weights = [weight for name, weight in liked if name in ranges]
        if weights:
            return max(weights)
    return 0.0


def _media_ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        try:
            found.append((name, float(weight)))
        except ValueError:
            found.append((name, 0.0))
    return found
