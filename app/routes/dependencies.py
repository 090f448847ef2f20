"""What routes share about paths and queries."""

from typing import Annotated, Protocol

from fastapi import Depends, Path, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.convertors import Convertor, IntegerConvertor, register_url_convertor

from dateline.app.http.problems import bad_request
from dateline.app.settings import Settings
from dateline.app.store.base import Store
from dateline.app.store.model import MAP_ID
from dateline.geo.errors import Problem
from dateline.geo.model import Candidate

MapId = Annotated[str, Path(description="The map's id.", examples=["vladivostok-2019"])]


class SlugConvertor(Convertor[str]):
    """Ids of maps and layers in paths: ``/maps/{map_id:slug}``.

    Anything else is no address here, so that ``/maps/x`` and ``/maps/x.geojson`` cannot be
    confused and nothing strange reaches the store.
    """

    regex = MAP_ID

    def convert(self, value: str) -> str:
        """The slug, unchanged."""
        return value

    def to_string(self, value: str) -> str:
        """The slug, unchanged."""
        return value


class NumberConvertor(IntegerConvertor):
    """Numbers in paths: ``/versions/{number:number}``.

    More digits than a number here can have are no address; Python refuses to read some thousands.
    """

    regex = "[0-9]{1,40}"


register_url_convertor("slug", SlugConvertor())
register_url_convertor("number", NumberConvertor())


class GazetteerSearch(Protocol):
    """What routes ask of :class:`dateline.geo.gazetteer.Gazetteer`."""

    def candidates(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        limit: int = 10,
    ) -> list[Candidate]:
        """Places that a name can mean, best first."""
        ...

    def nearest(self, lon: float, lat: float, *, limit: int = 1) -> list[Candidate]:
        """The nearest populated places, nearest first."""
        ...


# Dependencies are coroutines because FastAPI sends plain functions to a thread, which costs more
# than all that these do; opening the gazetteer is worth one.


async def the_store(request: Request) -> Store:
    """The application's store."""
    store: Store = request.app.state.store
    return store


async def the_settings(request: Request) -> Settings:
    """The application's settings."""
    settings: Settings = request.app.state.settings
    return settings


def the_gazetteer(request: Request) -> GazetteerSearch:
    """The application's gazetteer, opened when it is first asked."""
    gazetteer: GazetteerSearch = request.app.state.gazetteer()
    return gazetteer


StoreOfApp = Annotated[Store, Depends(the_store)]
SettingsOfApp = Annotated[Settings, Depends(the_settings)]
GazetteerOfApp = Annotated[GazetteerSearch, Depends(the_gazetteer)]


async def known_parameters_only(request: Request) -> None:
    """Refuse a query parameter that means nothing here, or that is given twice.

    Raises:
        ProblemError: 400, naming each such parameter and what is allowed.
    """
    if not request.scope["query_string"]:
        return
    route = request.scope.get("route")
    allowed = _query_parameters(route.dependant) if isinstance(route, APIRoute) else ()
    names = [name for name, _ in request.query_params.multi_items()]
    hint = f"allowed: {', '.join(allowed)}" if allowed else "this address takes none"
    problems = [
        Problem(name[:80], f"unknown parameter ({hint})")
        for name in dict.fromkeys(names)
        if name not in allowed
    ]
    problems += [
        Problem(name, "given more than once; give it once")
        for name in allowed
        if names.count(name) > 1
    ]
    if problems:
        raise bad_request(*problems)


def _query_parameters(dependant: Dependant) -> tuple[str, ...]:
    own = [field.alias for field in dependant.query_params]
    for inner in dependant.dependencies:
        own += _query_parameters(inner)
    return tuple(dict.fromkeys(own))
