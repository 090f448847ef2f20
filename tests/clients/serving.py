"""The service in a process of its own, which writes down what it is asked.

    python -m tests.clients.serving DATA_FOLDER NOTES_FILE

In the tests' own process it could not answer: GDAL keeps Python's lock while it waits.
"""

import json
import socket
import sys
from pathlib import Path
from urllib.parse import parse_qsl

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.app.main import create_app
from dateline.app.settings import Settings


def noting(app: ASGIApp, notes: Path) -> ASGIApp:
    """An application that notes path and parameters of each request."""
    out = notes.open("a", buffering=1)

    async def noted(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            given = parse_qsl(scope["query_string"].decode(), keep_blank_values=True)
            out.write(json.dumps([scope["path"], dict(given)]) + "\n")
        await app(scope, receive, send)

    return noted


if __name__ == "__main__":
    data, notes = map(Path, sys.argv[1:])
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    # However fast a client asks, no answer is about its haste.
    settings = Settings(data_dir=data, write_rate="off", costly_read_rate="off")
    app = noting(create_app(settings), notes)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
