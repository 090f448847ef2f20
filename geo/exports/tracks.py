"""GPX 1.1: journeys as tracks and places as waypoints, for phones and navigation.

Written with gpxpy (Apache-2.0), the library that GPX tools in Python have in common.
"""

from typing import Any, Final
from xml.sax.saxutils import escape

from gpxpy.gpx import GPX, GPXTrack, GPXTrackPoint, GPXTrackSegment, GPXWaypoint

from dateline.geo.exports.rows import Json, quotes_of
from dateline.geo.story.wording import phrase, words
from dateline.geo.text.xml import printable
from dateline.geo.use import is_mentioned

_EASTERNMOST: Final = 179.9999999
"""Degrees: GPX has no 180, and -180 would lead a line to there once around the world."""


def gpx_of(document: Json) -> bytes:
    """A whole map as GPX: a track for each journey that has a line, a waypoint for each place.

    A journey of which one end alone is known has no line; it is a waypoint after the places. A
    track's comment says what its line rests on: most are the shortest way, not the one travelled.
    Licence and credits are in the description; in GPX's own element, too, where the report has a
    publisher, whom that asks for.
    """
    gpx = GPX()
    report = document["report"]
    gpx.creator = "Dateline"
    gpx.name = printable(report["title"])
    gpx.author_name = _printable(report["publisher"])
    gpx.description = printable("\n".join(_credits(document)))
    if report["publisher"] and report["licence"]:
        gpx.copyright_author = _attribute(report["publisher"])
        gpx.copyright_license = _printable(report["licence"])
    gpx.link = _attribute(report["url"])
    features = [one for one in document["features"] if one["geometry"]]
    places = [
        one
        for one in features
        if one["properties"]["layer"] == "places" and not is_mentioned(one["properties"])
    ]
    journeys = [one for one in features if one["properties"]["layer"] == "journeys"]
    points = [one for one in journeys if one["geometry"]["type"] == "Point"]
    gpx.waypoints = [_waypoint(one) for one in places + points]
    gpx.tracks = [_track(one) for one in journeys if one not in points]
    text: str = gpx.to_xml()
    return text.encode("utf-8")


def _credits(document: Json) -> list[str]:
    report = document["report"]
    return [one for one in (report["licence"], report["credit"], *document["credits"]) if one]


def _waypoint(feature: Json) -> GPXWaypoint:
    properties = feature["properties"]
    lon, lat = feature["geometry"]["coordinates"][:2]
    return GPXWaypoint(
        latitude=lat,
        longitude=min(lon, _EASTERNMOST),
        name=printable(properties["name"]),
        description=printable(quotes_of(properties)),
    )


def _track(feature: Json) -> GPXTrack:
    properties, geometry = feature["properties"], feature["geometry"]
    track = GPXTrack(
        name=printable(properties["name"]), description=printable(quotes_of(properties))
    )
    track.comment = phrase(properties["basis"]) if properties["basis"] else None
    track.type = words()["modes"].get(properties["mode"])
    at: Any = geometry["coordinates"]
    for line in [at] if geometry["type"] == "LineString" else at:
        points = [GPXTrackPoint(lat, min(lon, _EASTERNMOST)) for lon, lat, *_ in line]
        track.segments.append(GPXTrackSegment(points))
    return track


def _printable(text: str | None) -> str | None:
    return None if text is None else printable(text)


def _attribute(text: str | None) -> str | None:
    """Text for an attribute, which gpxpy writes as it is."""
    return None if text is None else escape(printable(text), {'"': "&quot;"})
