"""What a self-contained map costs next to plain folium, in the same run.

    python benchmarks/basemap.py

Prints, for a story of five places and one of a thousand: the time to make the basemap, the time
and gzipped size of Dateline's self-contained page, and those of a plain folium map of the same
features. Folium's page loads its scripts, styles and tiles from the network; Dateline's has them
inside, with the basemap, so its size is that of everything.
"""

import gzip
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

import folium

from dateline.geo.basemap import basemap_of
from dateline.geo.maps import DatelineMap

REPEATS = 7
REPORT = ("title", "published", "publisher", "language", "url", "licence", "credit")


def story(places: int) -> dict[str, Any]:
    """A document with so many places, spread over the world."""
    chance = random.Random(places)
    features = [
        feature(i, chance.uniform(-170, 170), chance.uniform(-55, 70)) for i in range(places)
    ]
    lons, lats = zip(*(one["geometry"]["coordinates"] for one in features), strict=True)
    return {
        "type": "FeatureCollection",
        "id": f"story-{places}",
        "bbox": [min(lons), min(lats), max(lons), max(lats)],
        "report": dict.fromkeys(REPORT) | {"title": f"{places} places"},
        "counts": {"places": places},
        "associated": [],
        "unresolved": [],
        "credits": [],
        "features": features,
    }


def feature(index: int, lon: float, lat: float) -> dict[str, Any]:
    """One place."""
    position = [round(lon, 4), round(lat, 4)]
    quote = {"quote": f"They came to place {index}.", "start": index, "end": index + 1}
    return {
        "type": "Feature",
        "id": f"place-{index}",
        "geometry": {"type": "Point", "coordinates": position},
        "bbox": position * 2,
        "properties": {
            "layer": "places",
            "kind": "place",
            "role": "literal",
            "name": f"Place {index}",
            "status": None,
            "uncertainty_km": 5,
            "evidence": [quote | {"attributed_to": None}],
        },
    }


def plain(document: dict[str, Any]) -> str:
    """The same features as markers of a plain folium map."""
    drawn = folium.Map()
    for one in document["features"]:
        lon, lat = one["geometry"]["coordinates"]
        folium.Marker([lat, lon], tooltip=one["properties"]["name"]).add_to(drawn)
    return str(drawn.get_root().render())


def median_ms(work: Callable[[], Any]) -> float:
    """Median time of a call in milliseconds, after one that warms up."""
    work()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def gzipped_kb(text: str) -> float:
    """Size over the wire in kB."""
    return len(gzip.compress(text.encode(), 6)) / 1000


def main() -> None:
    """Measure and print."""
    for places in (5, 1000):
        document = story(places)
        ours = median_ms(lambda d=document: DatelineMap(d).to_html())
        theirs = median_ms(lambda d=document: plain(d))
        kilobytes = gzipped_kb(DatelineMap(document).to_html()), gzipped_kb(plain(document))
        print(f"{places} places")
        print(f"  basemap alone        {median_ms(lambda d=document: basemap_of(d)):8.1f} ms")
        print(f"  self-contained page  {ours:8.1f} ms {kilobytes[0]:8.1f} kB")
        print(f"  plain folium page    {theirs:8.1f} ms {kilobytes[1]:8.1f} kB and the network")
        print(f"  time ours / folium   {ours / theirs:8.2f}")


if __name__ == "__main__":
    main()
