"""The OGC's conformance tests, as far as they are ported to Python, and schemathesis."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients.conftest import Service, run

PORT = Path(__file__).parents[3] / "shared" / "tools" / "oaf_check.py"
"""A port of the OGC's suite that stands beside the repository where there is one."""

RUN_WITH_HTTPX2 = """
import runpy, sys, httpx2
sys.modules["httpx"] = httpx2  # the port asks for the client by its former name
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""

SETTINGS = """
hooks = "hooks.py"

[checks.negative_data_rejection]
# What it takes for a refusal, and 414: texts that are too long may make the whole address so.
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 414, 415, 422, 428, 429, "5xx"]
"""

HOOKS = """
import schemathesis

@schemathesis.hook
def filter_case(context, case):
    limit = str((case.query or {}).get("limit"))
    return not limit.isdecimal() or int(limit) <= 10_000
"""
"""Leaves out limits above the greatest: OGC API - Features has them mean the greatest."""


@pytest.mark.parametrize("name", ["places", "summits", "events"])
def test_the_port_of_the_ogc_suite_passes(service: Service, name: str) -> None:
    if not PORT.exists():
        pytest.xfail("the port is not beside the repository; tests/app/ogc asserts the same")
    told = run(sys.executable, "-c", RUN_WITH_HTTPX2, PORT, service.url, name)
    assert "fail 0" in told.splitlines()[-1], told


def test_schemathesis_finds_nothing(service: Service, tmp_path: Path) -> None:
    """Every operation with examples at the edges of its schema, beyond them, and at random.

    One check is left out: that whatever has the form that the schema tells is accepted. No schema
    can tell which filters are CQL2 and which days there are; that such are accepted, and others
    refused by name, stands in tests/app/ogc.
    """
    settings = tmp_path / "schemathesis.toml"
    settings.write_text(SETTINGS)
    (tmp_path / "hooks.py").write_text(HOOKS)
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        *("--config-file", str(settings)),
        *("run", f"{service.url}/openapi.json", "--url", service.url),
        *("--exclude-checks", "positive_data_acceptance"),
        *("--max-examples", "15", "--seed", "1", "--workers", "1", "--no-color"),
        # Only for a service that never answers: a busy machine may take long.
        *("--request-timeout", "300"),
    ]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=1_800,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    assert done.returncode == 0, done.stdout[-20_000:]
