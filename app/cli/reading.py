"""What ``dateline read`` does: one report to a draft, or many as JSON lines to JSON lines."""

import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache, partial
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from dateline import geo
from dateline.app.process_pool import ProcessPool, ProcessPoolError
from dateline.app.settings import Settings
from dateline.geo.draft.model import Draft
from dateline.geo.draft.yaml_file import dump_draft
from dateline.geo.errors import DatelineError, InvalidInput
from dateline.geo.reading.document.cleaning import plain_report, publication_date
from dateline.geo.reading.document.language import NAMES
from dateline.geo.reading.events.facts import EventTrace
from dateline.geo.reading.explain import explain_mentions, explanation_lines
from dateline.geo.reading.jsonl import line_of
from dateline.geo.reading.llm.endpoint import Endpoint
from dateline.geo.reading.llm.proposals import Proposer, with_proposals
from dateline.geo.when import When

MAX_LINE = 8_000_000
"""Bytes of one JSON line: the longest text allowed, with everything in it escaped."""
_AHEAD = 16
"""Lines read ahead for each process; bounds the memory and keeps all of them busy."""


@dataclass(frozen=True)
class ReportDraft:
    """A report that was read.

    Attributes:
        notes: What a person should know, one sentence each.
    """

    draft: Draft
    notes: tuple[str, ...]

    @property
    def yaml(self) -> str:
        """The draft as a person corrects it."""
        return dump_draft(self.draft)


def read_report(
    data: bytes,
    *,
    title: str | None = None,
    published: str | None = None,
    encoding: str | None = None,
    extra: Path | None = None,
    proposer: Proposer | None = None,
) -> ReportDraft:
    """Read one report.

    Args:
        data: Plain text or an HTML page.
        title: Its title; the page's own, or the first sentence, when left out.
        published: ISO 8601 date or date-time of publication; the page's own when left out.
        encoding: Encoding of the data; found out when left out.
        extra: The operator's own places, beside the gazetteer.
        proposer: Asked for events that the rules did not find; nobody when left out.

    Raises:
        InvalidInput: The data cannot be read, or the date is none.
    """
    report = plain_report(data, encoding)
    notes = [report.note] if report.note else []
    when = _published(published) if published else None
    if when is None and report.published:
        when = _published_or_none(report.published)
    draft = _world(extra).reader.read(report.text, title=title or report.title, published=when)
    if draft.report.language != "en":
        notes.append(_other_language(draft.report.language))
    if proposer is not None:
        draft, note = with_proposals(draft, proposer)
        notes.append(note)
    if when is None:
        notes.append("no date of publication: 'on Monday' and the like stay open (--published)")
    return ReportDraft(draft, tuple(notes))


def read_lines(
    lines: BinaryIO,
    write: Callable[[str], object],
    complain: Callable[[str], object],
    *,
    jobs: int = 1,
    seconds: float | None = None,
    extra: Path | None = None,
    proposer: Proposer | None = None,
) -> tuple[int, int]:
    """Read reports as JSON lines, and write what they say as JSON lines, in order.

    Each report gives one line. One that cannot be read gives ``{"id": ..., "error": "..."}`` and
    does not affect the others.

    Args:
        lines: Objects with ``text`` and, as far as known, ``id``, ``title`` and ``published``.
        write: Takes each line of output, without its end.
        complain: Takes a sentence about each report that failed, and about what is doubtful in
            others, with the number of its line.
        jobs: Processes to use. One that dies, or takes too long, is replaced.
        seconds: Longest time for one report; None for any.
        extra: The operator's own places, beside the gazetteer.
        proposer: Asked for events that the rules did not find; nobody when left out.

    Returns:
        How many reports failed, and how many there were.
    """
    failed = total = 0
    read = partial(_result, extra=extra, proposer=proposer)
    for number, result in _results(lines, jobs, read, seconds):
        for note in result.notes:
            complain(f"line {number}: {note}")
        total += 1
        failed += result.failed
        write(result.line)
    return failed, total


def proposer_of(
    settings: Settings, endpoint: str | None = None, model: str | None = None
) -> Proposer | None:
    """The model that the operator, or whoever gives the command, wants to be asked.

    Args:
        settings: Where an endpoint may be set.
        endpoint: Another one for this command.
        model: Another model for this command.

    Raises:
        InvalidInput: The endpoint is no web address, or the model is not named.
    """
    url, model = endpoint or settings.reader_url, model or settings.reader_model
    if url is None:
        if model is not None:
            raise InvalidInput.of("needs the endpoint that has the model", "model")
        return None
    if not url.startswith(("http://", "https://")):
        raise InvalidInput.of(f"{url!r} is no web address; give https://.../v1", "endpoint")
    if model is None:
        raise InvalidInput.of("needs the name of the model to ask there", "endpoint")
    # The key goes to the address it was set for, and to no other.
    own = settings.reader_key is not None and url == settings.reader_url
    key = settings.reader_key.get_secret_value() if own and settings.reader_key else None
    return Endpoint(url, model, key, settings.reader_timeout)


@dataclass(frozen=True)
class _Result:
    """A line of output, what to say about it, and whether it is an error."""

    line: str
    notes: tuple[str, ...] = ()
    failed: bool = False


def _results(
    lines: BinaryIO, jobs: int, read: "_ReadLine", seconds: float | None
) -> Iterator[tuple[int, _Result]]:
    numbered = ((number, line) for number, line in _lines(lines) if line is None or line.strip())
    waiting: deque[tuple[int, Future[_Result]]] = deque()
    most = jobs * _AHEAD if jobs > 1 else 1
    # The pool is closed first: its end is what the threads wait for when the caller gives up.
    with ThreadPoolExecutor(jobs) as threads, closing(ProcessPool()) as pool:
        for number, line in numbered:
            waiting.append((number, threads.submit(_in_process, pool, read, line, seconds)))
            while waiting and (len(waiting) >= most or waiting[0][1].done()):
                yield _next_done(waiting)
        while waiting:
            yield _next_done(waiting)


def _next_done(waiting: "deque[tuple[int, Future[_Result]]]") -> tuple[int, _Result]:
    number, done = waiting.popleft()
    return number, done.result()


def _in_process(
    pool: ProcessPool, read: "_ReadLine", line: bytes | None, seconds: float | None
) -> _Result:
    try:
        return pool.run(read, line, seconds=seconds)
    except ProcessPoolError as error:
        report_id = None
        with suppress(InvalidInput):
            report_id = _given(line).get("id")
        return _failure(report_id, str(error))


def _lines(lines: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers; None for one that is too long to be kept in memory."""
    number = 0
    while line := lines.readline(MAX_LINE + 1):
        number += 1
        if len(line) <= MAX_LINE:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = lines.readline(MAX_LINE)
        yield number, None


_ReadLine = Callable[[bytes | None], _Result]


def _result(line: bytes | None, *, extra: Path | None, proposer: Proposer | None) -> _Result:
    """One line read; whatever is wrong with it becomes the ``error`` of its result."""
    report_id = None
    try:
        given = _given(line)
        report_id = given.get("id")
        text = _text(given)
        notes = []
        published = None
        if given.get("published") is not None:
            published = _published_or_none(given["published"])
            if published is None:
                notes.append(f"published {given['published']!r:.60} is no ISO 8601 date; left open")
        world = _world(extra)
        reading = world.reader.read_traced(
            text, title=str(given.get("title") or ""), published=published
        )
        draft = reading.draft
        if draft.report.language != "en":
            notes.append(_other_language(draft.report.language))
        if proposer is not None:
            draft, note = with_proposals(draft, proposer)
            notes.append(note)
        return _Result(_json(world.line(report_id, draft, reading.traces)), tuple(notes))
    except DatelineError as error:
        return _failure(report_id, str(error))
    except Exception as error:  # noqa: BLE001 -- a fault in one report must not stop the others
        return _failure(report_id, f"{type(error).__name__}: {error}")


def _failure(report_id: Any, what: str) -> _Result:
    what = " ".join(what.split())
    return _Result(_json({"id": report_id, "error": what}), (f"not read: {what}",), failed=True)


def _json(value: dict[str, Any]) -> str:
    line = json.dumps(value, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        # Half of a surrogate pair, which JSON can escape and UTF-8 cannot hold.
        return json.dumps(value)
    return line


def _given(line: bytes | None) -> dict[str, Any]:
    if line is None:
        raise InvalidInput.of(f"more than {MAX_LINE / 1e6:.0f} MB in one line")
    try:
        given = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_finite)
    except UnicodeDecodeError as error:
        raise InvalidInput.of(f"not UTF-8 (byte {error.start})") from error
    except (ValueError, RecursionError) as error:
        raise InvalidInput.of(f"not JSON: {error}") from error
    if not isinstance(given, dict):
        raise InvalidInput.of('not a JSON object; give {"id": ..., "text": ...}')
    return given


def _text(given: dict[str, Any]) -> str:
    text = given.get("text")
    if not isinstance(text, str):
        raise InvalidInput.of("has to be there, as a string", "text")
    return text


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is no number of JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError(f"the number {digits:.20} is too large")
    return number


def _published(value: str) -> When:
    try:
        return When.parse(value)
    except ValidationError as error:
        # As text it has lines of Pydantic's own; the message says what was wrong.
        said = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise InvalidInput.of(said, "published") from error
    except ValueError as error:
        raise InvalidInput.of(str(error), "published") from error


def _published_or_none(value: Any) -> When | None:
    """A date of publication that comes with the report; a wrong one is as good as none."""
    stamp = publication_date(str(value))
    return When.parse(stamp) if stamp else None


def _other_language(code: str) -> str:
    return (
        f"the report is in {NAMES.get(code, code)}: its places are offered, journeys and summits"
        " are read from English only"
    )


class _World:
    """The gazetteer and the reader of this process, opened once."""

    def __init__(self, extra: Path | None) -> None:
        self._gazetteer = geo.Gazetteer.open(extra=extra)
        self.reader = geo.Reader(self._gazetteer)

    def explain(self, text: str, title: str, published: When | None) -> Iterator[str]:
        """What each mention and each event rests on, in lines."""
        reading, context = self.reader.read_explained(text, title=title, published=published)
        event_map = geo.geocode(reading.draft, self._gazetteer)
        yield from explanation_lines(explain_mentions(context, event_map))
        for event, trace in zip(event_map.events, reading.traces, strict=True):
            yield f"{event.kind.value}  {event.title} ({event.status.value})"
            yield f"  said by: “{event.evidence[0].quote}”"
            if trace is not None:
                yield f"  frame:   {trace.explanation}"

    def line(
        self, report_id: Any, draft: Draft, traces: Sequence[EventTrace | None]
    ) -> dict[str, Any]:
        """The draft geocoded, as one JSON object."""
        return line_of(report_id, geo.geocode(draft, self._gazetteer), traces)


@cache
def _world(extra: Path | None) -> _World:
    return _World(extra)


def explain_report(
    data: bytes,
    *,
    title: str | None = None,
    published: str | None = None,
    encoding: str | None = None,
    extra: Path | None = None,
) -> Iterator[str]:
    """Explain a report's places and events, line by line.

    Arguments and errors are those of :func:`read_report`.
    """
    report = plain_report(data, encoding)
    when = _published(published) if published else None
    if when is None and report.published:
        when = _published_or_none(report.published)
    return _world(extra).explain(report.text, title or report.title, when)
