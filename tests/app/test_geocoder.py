"""The geocoder that an operator chose, and what it could not ask."""

import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dateline.app.cli.main import main
from dateline.app.geocoder import look_up, open_geocoder
from dateline.app.settings import Settings

AGENT = "tests-of-dateline/1.0 (maps@example.org)"
REASON = "; Nominatim could not be asked ("


@pytest.fixture
def refusing() -> Iterator[str]:
    """The address of a provider that turns everybody away."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(403)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    http.server_close()
    thread.join()


@pytest.fixture
def online(refusing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    given = {
        "data_dir": str(tmp_path),
        "geocoder": "nominatim",
        "geocoder_url": refusing,
        "geocoder_user_agent": AGENT,
    }
    for name, value in given.items():
        monkeypatch.setenv(f"DATELINE_{name.upper()}", value)
    return Settings()


def test_the_gazetteer_alone_fails_nobody(settings: Settings) -> None:
    geocoder = open_geocoder(settings)
    assert look_up(geocoder, "Oslo", country="NO", limit=3).candidates[0].name == "Oslo"
    nothing = look_up(geocoder, "Qwrtzville upon Nowhere")
    assert (nothing.candidates, nothing.failures) == ((), ())


def test_what_could_not_be_asked_is_told_beside_what_was_found(online: Settings) -> None:
    geocoder = open_geocoder(online)
    (failure,) = look_up(geocoder, "Qwrtzville upon Nowhere").failures
    assert failure.startswith("Nominatim could not be asked (")
    known = look_up(geocoder, "Oslo", limit=1)
    assert (len(known.candidates), known.failures) == (1, ())


@pytest.mark.usefixtures("online")
def test_the_command_line_does_not_take_a_failure_for_no_such_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["dateline", "geocode", "Qwrtzville upon Nowhere"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "no place is called 'Qwrtzville upon Nowhere' in the gazetteer" + REASON in line


@pytest.mark.usefixtures("online")
def test_programs_are_told_on_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["dateline", "geocode", "Qwrtzville upon Nowhere", "--json"]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 0
    output = capsys.readouterr()
    assert output.out == "[]\n"
    assert "Nominatim could not be asked (" in output.err
