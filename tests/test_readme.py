"""The commands of the README, run as they are written there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCKS = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
COMMANDS = [
    line.partition(" #")[0].strip()
    for block in BLOCKS
    for line in block.splitlines()
    if line.startswith("dateline ")
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples and a `dateline` command, as in a checkout."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "examples").symlink_to(ROOT / "examples")
    command = folder / "bin" / "dateline"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dateline "$@"\n')
    command.chmod(0o755)
    return folder


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 6


def test_the_commands_run_in_their_order(folder: Path) -> None:
    environment = os.environ | {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    for command in COMMANDS:
        done = subprocess.run(
            command, shell=True, cwd=folder, env=environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stderr}"
    assert (folder / "map.html").stat().st_size > 100_000
    assert len((folder / "found.jsonl").read_text().splitlines()) == 3
