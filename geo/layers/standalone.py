"""Plain properties by which a feature makes sense on its own, away from its map.

Programs that know no nesting and no members beside ``properties`` (kepler.gl, QGIS's temporal
controller, MapLibre's feature state) find the id, the time, the report and the main roles here.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from dateline.geo.text.search import slug

Json = dict[str, Any]

_OPEN = ".."


def standalone_properties(feature_id: str, time_member: Json | None, report: Json) -> Json:
    """The id, the time and the report of a feature as plain properties.

    ``time_start`` and ``time_end`` are the first and the last second of the feature's time in
    RFC 3339 (UTC); None where it is open or unknown.

    Args:
        feature_id: The feature's id.
        time_member: Its JSON-FG ``time``.
        report: The report as a map's document has it.
    """
    start, end = time_bounds(time_member)
    return {
        "id": feature_id,
        "time_start": start and _rfc3339(start),
        "time_end": end and _rfc3339(end),
        "published": report["published"],
        "publisher": report["publisher"],
        "report_title": report["title"],
        "url": report["url"],
        "licence": report["licence"],
    }


def time_bounds(time_member: Mapping[str, Any] | None) -> tuple[datetime | None, datetime | None]:
    """First and last second of a JSON-FG ``time``, in UTC; None where it is open.

    A day has no zone and is taken as one of UTC.
    """
    if not time_member:
        return None, None
    if "interval" in time_member:
        start, end = time_member["interval"]
    else:
        start = end = time_member.get("timestamp") or time_member["date"]
    return _moment(start, time.min), _moment(end, time(23, 59, 59))


def person_ids(names: Sequence[str]) -> list[str]:
    """Ids of persons, the same in every map for the same name."""
    return [slug(name) or "unnamed" for name in names]


def _moment(value: str, at: time) -> datetime | None:
    if value == _OPEN:
        return None
    if "T" in value:
        return datetime.fromisoformat(value).astimezone(UTC)
    return datetime.combine(date.fromisoformat(value), at, UTC)


def _rfc3339(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
