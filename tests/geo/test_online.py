"""Online geocoders against a local server that speaks Nominatim's and Photon's protocols."""

import json
import multiprocessing
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.exc import (
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)
from geopy.location import Location

from dateline.geo.errors import InvalidInput
from dateline.geo.model import Candidate
from dateline.geo.online import AnswerCache, Chain, Nominatim, OnlineGeocoder, Pacing, Photon

AGENT = "tests-of-dateline/1.0 (maps@example.org)"

ISLAND = {
    "osm_type": "relation",
    "osm_id": 1430616,
    "lat": "42.99",
    "lon": "131.82",
    "class": "place",
    "type": "island",
    "addresstype": "island",
    "name": "Russky Island",
    "display_name": "Russky Island, Vladivostok, Primorsky Krai, Russia",
    "importance": 0.4,
    "boundingbox": ["42.91", "43.08", "131.72", "131.92"],
    "address": {"state": "Primorsky Krai", "country": "Russia", "country_code": "ru"},
    "namedetails": {"name": "остров Русский", "name:en": "Russky Island"},
}
STATION = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [130.64, 42.43]},
    "properties": {
        "osm_type": "N",
        "osm_id": 77,
        "osm_key": "railway",
        "osm_value": "station",
        "type": "house",
        "name": "Khasan",
        "country": "Russia",
        "countrycode": "RU",
        "state": "Primorsky Krai",
    },
}


NOWHERE = '[{"lat": "nan", "lon": "131.8", "display_name": "Russky Island"}]'


@dataclass
class Reply:
    body: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def reply(value: Any, **headers: str) -> Reply:
    return Reply(json.dumps(value), headers=headers)


@dataclass
class Server:
    """What a provider will answer, in turn (the last one for ever), and what it was asked."""

    domain: str = ""
    replies: list[Reply] = field(default_factory=list)
    hang: threading.Event | None = None
    asked: list[tuple[str, dict[str, list[str]], str]] = field(default_factory=list)

    def next(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            state.asked.append((url.path, parse_qs(url.query), self.headers["User-Agent"]))
            if state.hang:
                state.hang.wait(10)
                return
            answer = state.next()
            body = answer.body.encode()
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.domain = f"127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield state
    if state.hang:
        state.hang.set()
    http.shutdown()
    http.server_close()
    thread.join()


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            self.slept.append(seconds)
            self.now += seconds

    def pacing(self, **settings: Any) -> Pacing:
        return Pacing(clock=self, sleep=self.sleep, **settings)


@pytest.fixture
def clock() -> Clock:
    return Clock()


Open = Callable[..., OnlineGeocoder]


@pytest.fixture
def nominatim(server: Server, clock: Clock) -> Open:
    def open_it(**settings: Any) -> OnlineGeocoder:
        settings.setdefault("pacing", clock.pacing())
        return Nominatim(AGENT, domain=server.domain, scheme="http", **settings)

    return open_it


@pytest.fixture
def photon(server: Server, clock: Clock) -> Open:
    def open_it(**settings: Any) -> OnlineGeocoder:
        settings.setdefault("pacing", clock.pacing())
        return Photon(AGENT, domain=server.domain, scheme="http", **settings)

    return open_it


class Offline:
    """A gazetteer of a few names."""

    def __init__(self, *places: Candidate) -> None:
        self.places = places

    def candidates(self, name: str, *, fuzzy: bool = True, **_: Any) -> list[Candidate]:
        near_enough = name[:4].lower() if fuzzy else name.lower()
        return [place for place in self.places if place.name.lower().startswith(near_enough)]

    def geocode(self, query: str, *, exactly_one: bool = True, limit: int = 10) -> Any:
        found = [
            Location(place.name, (place.lat, place.lon), place.model_dump())
            for place in self.candidates(query, fuzzy=False)
        ]
        return (found[0] if exactly_one else found[:limit]) if found else None

    def reverse(self, query: Any, *, exactly_one: bool = True) -> Any:
        here = [place for place in self.places if (place.lat, place.lon) == tuple(query)]
        return self.geocode(here[0].name, exactly_one=exactly_one) if here else None


VLADIVOSTOK = Candidate(
    source="geonames",
    source_id="2013348",
    name="Vladivostok",
    lon=131.87,
    lat=43.11,
    feature_class="P",
    feature_code="PPLA",
    country="RU",
    uncertainty_km=10,
    score=0.9,
    why=("the name is the same",),
)


def test_nominatim_answers_in_geopys_interface(server: Server, nominatim: Open) -> None:
    server.replies = [reply([ISLAND])]
    location = nominatim().geocode("Russky  Island")
    assert isinstance(location, Location)
    assert (location.latitude, location.longitude) == (42.99, 131.82)
    assert location.address == ISLAND["display_name"]
    assert location.raw == ISLAND
    path, query, agent = server.asked[0]
    assert path == "/search"
    assert query["q"] == ["russky island"]
    assert agent == AGENT


def test_photon_answers_in_geopys_interface(server: Server, photon: Open) -> None:
    server.replies = [reply({"type": "FeatureCollection", "features": [STATION]})]
    locations = photon().geocode("Khasan", exactly_one=False)
    assert [(place.latitude, place.longitude) for place in locations] == [(42.43, 130.64)]
    path, query, agent = server.asked[0]
    assert (path, query["q"], agent) == ("/api", ["khasan"], AGENT)


def test_a_list_holds_no_more_than_the_limit(server: Server, nominatim: Open) -> None:
    server.replies = [reply([ISLAND] * 4)]
    assert len(nominatim().geocode("Russky Island", exactly_one=False, limit=2)) == 2


def test_nominatims_candidates_speak_the_gazetteers_terms(server: Server, nominatim: Open) -> None:
    server.replies = [reply([ISLAND])]
    (found,) = nominatim().candidates("Russky Island", country="RU", near=(131.87, 43.11))
    assert (found.source, found.source_id) == ("nominatim", "relation/1430616")
    assert (found.feature_class, found.feature_code) == ("T", "ISL")
    assert (found.country, found.admin1) == ("RU", "Primorsky Krai")
    assert found.uncertainty_km == pytest.approx(12.4, abs=0.5)
    assert found.score > 0.7
    assert "the name is the same" in found.why
    asked = server.asked[0][1]
    assert asked["countrycodes"] == ["ru"]
    west, south, east, north = map(float, asked["viewbox"][0].split(","))
    assert west < 131.87 < east
    assert south < 43.11 < north


def test_a_name_in_another_language_counts_as_the_places_own(
    server: Server, nominatim: Open
) -> None:
    server.replies = [reply([ISLAND])]
    (found,) = nominatim().candidates("остров Русский", fuzzy=False)
    assert "another name of Russky Island" in found.why


def test_photons_candidates_speak_the_gazetteers_terms(server: Server, photon: Open) -> None:
    elsewhere = json.loads(json.dumps(STATION))
    elsewhere["properties"] |= {"countrycode": "KZ", "osm_id": 78}
    server.replies = [reply({"features": [elsewhere, STATION]})]
    (found,) = photon().candidates("Khasan", country="RU")
    assert (found.source, found.source_id) == ("photon", "node/77")
    assert (found.feature_class, found.feature_code, found.country) == ("S", "RSTN", "RU")
    assert 0 < found.uncertainty_km <= 1


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ({"class": "boundary", "type": "administrative", "addresstype": "country"}, ("A", "PCLI")),
        ({"class": "boundary", "type": "administrative", "addresstype": "state"}, ("A", "ADM1")),
        ({"class": "boundary", "type": "administrative", "addresstype": "city"}, ("P", "PPL")),
        ({"class": "natural", "type": "volcano"}, ("T", "VLC")),
        ({"class": "waterway", "type": "river"}, ("H", "STM")),
        ({"class": "aeroway", "type": "aerodrome"}, ("S", "AIRP")),
        ({"class": "amenity", "type": "embassy"}, ("S", None)),
    ],
)
def test_tags_become_feature_classes(
    server: Server, nominatim: Open, tag: dict[str, str], expected: tuple[str, str | None]
) -> None:
    server.replies = [reply([ISLAND | {"addresstype": ""} | tag])]
    (found,) = nominatim().candidates("Russky Island")
    assert (found.feature_class, found.feature_code) == expected


def test_a_box_over_the_antimeridian_is_narrow(server: Server, nominatim: Open) -> None:
    taveuni = ISLAND | {"boundingbox": ["-17.0", "-16.6", "179.8", "-179.8"], "lat": "-16.8"}
    server.replies = [reply([taveuni])]
    (found,) = nominatim().candidates("Russky Island")
    assert found.uncertainty_km < 50


@pytest.mark.parametrize(
    "damage",
    [
        {"lon": "181.5"},
        {"osm_id": None},
        {"address": ["RU"]},
        {"importance": "high"},
    ],
)
def test_an_answer_that_makes_no_sense_is_left_out(
    server: Server, nominatim: Open, damage: dict[str, Any]
) -> None:
    server.replies = [reply([ISLAND | damage, ISLAND | {"osm_id": 5}])]
    found = nominatim().candidates("Russky Island")
    assert [place.source_id for place in found] == ["relation/5"]


def test_nothing_known_is_none(server: Server, nominatim: Open, photon: Open) -> None:
    server.replies = [reply([])]
    assert nominatim().geocode("Qwertyville") is None
    assert nominatim().candidates("Qwertyville") == []
    server.replies = [reply({"features": []})]
    assert photon().geocode("Qwertyville") is None


def test_reverse_asks_for_the_point(server: Server, nominatim: Open) -> None:
    server.replies = [reply(ISLAND)]
    location = nominatim().reverse((42.99, 131.82))
    assert isinstance(location, Location)
    path, query, _ = server.asked[0]
    assert path == "/reverse"
    assert (float(query["lat"][0]), float(query["lon"][0])) == (42.99, 131.82)


def test_429_is_waited_out(server: Server, nominatim: Open, clock: Clock) -> None:
    server.replies = [Reply("slow down", 429), reply([ISLAND])]
    assert nominatim().geocode("Russky Island") is not None
    assert len(server.asked) == 2
    assert sum(clock.slept) >= 5.0


def test_retry_after_is_honoured(server: Server, nominatim: Open, clock: Clock) -> None:
    server.replies = [Reply("slow down", 429, {"Retry-After": "20"}), reply([ISLAND])]
    assert nominatim().geocode("Russky Island") is not None
    assert sum(clock.slept) >= 20.0


def test_a_long_retry_after_is_not_waited_for(
    server: Server, nominatim: Open, clock: Clock
) -> None:
    server.replies = [Reply("come back tomorrow", 429, {"Retry-After": "86400"})]
    with pytest.raises(GeocoderServiceError, match="86400"):
        nominatim().geocode("Russky Island")
    assert len(server.asked) == 1
    assert clock.slept == []


def test_a_server_that_fails_is_tried_again_then_left_alone(
    server: Server, nominatim: Open, clock: Clock
) -> None:
    server.replies = [Reply("oops", 500)]
    geocoder = nominatim(pacing=clock.pacing(max_retries=2, pause_seconds=60))
    with pytest.raises(GeocoderServiceError):
        geocoder.geocode("Russky Island")
    assert len(server.asked) == 3
    with pytest.raises(GeocoderUnavailable, match="500"):
        geocoder.geocode("Khasan")
    assert len(server.asked) == 3
    clock.now += 61
    server.replies = [reply([ISLAND])]
    assert geocoder.geocode("Khasan") is not None


def test_a_timeout_is_tried_again(server: Server, nominatim: Open, clock: Clock) -> None:
    server.hang = threading.Event()
    geocoder = nominatim(timeout=0.2, pacing=clock.pacing(max_retries=1))
    with pytest.raises(GeocoderTimedOut):
        geocoder.geocode("Russky Island")
    assert len(server.asked) == 2


def test_a_refusal_is_not_tried_again(server: Server, nominatim: Open) -> None:
    server.replies = [Reply("blocked", 403)]
    with pytest.raises(GeocoderInsufficientPrivileges):
        nominatim().geocode("Russky Island")
    assert len(server.asked) == 1


def test_a_question_that_was_wrong_does_not_pause_the_provider(
    server: Server, nominatim: Open
) -> None:
    server.replies = [Reply("bad query", 400), reply([ISLAND])]
    geocoder = nominatim()
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode("Russky Island;")
    assert geocoder.geocode("Russky Island") is not None


@pytest.mark.parametrize(
    "body", ["<html>502</html>", "[1, 2]", '"text"', "[{}]", '{"a": [}', "", NOWHERE]
)
def test_garbage_is_an_error_and_is_not_kept(
    server: Server, nominatim: Open, tmp_path: Path, body: str
) -> None:
    server.replies = [Reply(body), reply([ISLAND])]
    cache = AnswerCache(tmp_path / "cache.sqlite")
    with pytest.raises(GeocoderParseError):
        nominatim(cache=cache).geocode("Russky Island")
    assert nominatim(cache=cache).geocode("Russky Island") is not None


@pytest.mark.parametrize("body", ["[]", '{"features": [{"properties": {}}]}', "{}"])
def test_photons_garbage_is_an_error(server: Server, photon: Open, body: str) -> None:
    server.replies = [Reply(body)]
    with pytest.raises(GeocoderParseError):
        photon().geocode("Khasan")


def test_requests_keep_their_distance(server: Server, nominatim: Open, clock: Clock) -> None:
    server.replies = [reply([ISLAND])]
    geocoder = nominatim(pacing=clock.pacing(min_delay_seconds=1.0))
    for name in ("Yalta", "Sentosa", "Evian"):
        geocoder.geocode(name)
    assert clock.slept == [1.0, 1.0]


@pytest.mark.parametrize("agent", ["", "  ", "geopy/2.5.0", "Mozilla/5.0 (X11; Linux x86_64)"])
def test_a_user_agent_of_ones_own_is_required(agent: str) -> None:
    for provider in (Nominatim, Photon):
        with pytest.raises(InvalidInput, match="user_agent"):
            provider(agent)


def test_an_answer_is_asked_for_once(server: Server, nominatim: Open, tmp_path: Path) -> None:
    server.replies = [reply([ISLAND])]
    first = nominatim(cache=AnswerCache(tmp_path / "cache.sqlite"))
    location = first.geocode("Russky Island")
    assert first.geocode("RUSSKY  island") == location
    restarted = nominatim(cache=AnswerCache(tmp_path / "cache.sqlite"))
    assert restarted.geocode("Russky Island") == location
    assert len(server.asked) == 1
    assert restarted.geocode("Russky Island", country_codes="ru") == location
    assert len(server.asked) == 2


def test_no_such_place_is_believed_for_a_shorter_time(
    server: Server, nominatim: Open, tmp_path: Path, clock: Clock
) -> None:
    cache = AnswerCache(
        tmp_path / "cache.sqlite", keep_seconds=1000, keep_empty_seconds=100, now=clock
    )
    geocoder = nominatim(cache=cache, pacing=clock.pacing(min_delay_seconds=0))
    server.replies = [reply([])]
    assert geocoder.geocode("Newtown") is None
    assert geocoder.geocode("Newtown") is None
    assert len(server.asked) == 1
    clock.now += 101
    server.replies = [reply([ISLAND])]
    assert geocoder.geocode("Newtown") is not None
    clock.now += 101
    assert geocoder.geocode("Newtown") is not None
    assert len(server.asked) == 2
    clock.now += 1000
    geocoder.geocode("Newtown")
    assert len(server.asked) == 3


def test_providers_do_not_share_answers(
    server: Server, nominatim: Open, photon: Open, tmp_path: Path
) -> None:
    cache = AnswerCache(tmp_path / "cache.sqlite")
    server.replies = [reply([])]
    assert nominatim(cache=cache).geocode("Khasan") is None
    server.replies = [reply({"features": [STATION]})]
    assert photon(cache=cache).geocode("Khasan") is not None


def test_a_damaged_cache_is_set_aside(server: Server, nominatim: Open, tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    path.write_bytes(b"this is no database" * 500)
    server.replies = [reply([ISLAND])]
    geocoder = nominatim(cache=AnswerCache(path))
    assert geocoder.geocode("Russky Island") is not None
    assert geocoder.geocode("Russky Island") is not None
    assert len(server.asked) == 1
    assert path.with_name("cache.sqlite.damaged").read_bytes().startswith(b"this is no database")


def test_a_cache_that_cannot_be_written_only_costs_the_caching(
    server: Server, nominatim: Open, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    server.replies = [reply([ISLAND])]
    geocoder = nominatim(cache=AnswerCache(tmp_path / "file" / "cache.sqlite"))
    assert geocoder.geocode("Russky Island") is not None


def test_threads_share_a_cache(server: Server, nominatim: Open, tmp_path: Path) -> None:
    server.replies = [reply([ISLAND])]
    geocoder = nominatim(cache=AnswerCache(tmp_path / "cache.sqlite"))
    names = [f"Island {number % 5}" for number in range(60)]
    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(geocoder.geocode, names))
    assert all(found)
    assert len(server.asked) == 5


def test_the_gazetteer_goes_first(server: Server, nominatim: Open) -> None:
    chain = Chain([Offline(VLADIVOSTOK), nominatim()])
    assert chain.candidates("Vladivostok") == [VLADIVOSTOK]
    location = chain.geocode("Vladivostok")
    assert isinstance(location, Location)
    assert location.address == "Vladivostok"
    assert server.asked == []


def test_what_the_gazetteer_lacks_is_asked_online(server: Server, nominatim: Open) -> None:
    server.replies = [reply([ISLAND])]
    chain = Chain([Offline(VLADIVOSTOK), nominatim()])
    assert [place.source for place in chain.candidates("Russky Island")] == ["nominatim"]
    assert chain.geocode("Russky Island") is not None


def test_a_name_known_online_goes_before_a_guess_offline(server: Server, nominatim: Open) -> None:
    vladimir = ISLAND | {"name": "Vladikavkaz", "namedetails": {}}
    server.replies = [reply([vladimir])]
    chain = Chain([Offline(VLADIVOSTOK), nominatim()])
    assert [place.name for place in chain.candidates("Vladikavkaz")] == ["Vladikavkaz"]


def test_the_next_one_answers_for_one_that_fails(
    server: Server, nominatim: Open, photon: Open
) -> None:
    server.replies = [Reply("blocked", 403), reply({"features": [STATION]})]
    chain = Chain([Offline(), nominatim(), photon()])
    consulted = chain.consult("Khasan", fuzzy=False)
    assert [place.source for place in consulted.candidates] == ["photon"]
    (failure,) = consulted.failures
    assert "Nominatim could not be asked" in failure
    assert any("Nominatim could not be asked" in reason for reason in consulted.candidates[0].why)


def test_a_network_that_is_down_never_costs_the_offline_answer(
    server: Server, nominatim: Open
) -> None:
    server.replies = [Reply("oops", 500)]
    chain = Chain([Offline(VLADIVOSTOK), nominatim()], ask_all=True)
    (found,) = chain.candidates("Vladivostok")
    assert found.source_id == VLADIVOSTOK.source_id
    assert any("Nominatim could not be asked" in reason for reason in found.why)
    guessed = Chain([Offline(VLADIVOSTOK), nominatim()]).candidates("Vladivostock")
    assert [place.source_id for place in guessed] == [VLADIVOSTOK.source_id]


def test_no_answer_and_a_failure_is_not_the_same_as_no_such_place(
    server: Server, nominatim: Open
) -> None:
    server.replies = [Reply("oops", 500)]
    chain = Chain([Offline(), nominatim()])
    assert chain.candidates("Khasan") == []
    assert chain.consult("Khasan").failures
    with pytest.raises(GeocoderUnavailable, match="Nominatim"):
        chain.geocode("Khasan")


def test_all_are_asked_on_demand(server: Server, nominatim: Open) -> None:
    server.replies = [reply([ISLAND | {"name": "Vladivostok"}])]
    chain = Chain([Offline(VLADIVOSTOK), nominatim()], ask_all=True)
    sources = [place.source for place in chain.candidates("Vladivostok")]
    assert sources == ["geonames", "nominatim"]


def test_a_point_the_gazetteer_cannot_name_is_asked_online(server: Server, nominatim: Open) -> None:
    server.replies = [reply(ISLAND)]
    chain = Chain([Offline(VLADIVOSTOK), nominatim()])
    assert str(chain.reverse((43.11, 131.87))) == "Vladivostok"
    assert str(chain.reverse((42.99, 131.82))) == ISLAND["display_name"]


def _fill(path: Path, who: int) -> None:
    cache = AnswerCache(path)
    for number in range(20):
        cache.put(f"{who}/{number}", [Location(f"Place {who}", (1.0, 2.0), {"who": who})])


def test_processes_share_a_cache(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_fill, args=(path, who)) for who in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    cache = AnswerCache(path)
    kept = [cache.get(f"{who}/{number}") for who in range(2) for number in range(20)]
    assert all(answer is not None and len(answer.locations) == 1 for answer in kept)
