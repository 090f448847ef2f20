"""What the maps of pages are drawn on: the world that ships with Dateline, or other tiles."""

from fastapi import Request

from dateline.app.pages import bundles
from dateline.app.pages.assets import Assets
from dateline.app.settings import Settings

WORLD = "basemap/world.pmtiles"
LIBRARY = "vendor/protomaps-leaflet/protomaps-leaflet.js"
CREDIT = (
    "Basemap: GSHHG (LGPL), Natural Earth (public domain), names GeoNames (CC BY 4.0) and "
    "Unicode CLDR"
)
CLOSEST = 13
"""Zoom up to which the coast of the world that ships with Dateline still looks right."""


def basemap(request: Request) -> dict[str, str | int | None]:
    """What a page's script needs to draw the basemap, as ``data-basemap`` carries it.

    Members: ``kind`` (``world``; ``xyz`` or ``pmtiles`` of the operator's), ``url``, ``credit``,
    ``most`` (the closest zoom), ``script`` (what draws it, asked for once the story is drawn) and
    ``library`` (what draws another's vector tiles).
    """
    settings: Settings = request.app.state.settings
    assets: Assets = request.app.state.assets
    root = request.scope.get("root_path", "")
    script = f"{root}/bundle/basemap?v={bundles.version(assets, 'basemap')}"
    if settings.basemap_url is None:
        return {
            "kind": "world",
            "url": assets.url(WORLD),
            "credit": CREDIT,
            "most": CLOSEST,
            "script": script,
        }
    in_one_file = "{z}" not in settings.basemap_url
    return {
        "kind": "pmtiles" if in_one_file else "xyz",
        "url": settings.basemap_url,
        "credit": settings.basemap_attribution,
        "most": settings.basemap_max_zoom,
        "script": script if in_one_file else None,
        "library": assets.url(LIBRARY) if in_one_file else None,
    }
