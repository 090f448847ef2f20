"""Fetches axe-core, which the accessibility tests run in the page, from the npm registry.

Run from the project's folder: ``python tests/browser/vendor.py``. axe-core is under the Mozilla
Public License 2.0; it is used by tests only and is no part of what is served or installed.
"""

import subprocess
import tarfile
import tempfile
from pathlib import Path

VERSION = "4.14.1"
FILES = ("axe.min.js", "LICENSE")


def main() -> None:
    """Put the files into ``tests/browser/vendor``."""
    folder = Path(__file__).parent / "vendor"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        pack = ["npm", "pack", "--silent", f"axe-core@{VERSION}", "--pack-destination", scratch]
        subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(scratch).glob("*.tgz")
        with tarfile.open(archive) as package:
            for name in FILES:
                member = package.extractfile(f"package/{name}")
                if member is None:
                    raise FileNotFoundError(name)
                target = folder / ("axe-core.LICENSE" if name == "LICENSE" else name)
                target.write_bytes(member.read())
    print(f"axe-core {VERSION}: {', '.join(FILES)}")


if __name__ == "__main__":
    main()
