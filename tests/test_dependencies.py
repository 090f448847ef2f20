"""What the package imports is what it declares, and public."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=;]", one)[0].replace("_", "-").lower() for one in requirements}


def imports() -> Iterator[tuple[Path, str]]:
    for folder in ("app", "geo"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    yield from ((path, one.name) for one in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield path, node.module


def test_every_package_that_is_imported_is_declared() -> None:
    declared = names(PROJECT["dependencies"])
    for extra in PROJECT["optional-dependencies"].values():
        declared |= names(extra)
    declared.add("psycopg-pool")  # psycopg[pool]
    known = packages_distributions()
    missing = {
        f"{path.relative_to(ROOT)}: {module}"
        for path, module in imports()
        if (top := module.partition(".")[0]) not in {*sys.stdlib_module_names, "dateline"}
        and not declared & {one.replace("_", "-").lower() for one in known.get(top, [top])}
    }
    assert missing == set()


def test_no_private_module_is_imported() -> None:
    private = {
        f"{path.relative_to(ROOT)}: {module}"
        for path, module in imports()
        if any(part.startswith("_") and not part.startswith("__") for part in module.split("."))
    }
    assert private == set()


@pytest.mark.parametrize(
    ("package", "arguments", "extra"),
    [
        ("pyogrio", "from dateline.geo import exports; exports.geopackage_of({}, None)", "gis"),
        (
            "psycopg",
            "from dateline.app.settings import Settings; from dateline.app.store import open_store;"
            " open_store(Settings(database_url='postgresql://localhost/none'))",
            "postgres",
        ),
    ],
)
def test_what_needs_an_extra_names_it(package: str, arguments: str, extra: str) -> None:
    program = f"import sys; sys.modules[{package!r}] = None; {arguments}"
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(f"pip install 'dateline[{extra}]'")
