"""What goes into the wheel."""

import tomllib
from pathlib import Path

from dateline.app.pages.assets import Assets

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_the_wheel_has_every_file_that_is_served_and_none_that_makes_them() -> None:
    wheel = CONFIG["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    taken: set[str] = set()
    for source, target in wheel.items():
        path = ROOT / source
        files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
        assert files, f"{source} is not there"
        for file in files:
            inside = (Path(target) / file.relative_to(path)).as_posix()
            if inside.startswith("dateline/geo/static/"):
                taken.add(inside.removeprefix("dateline/geo/static/"))
    assets = Assets(ROOT / "static")
    served = {
        one.relative_to(ROOT / "static").as_posix()
        for one in (ROOT / "static").rglob("*")
        if one.is_file() and one.suffix not in (".py", ".pyc") and not one.name.startswith(".")
    }
    assert all(assets.version(name) for name in served)
    assert taken == served
