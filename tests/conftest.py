"""What all tests share."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

# How long an example takes says something of the machine, not of the code.
settings.register_profile("dateline", deadline=None, derandomize=True)
settings.load_profile("dateline")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """In CI a skipped test is a failure: everything it needs was installed."""
    report = yield
    if os.environ.get("NO_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
    return report
