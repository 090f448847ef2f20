"""Listening: the service on a socket of its own."""

import os
import socket

import uvicorn

from app import logs
from app.main import create_app
from app.settings import Settings
from geo.errors import InvalidInput

_ANYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - recognised, not listened on
_BACKLOG = 2048


def run(settings: Settings) -> None:
    """Serve until the process is told to stop, and print the address first.

    Raises:
        InvalidInput: The address cannot be listened on.
        StoreError: The store cannot be opened.
    """
    logs.configure(settings.log_format, settings.log_level, access=settings.access_log)
    app = create_app(settings)
    listening = _listen(settings.host, settings.port)
    host = "localhost" if settings.host in _ANYWHERE else settings.host
    shown = f"[{host}]" if ":" in host else host
    port = listening.getsockname()[1]
    address = f"http://{shown}:{port}{settings.root_path}/"
    print(f"Dateline serves {address} from {settings.database_path} (Ctrl+C stops it)", flush=True)
    # Forwarded headers are the app's own business: it knows which proxies to trust.
    config = uvicorn.Config(
        app, log_config=None, access_log=False, proxy_headers=False, server_header=False
    )
    uvicorn.Server(config).run(sockets=[listening])


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
