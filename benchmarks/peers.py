"""tipg and pygeoapi over a PostGIS of their own, to measure beside.

Both are installed apart from the project, each in an environment of its own; what is given here is
the Python of each:

    python -m venv /tmp/tipg && /tmp/tipg/bin/pip install tipg 'uvicorn[standard]'
    python -m venv /tmp/pygeoapi && /tmp/pygeoapi/bin/pip install pygeoapi 'uvicorn[standard]' \
        psycopg2-binary geoalchemy2 sqlalchemy pygeofilter starlette
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.bulk import features
from tests.postgres import DATABASE, PostgresServer

_TABLE = """CREATE TABLE public.events (
    gid integer PRIMARY KEY, id text, name text, status text, place text, kind text,
    quote text, plover_type text, plover_mode text, happened timestamptz,
    geom geometry(Point, 4326))"""
_INDEXES = (
    "CREATE INDEX ON public.events USING gist (geom)",
    "CREATE INDEX ON public.events (happened)",
    "ANALYZE public.events",
)


class _OverTcp(PostgresServer):
    """The server of the tests, on a port too: the peers know no other way to one."""

    def start(self) -> None:
        options = f"-k {self._folder} -c listen_addresses=127.0.0.1 -c max_connections=60"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-w", "-D", str(self._data), "-l", log, "-o", options, "start")


@contextmanager
def postgis(number: int) -> Iterator[str]:
    """A PostGIS with the same features in a plain table; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ["PGPORT"] = str(port)  # which the server and all its programs heed
    with _OverTcp.started():
        url = f"postgresql://postgres:none@127.0.0.1:{port}/{DATABASE}"
        with psycopg.connect(url, autocommit=True) as db:
            db.execute(_TABLE)
            with db.cursor().copy("COPY public.events FROM STDIN") as copy:
                for at, one in enumerate(features(number)):
                    told, (lon, lat) = one["properties"], one["geometry"]["coordinates"]
                    copy.write_row(
                        (at, one["id"], told["name"], told["status"], told["place"], told["kind"],
                         json.dumps(told["evidence"]), told["plover_type"], told["plover_mode"],
                         told["when"], f"SRID=4326;POINT({lon} {lat})")
                    )  # fmt: skip
            for statement in _INDEXES:
                db.execute(statement)
        yield url


def tipg(python: str, url: str, port: int) -> subprocess.Popen[bytes]:
    """Tipg on a port; its collection is ``public.events``."""
    environment = {**os.environ, "DATABASE_URL": url, "TIPG_DEFAULT_FEATURES_LIMIT": "10"}
    command = [python, "-m", "uvicorn", "tipg.main:app", "--port", str(port)]
    return subprocess.Popen(
        [*command, "--log-level", "warning", "--no-access-log"], env=environment
    )


def pygeoapi(python: str, url: str, port: int, folder: Path) -> subprocess.Popen[bytes]:
    """Pygeoapi on a port; its collection is ``events``."""
    parts = urlsplit(url)
    address = f"http://127.0.0.1:{port}"
    config = {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port},
            "url": address,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "gzip": False,
            "languages": ["en-US"],
            "limits": {"default_items": 10, "max_items": 10_000},
            "map": {"url": "", "attribution": ""},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": "t", "description": "d", "keywords": ["k"], "keywords_type": "theme",
                "terms_of_service": "t", "url": address,
            },
            "license": {"name": "n", "url": address},
            "provider": {"name": "n", "url": address},
            "contact": {"name": "n"},
        },
        "resources": {
            "events": {
                "type": "collection",
                "title": "Events",
                "description": "Events",
                "keywords": ["events"],
                "links": [],
                "extents": {"spatial": {"bbox": [-180, -90, 180, 90]}},
                "providers": [
                    {
                        "type": "feature",
                        "name": "PostgreSQL",
                        "data": {
                            "host": parts.hostname,
                            "port": parts.port,
                            "dbname": parts.path.lstrip("/"),
                            "user": parts.username,
                            "password": "none",
                            "search_path": ["public"],
                        },
                        "id_field": "gid",
                        "table": "events",
                        "geom_field": "geom",
                        "time_field": "happened",
                    }
                ],
            }
        },
    }  # fmt: skip
    path = folder / "pygeoapi.yml"
    path.write_text(json.dumps(config))  # which is YAML too
    openapi = folder / "openapi.yml"
    environment = {
        **os.environ,
        "PYGEOAPI_CONFIG": str(path),
        "PYGEOAPI_OPENAPI": str(openapi),
        "PATH": f"{Path(python).parent}:{os.environ['PATH']}",
    }
    told = subprocess.run(
        [str(Path(python).with_name("pygeoapi")), "openapi", "generate", str(path)],
        env=environment, capture_output=True, check=True,
    )  # fmt: skip
    openapi.write_bytes(told.stdout)
    command = [python, "-m", "uvicorn", "pygeoapi.starlette_app:APP", "--port", str(port)]
    return subprocess.Popen([*command, "--log-level", "error", "--no-access-log"], env=environment)
