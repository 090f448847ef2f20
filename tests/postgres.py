"""A private PostgreSQL server with PostGIS: its own folder, a Unix socket, no network port."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg

DATABASE = "dateline"
_USER = "postgres"
# Nothing here has to outlive a power cut. What is killed in tests is Dateline, not the server.
_OPTIONS = "-c fsync=off -c full_page_writes=off -c listen_addresses='' -c max_connections=60"


def missing() -> str:
    """Which Debian package the server needs and this machine lacks; empty when all is there."""
    binaries = _binaries()
    if binaries is None:
        return "no PostgreSQL here: apt-get install postgresql-15-postgis-3"
    if not any((folder / "postgis.control").exists() for folder in _extensions(binaries)):
        return "PostgreSQL has no PostGIS here: apt-get install postgresql-15-postgis-3"
    return ""


class PostgresServer:
    """A server in a folder of its own.

    Attributes:
        url: Address of its one database, which has PostGIS.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self.url = f"postgresql:///{DATABASE}?host={quote(str(folder), safe='')}&user={_USER}"

    @classmethod
    @contextmanager
    def started(cls) -> Iterator["PostgresServer"]:
        """A new server, stopped and removed at the end."""
        # Not pytest's own folder, which another user cannot enter; and short, as sockets need it.
        with tempfile.TemporaryDirectory(prefix="dateline-pg-") as name:
            folder = Path(name)
            if os.getuid() == 0:
                shutil.chown(folder, _USER)
            server = cls(folder)
            server._run(
                "initdb",
                "-U",
                _USER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
                "--locale=C.UTF-8",
                "-D",
                str(server._data),
            )
            server.start()
            try:
                server._run("createdb", "-h", str(folder), "-U", _USER, DATABASE)
                server._run(
                    "psql",
                    "-q",
                    "-h",
                    str(folder),
                    "-U",
                    _USER,
                    "-d",
                    DATABASE,
                    "-c",
                    "CREATE EXTENSION postgis",
                )
                yield server
            finally:
                server.stop()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-k {self._folder} {_OPTIONS}"
        log = self._folder / "log"
        self._run("pg_ctl", "-w", "-D", str(self._data), "-l", str(log), "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once; whoever is connected loses the connection."""
        self._run("pg_ctl", "-w", "-D", str(self._data), "-m", "fast", "stop")

    @contextmanager
    def replica(self) -> Iterator["PostgresServer"]:
        """A second server that follows this one, and can be read alone."""
        with tempfile.TemporaryDirectory(prefix="dateline-pg-") as name:
            folder = Path(name)
            if os.getuid() == 0:
                shutil.chown(folder, _USER)
            follower = PostgresServer(folder)
            follower._run(
                "pg_basebackup", "-h", str(self._folder), "-U", _USER, "-D", str(follower._data),
                "--write-recovery-conf", "--checkpoint=fast", "--no-sync",
            )  # fmt: skip
            follower.start()
            try:
                yield follower
            finally:
                follower.stop()

    def kill(self) -> None:
        """Kill it and all its processes, as when it crashes."""
        postmaster = int((self._data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for pid in (postmaster, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while any(map(_runs, (postmaster, *map(int, children)))):
            time.sleep(0.01)
        # Where nobody reaps the dead, as in many containers, their numbers look alive to it.
        (self._data / "postmaster.pid").unlink()
        (self._folder / ".s.PGSQL.5432.lock").unlink()

    def wait(self) -> None:
        """Wait until it answers again."""
        while not self._answers():
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *arguments: str) -> None:
        binaries = _binaries()
        assert binaries is not None
        # The server refuses to run as root.
        user = _USER if os.getuid() == 0 else None
        group = pwd.getpwnam(_USER).pw_gid if user else None
        done = subprocess.run(
            [str(binaries / program), *arguments],
            cwd=self._folder, user=user, group=group, extra_groups=[] if user else None,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            check=False, timeout=60,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}")


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def _binaries() -> Path | None:
    """Where the newest server's programs are: Debian keeps them out of the path."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: float(one.parts[4])
    )
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _extensions(binaries: Path) -> tuple[Path, ...]:
    """Where the server looks for extensions: Debian's folder, and others'."""
    version, share = binaries.parent.name, binaries.parent / "share"
    debian = Path("/usr/share/postgresql") / version
    return tuple(one / "extension" for one in (debian, share, share / "postgresql"))
