"""The shipped gazetteer, opened once."""

import pytest

from dateline.geo.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def world() -> Gazetteer:
    return Gazetteer.open()
