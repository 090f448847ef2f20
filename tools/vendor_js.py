"""Bring the web assets of npm packages into static/vendor, and check that they are unchanged.

`python tools/vendor_js.py` packs each pinned package with the ordinary npm client (so it comes
from whatever registry that client is set up for), unpacks only the files named here, and writes
VENDOR.json. `python tools/vendor_js.py --check` needs no network: it compares the files on disk
with that record. A browser never loads anything from a package registry or a CDN.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "static" / "vendor"
RECORD = "VENDOR.json"


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package at a fixed version and the files of it that pages need.

    Attributes:
        name: npm name, also the folder under static/vendor.
        version: exact version.
        integrity: `sha512-<base64>` of the package archive, as lock files write it.
        files: file in the archive (below its `package/` folder) to file in our folder.
        licence_beside: package before it, by the same authors under the same licence, whose
            licence file stands for one that this archive lacks.
    """

    name: str
    version: str
    integrity: str
    files: dict[str, str]
    licence_beside: str | None = None


PACKAGES = (
    Package(
        name="leaflet",
        version="1.9.4",
        integrity=(
            "sha512-nxS1ynzJOmOlHp+iL3FyWqK89GtNL8U8rvlMOsQdTTssxZwCXh8N2NB3GDQOL+YR3XnW"
            "yZAxwQixURb+FA74PA=="
        ),
        files={
            "dist/leaflet.js": "leaflet.js",
            "dist/leaflet.css": "leaflet.css",
            "dist/images/layers.png": "images/layers.png",
            "dist/images/layers-2x.png": "images/layers-2x.png",
            "dist/images/marker-icon.png": "images/marker-icon.png",
            "dist/images/marker-icon-2x.png": "images/marker-icon-2x.png",
            "dist/images/marker-shadow.png": "images/marker-shadow.png",
            "LICENSE": "LICENSE",
        },
    ),
    Package(
        name="supercluster",
        version="9.1.0",
        integrity=(
            "sha512-WMhsJPm8Tf9f5mKxJ1D0mB5tbCMOFi8wTrm/LGnsJHGg8xkeNT/TWDZuFauOGRISnclbYgnx"
            "D7g3xJAfQO3FLg=="
        ),
        files={"dist/supercluster.min.js": "supercluster.js", "LICENSE": "LICENSE"},
    ),
    Package(
        name="pbf",
        version="5.1.2",
        integrity=(
            "sha512-mnvGdvOrIvJOBGUEdGkrVXjN8E/VkIJCkf2eS1DH2yv82ORUlLttmDt0rWY38yYZmVwciZwB"
            "UvHM20qxBZf40w=="
        ),
        files={"dist/pbf.js": "pbf.js", "LICENSE": "LICENSE"},
    ),
    Package(
        name="protomaps-leaflet",
        version="5.1.0",
        integrity=(
            "sha512-N0YY1Gbw5nZ9n8VUOvwHKm/w3zhTTuaZEeMZl8doHemeM4ujGPp2otI6t4Sgqrz8iM4svx2r"
            "pG1Q17rHkOWSaA=="
        ),
        files={"dist/protomaps-leaflet.js": "protomaps-leaflet.js", "LICENSE": "LICENSE"},
    ),
    Package(
        name="pmtiles",
        version="4.5.0",
        integrity=(
            "sha512-CBeD4SoUluFziGdy/8k7FOjQxQy486n+929W/tWophauvMICpkZ26vGBWhDt/6b1FZQWNaf4"
            "jFdT/5+q0Wii5w=="
        ),
        files={"dist/pmtiles.js": "pmtiles.js"},
        licence_beside="protomaps-leaflet",
    ),
    # Preact with its hooks and htm in one module that imports nothing: the desk's view library.
    Package(
        name="htm",
        version="3.1.1",
        integrity=(
            "sha512-983Vyg8NwUE7JkZ6NmOqpCZ+sh1bKv2iYTlUkzlWmA5JD2acKoxd4KVxbMmxX/85mtfdnDmT"
            "FoNKcg5DGAvxNQ=="
        ),
        files={"preact/standalone.module.js": "preact.js", "LICENSE": "LICENSE"},
    ),
)


def integrity_of(archive: Path) -> str:
    """The archive's checksum in the form lock files use."""
    return "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()


def content_of(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    """The bytes of one regular file of an archive."""
    stream = tar.extractfile(member)
    return stream.read() if stream else b""


def unpack(package: Package, archive: Path, folder: Path) -> str:
    """Write the wanted files of an archive and return the package's licence expression.

    Raises:
        ValueError: the archive is not the pinned one, or lacks a wanted file.
    """
    found = integrity_of(archive)
    if found != package.integrity:
        raise ValueError(f"{package.name}@{package.version}: {found}, expected {package.integrity}")
    with tarfile.open(archive) as tar:
        members = {m.name.partition("/")[2]: m for m in tar.getmembers() if m.isfile()}
        for source, target in package.files.items():
            if source not in members:
                raise ValueError(f"{package.name}@{package.version} has no file {source}")
            path = folder / target
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content_of(tar, members[source]))
        return str(json.loads(content_of(tar, members["package.json"]))["license"])


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def vendor(root: Path = ROOT) -> None:
    """Replace the folders of all pinned packages and write the record."""
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is needed to fetch packages (Debian: npm)")
    record = []
    for package in PACKAGES:
        folder = root / package.name
        shutil.rmtree(folder, ignore_errors=True)
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run(  # noqa: S603  (fixed arguments)
                [npm, "pack", f"{package.name}@{package.version}", "--pack-destination", scratch],
                check=True,
                capture_output=True,
                cwd=scratch,
            )
            (archive,) = Path(scratch).glob("*.tgz")
            licence = unpack(package, archive, folder)
        names = sorted(package.files.values())
        if package.licence_beside:
            shutil.copyfile(root / package.licence_beside / "LICENSE", folder / "LICENSE")
            names.insert(0, "LICENSE")
        record.append(
            {
                "name": package.name,
                "version": package.version,
                "licence": licence,
                "integrity": package.integrity,
                "files": {target: sha256_of(folder / target) for target in names},
            }
        )
    (root / RECORD).write_text(json.dumps({"packages": record}, indent=2) + "\n", encoding="utf-8")


def differences(root: Path = ROOT) -> list[str]:
    """What differs between the files on disk, the record and the pinned packages."""
    record = json.loads((root / RECORD).read_text(encoding="utf-8"))["packages"]
    found = []
    pinned = [(p.name, p.version, p.integrity) for p in PACKAGES]
    if [(p["name"], p["version"], p["integrity"]) for p in record] != pinned:
        found.append(f"{RECORD} does not list the pinned packages")
    expected = {f"{p['name']}/{file}": sha for p in record for file, sha in p["files"].items()}
    present = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and path.name != RECORD
    }
    found += [f"{name} is not in {RECORD}" for name in sorted(present - expected.keys())]
    for name, sha in sorted(expected.items()):
        if name not in present:
            found.append(f"{name} is missing")
        elif sha256_of(root / name) != sha:
            found.append(f"{name} was changed")
    return found


def main() -> int:
    """Vendor, or check with `--check`; exit status 1 when something differs."""
    parser = argparse.ArgumentParser(description="Vendor npm packages into static/vendor.")
    parser.add_argument("--check", action="store_true", help="compare files with the record")
    if not parser.parse_args().check:
        vendor()
    problems = differences()
    for problem in problems:
        sys.stderr.write(f"static/vendor: {problem}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
