"""One page of the list of maps: its conditions as SQL, and what is made of the rows.

Pages are found by key, so that late ones cost no more than the first, and a map that is added or
taken away moves no other to a page that a reader has seen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.app.store.model import MapPage, MapSummary
from dateline.app.store.query import MapKey, MapQuery
from dateline.app.store.sql import Dialect, Parameters, containing


@dataclass(frozen=True, slots=True)
class MapColumns:
    """What stores call things. Maps are ``m`` in the statement, features ``f``.

    Attributes:
        text: Id, publisher and title as one text, with its letters' case taken away.
        features: The table of features.
        place: Name of a feature, with its letters' case taken away.
    """

    text: str
    features: str
    place: str


_PUBLISHED = "coalesce(m.published, '')"


def conditions(query: MapQuery, columns: MapColumns, dialect: Dialect, given: Parameters) -> str:
    """What follows ``FROM maps AS m``; one row more than the page has, to see if there is one."""
    wanted = [_occurs(word, columns, dialect, given) for word in query.words]
    if query.after:
        wanted.append(_beyond(query.after, "<", ">", given))
    if query.before:
        wanted.append(_beyond(query.before, ">", "<", given))
    where = f"WHERE {' AND '.join(wanted)}" if wanted else ""
    order = ("ASC", "DESC") if query.before else ("DESC", "ASC")
    limit = given(query.limit + 1)
    return f"{where} ORDER BY {_PUBLISHED} {order[0]}, m.id {order[1]} LIMIT {limit}"


def page_of(found: Sequence[MapSummary], query: MapQuery) -> MapPage:
    """The page that was asked for, of the rows that ``conditions`` led to."""
    more = len(found) > query.limit
    maps = list(found[: query.limit])
    if query.before:
        maps.reverse()
        before, after = more, True
    else:
        before, after = query.after is not None, more
    return MapPage(
        maps=maps,
        previous=_key(maps[0]) if maps and before else None,
        next=_key(maps[-1]) if maps and after else None,
    )


def _key(summary: MapSummary) -> MapKey:
    return summary.published or "", summary.id


def _beyond(key: MapKey, earlier: str, later: str, given: Parameters) -> str:
    published, map_id = given(key[0]), given(key[1])
    return (
        f"({_PUBLISHED} {earlier} {published}"
        f" OR ({_PUBLISHED} = {published} AND m.id {later} {map_id}))"
    )


def _occurs(word: str, columns: MapColumns, dialect: Dialect, given: Parameters) -> str:
    pattern = given(containing(word, dialect))
    like: Callable[[str, str], str] = dialect.like
    return (
        f"({like(columns.text, pattern)} OR EXISTS (SELECT 1 FROM {columns.features} AS f"
        f" WHERE f.map = m.key AND f.layer = 'places' AND {like(columns.place, pattern)}))"
    )
