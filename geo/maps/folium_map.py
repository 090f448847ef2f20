"""A report's map as a folium map: for a notebook or one file."""

import copy
from collections.abc import Mapping
from typing import Any

import folium
from folium.elements import ElementAddToElement
from folium.template import Template
from shapely import get_coordinates
from shapely.geometry import shape

from dateline.geo.basemap import basemap_of
from dateline.geo.layers.features import LAYERS, Layers
from dateline.geo.layers.geodesy import bbox_of
from dateline.geo.maps.page import Page
from dateline.geo.story.wording import words
from dateline.geo.use import is_mentioned

Document = Mapping[str, Any]


class FeatureLayer(folium.GeoJson):
    """One layer of a report (its places, journeys, summits or events) on a DatelineMap.

    A folium layer like any other: it can be listed in a `folium.LayerControl` and be hidden at
    first with `show=False`, and `data` holds its FeatureCollection, without places that are only
    mentioned: these are switched on in the map's own list of layers. It is drawn by Dateline's own
    script, not by folium's: text from a report reaches the page as data only. To draw the features
    in a style of your own, give `data` to a plain `folium.GeoJson`.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.layerGroup();
        story.then(function (shown) {
          {%- if not this.show %}
          shown.switchLayer({{ this.layer|tojson }}, false);
          {%- endif %}
          {{ this.get_name() }}.on('add remove', function (event) {
            shown.switchLayer({{ this.layer|tojson }}, event.type === 'add');
          });
        });
        {% endmacro %}
        """
    )

    def __init__(
        self, layer: str, data: Mapping[str, Any], name: str, *, show: bool = True
    ) -> None:
        """Make a layer.

        Args:
            layer: one of `dateline.geo.layers.features.LAYERS`.
            data: its FeatureCollection.
            name: what a layer control calls it.
            show: whether it is drawn at first.
        """
        super().__init__(dict(data), name=name, show=show)
        self.layer = layer
        self._id = layer

    def get_name(self) -> str:
        """The layer's name in the script: the same at every rendering."""
        return f"layer_{self.layer}"

    def _get_self_bounds(self) -> list[list[float | None]]:
        box = self.data.get("bbox")
        if box is None:
            return [[None, None], [None, None]]
        west, south, east, north = box
        return [[south, west], [north, east + 360 if east < west else east]]


class Story(folium.MacroElement):
    """Hands a map's data to Dateline's own script, which draws it."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var story = Dateline.attach(map, {
          document: JSON.parse(window.document.getElementById('dateline-document').textContent),
          basemap: JSON.parse(window.document.getElementById('dateline-basemap').textContent)
        });
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        """Make the element."""
        super().__init__()  # type: ignore[no-untyped-call]  # branca gives this no types
        self._name = "Story"

    def get_name(self) -> str:
        """The element's name: there is one on a map."""
        return "story"


class DatelineMap(folium.Map):
    """One report on a map, with its basemap and no need of a network.

    In a notebook the object shows itself, and anything of folium's can be added to it. `save` and
    `to_html` give one HTML file that opens without a server. Rendering makes no request and leaves
    other maps of the process as they are.

    Folium's own elements bring folium's usual scripts along, which it loads from the network; a
    map that has been given such elements (other than a `folium.LayerControl`) needs the network
    for them and carries no Content-Security-Policy.

    Attributes:
        document: the whole map as a FeatureCollection, as `Layers.document` gives it.
        basemap: what lies under it, or None.
        layers: its `FeatureLayer` objects by layer name.

    Example:
        >>> drawn = DatelineMap(lay_out(event_map))
        >>> folium.LayerControl().add_to(drawn)
        >>> drawn.save("map.html")
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var map = L.map("map", {
          center: {{ this.location|tojson }},
          crs: L.CRS.{{ this.crs }},
          attributionControl: false,
          ...{{ this.options|tojavascript }}
        });
        {%- if this.zoom_control_position %}
        L.control.zoom({ position: {{ this.zoom_control|tojson }} }).addTo(map);
        {%- endif %}
        {% endmacro %}
        """
    )

    def __init__(
        self,
        story: Layers | Document,
        *,
        basemap: bool = True,
        hide: tuple[str, ...] = (),
        **options: Any,
    ) -> None:
        """Draw a story.

        Args:
            story: the layers of a report, or its whole-map document.
            basemap: whether to draw land, water and borders under it; turn it off when you pass
                `tiles`.
            hide: layers that are not shown at first, of `dateline.geo.layers.features.LAYERS`.
            **options: further arguments of `folium.Map` such as `width`, `height` or `tiles`.

        Raises:
            KeyError: `hide` names something that is no layer.
        """
        unknown = set(hide) - set(LAYERS)
        if unknown:
            raise KeyError(f"hide: no layer {sorted(unknown)}, layers are {', '.join(LAYERS)}")
        self.document: dict[str, Any] = copy.deepcopy(
            story.document() if isinstance(story, Layers) else dict(story)
        )
        defaults: dict[str, Any] = {
            "location": _middle(self.document),
            "zoom_start": 2,
            "tiles": None,
        }
        super().__init__(**defaults | options)
        Page(self).add_child(self)
        # Lists of this map's own: folium's belong to its class and would change for all maps.
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        self.basemap = basemap_of(self.document) if basemap else None
        self.add_child(Story())
        self.layers = {layer: self._layer(layer, show=layer not in hide) for layer in LAYERS}
        for layer in self.layers.values():
            self.add_child(layer)
        self._own = set(self._children)

    def _layer(self, layer: str, *, show: bool) -> FeatureLayer:
        features = [
            one
            for one in self.document["features"]
            if one["properties"]["layer"] == layer and not is_mentioned(one["properties"])
        ]
        shapes = [shape(one["geometry"]) for one in features if one["geometry"]]
        box = bbox_of([[(lon, lat)] for lon, lat in get_coordinates(shapes).tolist()])
        data = {"type": "FeatureCollection", **({"bbox": box} if box else {}), "features": features}
        return FeatureLayer(layer, data, words()["layers"][layer], show=show)

    @property
    def is_extended(self) -> bool:
        """Whether the map was given links or elements beyond a layer control."""
        added = [
            child
            for name, child in self._children.items()
            if name not in self._own and not isinstance(child, folium.LayerControl)
        ]
        for layer in self.layers.values():
            # Folium gives every layer that is shown a child of this kind.
            added += [
                child
                for child in layer._children.values()
                if not isinstance(child, ElementAddToElement)
            ]
        return bool(added or self.default_js or self.default_css)

    def get_name(self) -> str:
        """The map's name in the script and the id of its element."""
        return "map"

    def render(self, **kwargs: Any) -> str:
        """Render the map into its figure, with folium's scripts when it was extended."""
        own = self.default_js, self.default_css
        if self.is_extended:
            self.default_js = _without_leaflet(folium.Map.default_js) + own[0]
            self.default_css = _without_leaflet(folium.Map.default_css) + own[1]
        try:
            super().render(**kwargs)  # type: ignore[no-untyped-call]  # folium: no types
        finally:
            self.default_js, self.default_css = own
        return ""

    def to_html(self) -> str:
        """The map as one HTML document with everything in it: no server, no network.

        The same story gives the same bytes, in every process.
        """
        return str(self.get_root().render())


def _without_leaflet(links: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Folium's links without those to Leaflet, which the page carries itself."""
    return [(name, url) for name, url in links if not name.startswith("leaflet")]


def _middle(document: Document) -> list[float]:
    """Latitude and longitude of the middle of a story."""
    west, south, east, north = document.get("bbox") or (-180, -60, 180, 75)
    return [(south + north) / 2, (west + (east + 360 if east < west else east)) / 2]
