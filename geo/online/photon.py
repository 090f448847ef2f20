"""Photon, komoot's geocoder for OpenStreetMap, through geopy."""

from collections.abc import Mapping
from typing import Any

import geopy.geocoders
from geopy.adapters import URLLibAdapter

from dateline.geo.online import osm
from dateline.geo.online.cache import AnswerCache
from dateline.geo.online.pacing import Pacing
from dateline.geo.online.provider import ASKED_FOR, Fields, OnlineGeocoder, own_user_agent

_ELEMENTS = {"N": "node", "W": "way", "R": "relation"}


class Photon(OnlineGeocoder):
    """A Photon server (https://photon.komoot.io), through geopy; arguments as Nominatim's."""

    name = "Photon"
    source = "photon"

    def __init__(
        self,
        user_agent: str,
        *,
        domain: str = "photon.komoot.io",
        scheme: str = "https",
        timeout: float = 10.0,
        cache: AnswerCache | None = None,
        pacing: Pacing | None = None,
    ) -> None:
        geocoder = geopy.geocoders.Photon(
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
        # Photon has no filter for a country: ``candidates`` sifts a larger number of answers.
        options: dict[str, Any] = {"language": "en", "limit": ASKED_FOR * (3 if country else 1)}
        if near:
            options["location_bias"] = (round(near[1]), round(near[0]))
        return options

    def _fields(self, raw: Mapping[str, Any]) -> Fields:
        found = raw["properties"]
        box = osm.numbers(found.get("extent"), 4)
        lon, lat = raw["geometry"]["coordinates"][:2]
        country = osm.text(found, "countrycode")
        return Fields(
            identity=(_ELEMENTS[found["osm_type"]], int(found["osm_id"])),
            tag=(found.get("osm_key", ""), found.get("osm_value", ""), osm.text(found, "type")),
            name=found["name"],
            other_names=frozenset(),
            position=(float(lon), float(lat)),
            box=(box[0], box[3], box[2], box[1]) if box else None,
            country=country.upper() if country else None,
            admin1=osm.text(found, "state"),
            importance=0.0,
        )
