"""The gazetteer over HTTP: the one that ships, and an operator's own places."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.app.main import create_app
from dateline.app.settings import Settings
from dateline.geo.errors import InvalidInput


def test_candidates_come_with_their_reasons(client: TestClient) -> None:
    answer = client.get("/geocode", params={"q": "Reykjavik"})
    assert answer.headers["content-type"] == "application/json"
    best = answer.json()["candidates"][0]
    assert best["country"] == "IS"
    assert best["lon"] == pytest.approx(-21.9, abs=0.2)
    assert best["lat"] == pytest.approx(64.1, abs=0.2)
    assert best["why"]
    assert best["source"]


def test_a_country_limits_the_candidates(client: TestClient) -> None:
    found = client.get("/geocode", params={"q": "Moscow", "country": "us"}).json()["candidates"]
    assert {one["country"] for one in found} == {"US"}


def test_a_position_draws_candidates_near_it(client: TestClient) -> None:
    params = {"q": "Springfield", "near": "-72.6,42.1", "limit": 1}
    (best,) = client.get("/geocode", params=params).json()["candidates"]
    assert best["admin1"] == "Massachusetts"


def test_no_candidates_is_a_result(client: TestClient) -> None:
    answer = client.get("/geocode", params={"q": "Xqzvwkjh"})
    assert (answer.status_code, answer.json()) == (200, {"candidates": []})


def test_what_is_near_a_position_comes_nearest_first(client: TestClient) -> None:
    params = {"lon": 131.9, "lat": 43.1, "limit": 3}
    found = client.get("/reverse", params=params).json()["candidates"]
    assert len(found) == 3
    assert found[0]["country"] == "RU"
    assert "km away" in found[0]["why"][0]


def test_an_answer_is_not_sent_twice(client: TestClient) -> None:
    address = "/reverse?lon=0&lat=51.5"
    etag = client.get(address).headers["etag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/geocode", "q"),
        ("/geocode?q=", "q"),
        ("/geocode?q=%20%20", "q"),
        ("/geocode?q=%00", "q"),
        (f"/geocode?q={'a' * 301}", "q"),
        ("/geocode?q=100,200", "q"),
        ("/geocode?q=Oslo&country=Norway", "country"),
        ("/geocode?q=Oslo&country=XX", "country"),
        ("/geocode?q=Oslo&near=oslo", "near"),
        ("/geocode?q=Oslo&near=1", "near"),
        ("/geocode?q=Oslo&near=1,2,3", "near"),
        ("/geocode?q=Oslo&near=181,0", "near"),
        ("/geocode?q=Oslo&near=nan,0", "near"),
        ("/geocode?q=Oslo&limit=0", "limit"),
        ("/geocode?q=Oslo&limit=51", "limit"),
        ("/geocode?q=Oslo&limit=ten", "limit"),
        ("/geocode?q=Oslo&lang=en", "lang"),
        ("/geocode?q=Oslo&q=Bergen", "q"),
        ("/reverse?lat=1", "lon"),
        ("/reverse?lon=181&lat=1", "lon"),
        ("/reverse?lon=1&lat=-91", "lat"),
        ("/reverse?lon=1&lat=nan", "lat"),
        ("/reverse?lon=inf&lat=1", "lon"),
        ("/reverse?lon=1&lat=1&limit=1e9", "limit"),
    ],
)
def test_bad_input_is_400_and_named(client: TestClient, address: str, field: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_an_unknown_parameter_tells_which_are_known(client: TestClient) -> None:
    (error,) = client.get("/geocode?q=Oslo&lang=en").json()["errors"]
    assert "q, country, near, limit" in error["message"]


def test_an_operators_own_places_are_found(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "name,lon,lat,feature_code,country,source\nGalley Newsdesk,10.5,59.5,PPL,NO,own list\n"
    )
    client = TestClient(create_app(Settings(data_dir=tmp_path, gazetteer_extra=own)))
    (found,) = client.get("/geocode?q=Galley+Newsdesk").json()["candidates"][:1]
    assert (found["lon"], found["lat"]) == (10.5, 59.5)


def test_a_mistake_in_an_operators_own_places_is_told_at_the_start(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("name,lon,lat,feature_code,country,source\nNowhere,500,59.5,PPL,NO,own list\n")
    with pytest.raises(InvalidInput):
        create_app(Settings(data_dir=tmp_path, gazetteer_extra=own))
