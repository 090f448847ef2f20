"""Settings: read from the environment, checked, and every one of them documented."""

import logging
import os
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.settings import PREFIX, Settings, load_settings
from dateline.geo.errors import InvalidInput

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"
ROW = re.compile(r"^\| `(DATELINE_\w+)` \| (?:`([^`]*)`)? *\| \S.{20,} \|$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


def test_every_setting_is_documented_with_its_default() -> None:
    documented = dict(ROW.findall(DOCUMENT.read_text("utf-8")))
    defaults = {
        PREFIX + name.upper(): "" if field.default is None else str(field.default)
        for name, field in Settings.model_fields.items()
    }
    assert documented == defaults


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("port", "0", 0),
        ("data_dir", "/srv/dateline", Path("/srv/dateline")),
        ("root_path", "/news/", "/news"),
        ("root_path", "/", ""),
        ("base_url", "https://maps.example.org/", "https://maps.example.org"),
        ("base_url", "", None),
        ("frame_ancestors", "https://a.example, *.b.example", "https://a.example *.b.example"),
        ("frame_ancestors", "'self'", "'self'"),
        (
            "cors_origins",
            "https://a.example,http://localhost:3000",
            "https://a.example http://localhost:3000",
        ),
        ("trusted_proxies", "10.0.0.0/8, ::1", "10.0.0.0/8,::1"),
        ("trusted_proxies", "*", "*"),
        ("log_level", "INFO", "info"),
        ("log_level", "Warning", "warning"),
    ],
)
def test_a_setting_comes_from_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str, expected: Any
) -> None:
    monkeypatch.setenv(PREFIX + name.upper(), given)
    assert getattr(load_settings(), name) == expected


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("port", "eighty"),
        ("port", "70000"),
        ("port", "tcp://10.0.0.1:80"),
        ("host", " "),
        ("cache_seconds", "-1"),
        ("store_busy_seconds", "nan"),
        ("base_url", "maps.example.org"),
        ("base_url", "https://maps.example.org/?a=b"),
        ("base_url", "javascript:alert(1)"),
        ("root_path", "news"),
        ("root_path", "/a b"),
        ("frame_ancestors", "https://a.example; script-src *"),
        ("frame_ancestors", "https://a.example\r\nSet-Cookie: a=b"),
        ("cors_origins", "a.example"),
        ("cors_origins", "https://a.example/path"),
        ("trusted_proxies", "proxy.example"),
        ("geocoder", "google"),
        ("write_rate", "often"),
        ("metrics_from", "prometheus.example"),
        ("geocoder_timeout", "0"),
        ("gazetteer_extra", "/nowhere/places.csv"),
        ("log_level", "loud"),
    ],
)
def test_a_value_that_cannot_be_is_told_by_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str
) -> None:
    variable = PREFIX + name.upper()
    monkeypatch.setenv(variable, given)
    with pytest.raises(InvalidInput) as caught:
        load_settings()
    assert [problem.field for problem in caught.value.problems] == [variable]


@pytest.mark.parametrize("path", ["/maps", "/maps/of-news", "/static", "/docs", "/geocode"])
def test_a_root_path_that_is_an_address_of_our_own_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(InvalidInput, match=r"begins with none of .*/docs.*/maps.*/static") as told:
        create_app(Settings(data_dir=tmp_path, root_path=path))
    assert [one.field for one in told.value.problems] == ["DATELINE_ROOT_PATH"]


@pytest.mark.parametrize("path", ["/news", "/maps-of-news", "/news/maps"])
@pytest.mark.parametrize("stripped", [True, False])
def test_a_root_path_works_whether_or_not_the_proxy_takes_it_off(
    tmp_path: Path, path: str, stripped: bool
) -> None:
    client = TestClient(create_app(Settings(data_dir=tmp_path, root_path=path)))
    before = "" if stripped else path
    for address in ("/", "/maps", "/docs"):
        assert client.get(before + address).status_code == 200


def test_every_bad_value_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PORT", "x")
    monkeypatch.setenv("DATELINE_GEOCODER", "x")
    with pytest.raises(InvalidInput) as caught:
        load_settings()
    assert {one.field for one in caught.value.problems} == {"DATELINE_PORT", "DATELINE_GEOCODER"}


def test_an_online_geocoder_needs_to_say_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_GEOCODER", "photon")
    with pytest.raises(InvalidInput, match="DATELINE_GEOCODER_USER_AGENT"):
        load_settings()
    monkeypatch.setenv("DATELINE_GEOCODER_USER_AGENT", "newsroom-maps/1.0 (maps@example.org)")
    assert load_settings().geocoder == "photon"


def test_a_misspelt_variable_is_warned_of(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DATELINE_FRAME_ANCESTOR", "*")
    monkeypatch.setenv("DATELINE_PORT", "1")
    with caplog.at_level(logging.WARNING):
        load_settings()
    assert caplog.messages == ["DATELINE_FRAME_ANCESTOR is no setting; DATELINE_FRAME_ANCESTORS is"]


def test_the_store_is_in_the_data_folder_unless_said_otherwise() -> None:
    assert Settings(data_dir=Path("/a")).database_path == Path("/a/dateline.db")
    assert Settings(data_dir=Path("/a"), database=Path("/b/c.db")).database_path == Path("/b/c.db")
