"""Nominatim, OpenStreetMap's own geocoder, through geopy."""

from collections.abc import Mapping
from typing import Any

import geopy.geocoders
from geopy.adapters import URLLibAdapter

from dateline.geo.online import osm
from dateline.geo.online.cache import AnswerCache
from dateline.geo.online.pacing import Pacing
from dateline.geo.online.provider import Fields, OnlineGeocoder, own_user_agent


class Nominatim(OnlineGeocoder):
    """A Nominatim server (https://nominatim.org), through geopy.

    Args:
        user_agent: Who asks, as the usage policy demands: an application's name and a way to
            reach its operator (``newsroom-maps/1.0 (maps@example.org)``).
        domain: The server; the public one by default.
        scheme: ``https`` or ``http``.
        timeout: Seconds to wait for an answer.
        cache: Where answers are kept; None keeps none.
        pacing: How fast and how stubbornly to ask.

    Raises:
        InvalidInput: The user agent is missing or identifies somebody else.
    """

    name = "Nominatim"
    source = "nominatim"

    def __init__(
        self,
        user_agent: str,
        *,
        domain: str = "nominatim.openstreetmap.org",
        scheme: str = "https",
        timeout: float = 10.0,
        cache: AnswerCache | None = None,
        pacing: Pacing | None = None,
    ) -> None:
        geocoder = geopy.geocoders.Nominatim(
            user_agent=own_user_agent(user_agent),
            domain=domain,
            scheme=scheme,
            timeout=timeout,
            adapter_factory=URLLibAdapter,
        )
        super().__init__(geocoder, cache, pacing)

    def _search_options(
        self, country: str | None, near: tuple[float, float] | None
    ) -> dict[str, Any]:
        options: dict[str, Any] = {
            "addressdetails": True,
            "namedetails": True,
            "language": "en",
        }
        if country:
            options["country_codes"] = country.lower()
        if near:
            options["viewbox"] = _around(near)
        return options

    def _fields(self, raw: Mapping[str, Any]) -> Fields:
        address = raw.get("address") or {}
        box = osm.numbers(raw.get("boundingbox"), 4)
        names = raw.get("namedetails") or {}
        country = osm.text(address, "country_code")
        return Fields(
            identity=(str(raw["osm_type"]), int(raw["osm_id"])),
            tag=(raw.get("class", ""), raw.get("type", ""), osm.text(raw, "addresstype")),
            name=osm.text(raw, "name") or raw["display_name"].split(",")[0],
            other_names=frozenset(name for name in names.values() if isinstance(name, str)),
            position=(float(raw["lon"]), float(raw["lat"])),
            box=(box[2], box[0], box[3], box[1]) if box else None,
            country=country.upper() if country else None,
            admin1=osm.text(address, "state", "province", "region"),
            importance=float(raw.get("importance") or 0),
        )


def _around(near: tuple[float, float]) -> list[tuple[float, float]]:
    """A box of some hundred kilometres, on whole degrees so that neighbours share its answers."""
    lon, lat = round(near[0]), round(near[1])
    return [
        (max(lat - 3, -90), max(lon - 4, -180)),
        (min(lat + 3, 90), min(lon + 4, 180)),
    ]
