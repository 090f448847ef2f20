"""Listening: the service on a socket of its own, in one process or several."""

import os
import signal
import socket
import sys
import tempfile
import threading
from functools import partial
from types import FrameType

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors.multiprocess import Multiprocess

from dateline.app import logs
from dateline.app.connections import BoundedConfig, Bounds
from dateline.app.desk.sessions import local_token, new_code
from dateline.app.main import create_app
from dateline.app.metrics import SHARED_FOLDER
from dateline.app.settings import Settings
from dateline.app.store import open_store
from dateline.geo.errors import DatelineError, InvalidInput

if sys.platform != "win32":
    import resource

_ANYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - recognised, not listened on
_BACKLOG = 2048
_FILES_BESIDE_CONNECTIONS = 256


def run(settings: Settings, *, sign_in_link: bool = False) -> None:
    """Serve until a signal stops the process; the address is printed first.

    Args:
        settings: Of the service.
        sign_in_link: Whether to print an address, too, that signs in at the desk once, as an
            administrator.

    SIGTERM and SIGINT let requests under way be answered, for up to ``drain_seconds``.

    Raises:
        InvalidInput: The address cannot be listened on.
        StoreError: The store cannot be opened.
        DatelineError: A worker process could not start.
    """
    if settings.workers == 1:
        app = application(settings)
        listening = _listen_and_tell(settings, sign_in_link=sign_in_link)
        _end_quietly()
        uvicorn.Server(_config(settings, app)).run(sockets=[listening])
    else:
        # Made or brought forward here, once, and errors are reported on one line.
        open_store(settings).close()
        _run_workers(settings, _listen_and_tell(settings, sign_in_link=sign_in_link))


def application(settings: Settings) -> FastAPI:
    """The application of one process, with its logs and limits set."""
    logs.configure(settings.log_format, settings.log_level, access=settings.access_log)
    _allow_files(settings.max_connections + _FILES_BESIDE_CONNECTIONS)
    return create_app(settings)


def _run_workers(settings: Settings, listening: socket.socket) -> None:
    logs.configure(settings.log_format, settings.log_level, access=settings.access_log)
    with tempfile.TemporaryDirectory(prefix="dateline-metrics-") as shared:
        os.environ[SHARED_FOLDER] = shared
        config = _config(settings, partial(application, settings), factory=True)
        supervisor = Multiprocess(config, [listening])
        supervisor.run()
    if any(process.exitcode not in (0, -signal.SIGTERM) for process in supervisor.processes):
        raise DatelineError("a worker process could not start, or failed; the log has the reason")


def _config(settings: Settings, app: object, *, factory: bool = False) -> BoundedConfig:
    return BoundedConfig(
        app,
        Bounds(client_seconds=settings.client_seconds, connections=settings.max_connections),
        factory=factory,
        workers=settings.workers,
        log_config=None,  # logs.configure has done so
        access_log=False,  # there is one of our own
        proxy_headers=False,  # the app's own business: it knows which proxies to trust
        server_header=False,
        timeout_keep_alive=settings.keep_alive_seconds,
        timeout_graceful_shutdown=settings.drain_seconds,
    )


def _end_quietly() -> None:
    """Exit with status 0 on SIGTERM or SIGINT.

    uvicorn drains, and then raises the signal once more for whoever handled it before: without
    this, Python would die of it.
    """

    def nothing_left_to_do(_signal: int, _frame: FrameType | None) -> None:
        """The server has ended already."""

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, nothing_left_to_do)
        signal.signal(signal.SIGINT, nothing_left_to_do)


def _allow_files(wanted: int) -> None:
    """Let the process open so many files: often 1024 unless asked for more, as nginx does too."""
    if sys.platform == "win32":  # which has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))


def _listen_and_tell(settings: Settings, *, sign_in_link: bool) -> socket.socket:
    listening = _listen(settings.host, settings.port)
    host = "localhost" if settings.host in _ANYWHERE else settings.host
    shown = f"[{host}]" if ":" in host else host
    port = listening.getsockname()[1]
    address = f"http://{shown}:{port}{settings.root_path}/"
    where = settings.store_name if settings.database_url else f"from {settings.store_name}"
    print(f"Dateline serves {address} {where} (Ctrl+C stops it)", flush=True)
    if sign_in_link and settings.desk:
        print(f"The desk, good once: {address}desk/sign-in?code={_code(settings)}", flush=True)
    return listening


def _code(settings: Settings) -> str:
    store = open_store(settings)
    try:
        return new_code(store, local_token(store))
    finally:
        store.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise InvalidInput.of(
            f"cannot listen on {host}, port {port}: {_reason(error)}; give another with --host and "
            "--port, or DATELINE_HOST and DATELINE_PORT"
        ) from error
    # asyncio turns Nagle's algorithm off only for sockets that say they are TCP, which
    # create_server leaves open: an answer on a kept connection would then wait some 40 ms for the
    # client's acknowledgement of its head before its body is sent.
    return socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=listening.detach())


def _reason(error: OSError) -> str:
    # The words of the standard library repeat the address; those of the system do not.
    return os.strerror(error.errno).lower() if error.errno and error.errno > 0 else str(error)
