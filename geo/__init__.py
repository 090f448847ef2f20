"""The pipeline from a news report to a map: no web, no database, no settings.

``text -> Draft -> EventMap -> layers -> folium map``; every arrow is one function::

    from dateline.geo import DatelineMap, Gazetteer, geocode, lay_out, read

    gazetteer = Gazetteer.open()
    draft = read("Ann Berg flew from Oslo to Rome on 3 May 2024.", gazetteer=gazetteer)
    layers = lay_out(geocode(draft, gazetteer))
    DatelineMap(layers).save("map.html")

- ``read``: plain text to a ``Draft``: places, journeys, meetings and other events, each with the
  sentence that says so. ``Reader`` reads many reports with one gazetteer.
- ``load_draft`` and ``dump_draft``: a ``Draft`` from YAML or JSON that a person wrote, and back.
- ``geocode``: gives every place of a draft its coordinates (degrees, WGS 84), all together.
- ``lay_out``: an ``EventMap`` as layers of GeoJSON features.
- ``Gazetteer``: the offline gazetteer of the world.
- ``DatelineMap``: the layers as a ``folium.Map``, and as one self-contained HTML file.
- ``InvalidInput``: what these raise for input that cannot be used, with each problem in it.

These names are the public interface; modules of the package may change between versions.
"""

from typing import TYPE_CHECKING

from dateline.geo.lazy_imports import lazy_imports

if TYPE_CHECKING:
    from dateline.geo.draft.model import Draft
    from dateline.geo.draft.yaml_file import dump_draft, load_draft
    from dateline.geo.errors import InvalidInput
    from dateline.geo.gazetteer.gazetteer import Gazetteer
    from dateline.geo.geocoding import geocode
    from dateline.geo.layers.features import lay_out
    from dateline.geo.maps.folium_map import DatelineMap
    from dateline.geo.reading.pipeline import Reader, read
else:
    __getattr__, __dir__ = lazy_imports(
        __name__,
        {
            "Draft": "dateline.geo.draft.model",
            "dump_draft": "dateline.geo.draft.yaml_file",
            "load_draft": "dateline.geo.draft.yaml_file",
            "InvalidInput": "dateline.geo.errors",
            "Gazetteer": "dateline.geo.gazetteer.gazetteer",
            "geocode": "dateline.geo.geocoding",
            "lay_out": "dateline.geo.layers.features",
            "DatelineMap": "dateline.geo.maps.folium_map",
            "Reader": "dateline.geo.reading.pipeline",
            "read": "dateline.geo.reading.pipeline",
        },
    )

__all__ = [
    "DatelineMap",
    "Draft",
    "Gazetteer",
    "InvalidInput",
    "Reader",
    "dump_draft",
    "geocode",
    "lay_out",
    "load_draft",
    "read",
]
