"""Logging to standard error, as text or JSON.

Every line has the id of its request. Lines contain paths without their
queries, and never a body or a header: no report and no token gets into the log.
"""

import json
import logging
import re
import sys
from datetime import UTC, datetime

from dateline.app.http.request_context import current
from dateline.app.settings import LogFormat, LogLevel

ACCESS = "dateline.access"
"""Name of the logger that has a line for each request."""

# uvicorn's `color_message` is its message again, with the codes of a terminal.
_OWN = {"request_id", "message", "color_message", *vars(logging.makeLogRecord({}))}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def configure(form: LogFormat, level: LogLevel, *, access: bool) -> None:
    """Send everything that is logged in this process, uvicorn's lines too, to standard error.

    Args:
        form: ``text`` is one line for a person, ``json`` one object a line.
        level: The least severe lines to write.
        access: Whether to write a line for each request.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Text() if form == "text" else _Json())
    handler.addFilter(_with_request_id)
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level.upper())
    logging.getLogger(ACCESS).setLevel(logging.INFO if access else logging.CRITICAL)


def _with_request_id(record: logging.LogRecord) -> bool:
    exchange = current()
    if exchange is not None and not hasattr(record, "request_id"):
        record.request_id = exchange.id
    return True


class _Json(logging.Formatter):
    """One JSON object: time, level, logger, message, and whatever else is known of the line."""

    def format(self, record: logging.LogRecord) -> str:
        """The object, in one line; a traceback, if there is one, is its member ``exception``."""
        line = {
            "time": _rfc3339(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **{k: v for k, v in vars(record).items() if k not in _OWN or k == "request_id"},
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class _Text(logging.Formatter):
    """Time, level, request, words, and whatever else is known as ``name=value``."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; a traceback, if there is one, follows on lines of its own."""
        # The message may contain client input, which must not be able to forge a line.
        words = _CONTROL.sub(lambda found: repr(found[0])[1:-1], record.getMessage())
        request = getattr(record, "request_id", "-")
        known = (f" {k}={v}" for k, v in vars(record).items() if k not in _OWN)
        line = f"{_rfc3339(record)} {record.levelname:7} {request} {words}{''.join(known)}"
        if record.exc_info:
            line += f"\n{self.formatException(record.exc_info)}"
        return line


def _rfc3339(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
