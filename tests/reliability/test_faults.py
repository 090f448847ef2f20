"""A disk that is full, a store that is locked, damaged, gone: answers that say so, nothing lost."""

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dateline.app.settings import Settings
from tests.reliability.service import Answer, Service, serving, token_for

REPORT = "Nobody said why. " * 24_000
"""Four hundred kilobytes: in a draft, so that it is kept and need not be read."""
SMALL_DISK = 8_000_000
MOST_MAPS = 60


def may_mount() -> bool:
    """Whether this process may mount a file system, as root outside of most containers."""
    probe = "mount -t tmpfs none /mnt && umount /mnt"
    return (
        sys.platform == "linux"
        and os.getuid() == 0
        and subprocess.run(["unshare", "-m", "sh", "-c", probe], check=False, stderr=-3).returncode
        == 0
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk that is full soon."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "dateline-test", disk], check=True
    )
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def post_draft(service: Service, token: str, map_id: str) -> Answer:
    """The answer to a long draft that is to be a map for everyone."""
    draft = {"id": map_id, "report": {"title": "Rain", "text": REPORT}}
    more = {"Authorization": f"Bearer {token}", "Content_Type": "application/json"}
    return service.ask("/maps?publish=true", "POST", json.dumps(draft).encode(), **more)


def fill(service: Service, token: str, first: int = 0) -> list[str]:
    """Send reports until one is refused; the ids of those that were kept."""
    kept = []
    for number in range(first, first + MOST_MAPS):
        answer = post_draft(service, token, f"rain-{number}")
        if answer.status != 201:
            problem = answer.problem()
            assert answer.status == 503
            assert "store" in problem["detail"]
            assert answer.headers["retry-after"]
            return kept
        kept.append(f"rain-{number}")
    pytest.fail("the disk never got full")


def assert_kept(service: Service, kept: list[str]) -> None:
    for map_id in kept:
        assert service.ask(f"/maps/{map_id}.geojson").status == 200
        assert service.ask(f"/maps/{map_id}").status == 200


def assert_file_is_whole(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def hold_to_size(service: Service, most: int) -> None:
    """Let the service's files grow no longer than so; the system refuses its writes then."""
    resource.prlimit(service.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def test_files_that_may_not_grow(tmp_path: Path) -> None:
    token = token_for(Settings(data_dir=tmp_path))
    with serving(tmp_path) as service:
        before = fill_a_little(service, token)
        hold_to_size(service, (tmp_path / "dateline.db").stat().st_size + SMALL_DISK // 2)
        kept = before + fill(service, token, first=len(before))
        refused = f"rain-{len(kept)}"
        assert service.ask(f"/maps/{refused}").status == 404
        assert_kept(service, kept)
        hold_to_size(service, resource.RLIM_INFINITY)
        assert post_draft(service, token, refused).status == 201
        assert service.stop() == 0
    assert_file_is_whole(tmp_path / "dateline.db")


def fill_a_little(service: Service, token: str) -> list[str]:
    ids = [f"rain-{number}" for number in range(3)]
    assert [post_draft(service, token, one).status for one in ids] == [201] * 3
    return ids


if may_mount():  # where not, the test above has the same refusals from the system

    def test_a_full_disk(small_disk: Path) -> None:
        token = token_for(Settings(data_dir=small_disk))
        with serving(small_disk) as service:
            kept = fill(service, token)
            assert kept
            assert_kept(service, kept)
            assert service.ask("/healthz").status == 200
            subprocess.run(
                ["mount", "-o", f"remount,size={4 * SMALL_DISK}", small_disk], check=True
            )
            assert post_draft(service, token, f"rain-{len(kept)}").status == 201
            assert service.stop() == 0
        assert_file_is_whole(small_disk / "dateline.db")


def test_a_file_that_another_process_has_locked(tmp_path: Path) -> None:
    token = token_for(Settings(data_dir=tmp_path))
    with (
        serving(tmp_path, store_busy_seconds="0.2") as service,
        closing(sqlite3.connect(tmp_path / "dateline.db", isolation_level=None)) as other,
    ):
        assert service.post(token, "before", "It rained in Oslo.").status == 201
        other.execute("BEGIN IMMEDIATE")
        refused = service.post(token, "during", "It rained in Oslo.")
        assert (refused.status, refused.problem()["status"]) == (503, 503)
        assert refused.headers["retry-after"]
        assert service.ask("/maps/before.geojson").status == 200
        assert service.ask("/healthz").status == 200
        other.execute("ROLLBACK")
        assert service.post(token, "during", "It rained in Oslo.").status == 201


def garbage(path: Path) -> None:
    path.write_bytes(b"this is no database, " * 1000)


def torn_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(os.urandom(100))


def cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize("damage", [garbage, torn_header, cut_off])
def test_a_damaged_file_is_told_at_the_start_and_left_alone(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    path = tmp_path / "dateline.db"
    with serving(tmp_path, "--examples") as service:
        assert service.ask("/maps").status == 200
    damage(path)
    damaged = path.read_bytes()
    command = [sys.executable, "-m", "dateline.app.cli.main", "serve", "--port", "0"]
    environment = {**os.environ, "DATELINE_DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert str(path) in line
    assert path.read_bytes() == damaged


def test_pages_that_are_damaged_while_the_service_runs(tmp_path: Path) -> None:
    path = tmp_path / "dateline.db"
    with serving(tmp_path, "--examples"):
        pass
    pages = path.stat().st_size // 4096
    whole = path.read_bytes()
    with serving(tmp_path) as service:
        assert service.ask("/maps/vladivostok-2019.geojson").status == 200
        with path.open("r+b") as file:
            for page in range(2, pages):
                file.seek(page * 4096)
                file.write(os.urandom(4096))
        seen = set()
        for address in ("/maps", "/maps/vladivostok-2019.geojson", "/maps/vladivostok-2019", "/"):
            answer = service.ask(address)
            seen.add(answer.status)
            if answer.status != 200:
                assert answer.problem()["status"] == 503
        assert 503 in seen
        # Put right, it is served again.
        with path.open("r+b") as file:
            file.write(whole)
        assert service.ask("/maps/vladivostok-2019.geojson").status == 200
        assert "Traceback" not in service.log()
        assert service.stop() == 0


def test_a_file_that_is_gone_is_told_by_the_health(tmp_path: Path) -> None:
    with serving(tmp_path, "--examples") as service:
        for one in tmp_path.glob("dateline.db*"):
            one.unlink()
        answer = service.ask("/healthz")
        assert answer.status == 503
        assert answer.problem()["instance"] == answer.headers["x-request-id"]


def test_killed_and_started_again_it_goes_on(tmp_path: Path) -> None:
    token = token_for(Settings(data_dir=tmp_path))
    with serving(tmp_path) as service:
        assert service.post(token, "rain", "It rained in Oslo.").status == 201
        service.stop(signal.SIGKILL)
    with serving(tmp_path) as service:
        assert service.ask("/maps/rain").status == 200


def test_a_copy_of_the_file_while_it_is_written_is_whole(tmp_path: Path) -> None:
    """As the documentation says to make one."""
    token = token_for(Settings(data_dir=tmp_path))
    with serving(tmp_path) as service:
        for number in range(5):
            assert service.post(token, f"rain-{number}", "It rained in Oslo.").status == 201
            with (
                closing(sqlite3.connect(tmp_path / "dateline.db")) as db,
                closing(sqlite3.connect(tmp_path / "copy.db")) as copy,
            ):
                db.backup(copy)
    shutil.move(tmp_path / "copy.db", tmp_path / "dateline.db")
    for more in tmp_path.glob("dateline.db-*"):
        more.unlink()
    with serving(tmp_path) as service:
        assert service.ask("/maps/rain-4").status == 200
