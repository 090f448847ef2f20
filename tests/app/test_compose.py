"""The compose file, as far as it can be held against Dateline without Docker."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from dateline.app.cli.main import app
from dateline.app.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def service() -> Any:
    return YAML(typ="safe").load(ROOT / "compose.yaml")["services"]["dateline"]


def test_it_builds_from_what_is_here(service: Any) -> None:
    assert (ROOT / service["build"] / "Dockerfile").is_file()


def test_its_settings_are_settings(service: Any) -> None:
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in service["environment"].items()
        if name.startswith(PREFIX)
    }
    settings = Settings(**given)
    assert settings.database_url is not None
    assert settings.store_name == "a PostgreSQL database"


def test_its_command_is_one_of_ours(service: Any) -> None:
    program, command, *options = service["command"]
    assert program == "dateline"
    told = CliRunner().invoke(app, [command, "--help"])
    assert told.exit_code == 0
    assert {one for one in options if one.startswith("--")} <= set(told.stdout.split())
