"""A language model behind an OpenAI-compatible endpoint, as a proposer of journeys and summits.

The standard library's client is enough for one request of one kind, follows no redirects (which
would carry the key elsewhere) and reads no proxy from the environment.
"""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from dateline.geo.model import EventKind, Mode, Status
from dateline.geo.reading.llm.proposals import Proposal, ProposalError

MAX_ANSWER = 1_000_000
"""Bytes of an answer that are read."""
MAX_CHARACTERS = 60_000
"""Characters of a report that are sent: what the models of today take in at once."""
_MOST = 200
"""Events of one answer that are looked at."""

_TASK = """\
You find journeys and summits in a news report. Answer with one JSON object and nothing else:
{"journeys": [{"quote": "...", "travellers": ["..."], "stops": ["..." or null, ...],
"mode": "air|train|sea|road|foot" or null, "status": "happened|ongoing|planned|cancelled"}],
"summits": [{"quote": "...", "participants": ["..."], "place": "..." or null, "status": "..."}]}
Every quote is copied from the report letter by letter. Names of people and places are written as
the report writes them; a place has to stand in its quote. "stops" go from the start to the end of
the way; null is an end that the report does not name. A journey is of someone in particular, a
summit is a meeting in person of leaders, officials or delegations. Never guess: leave out what the
report only holds possible."""


@dataclass(frozen=True)
class Endpoint:
    """Where and which model to ask.

    Attributes:
        url: Base address, up to the version: ``https://models.example/v1``.
        model: The model's name at that address.
        key: Sent as a bearer token; None sends none.
        timeout: Seconds for the whole answer.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = 30.0

    @property
    def name(self) -> str:
        """How to speak of it to a person."""
        return f"the model {self.model}"

    def propose(self, text: str) -> list[Proposal]:
        """The journeys and summits that the model finds in a text.

        Raises:
            ProposalError: The text is too long, the endpoint cannot be reached or does not answer
                in time, or its answer is no list of events.
        """
        if len(text) > MAX_CHARACTERS:
            raise ProposalError(
                f"the report has {len(text):,} characters, and {MAX_CHARACTERS:,} can be sent"
            )
        answer = _json(self._asked(text), "its answer is not JSON")
        try:
            content = answer["choices"][0]["message"]["content"]
        except (KeyError, IndexError, TypeError) as error:
            raise ProposalError("its answer has no choices[0].message.content") from error
        found = _json(_unfenced(str(content)), "what the model wrote is not JSON")
        if not isinstance(found, dict):
            raise ProposalError("what the model wrote is no JSON object")
        return list(_proposals(found))

    def _asked(self, text: str) -> bytes:
        body = {
            "model": self.model,
            "temperature": 0,
            "response_format": {"type": "json_object"},
            "messages": [
                {"role": "system", "content": _TASK},
                {"role": "user", "content": text},
            ],
        }
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        try:
            return _posted(self.url, json.dumps(body).encode(), headers, self.timeout)
        except TimeoutError as error:
            raise ProposalError(f"no answer within {self.timeout:g} seconds") from error
        except (OSError, HTTPException, ValueError) as error:
            raise ProposalError(f"{self.url} cannot be asked ({error})") from error


def _posted(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> bytes:
    """What the endpoint answers.

    Raises:
        ProposalError: It answers with another status than 200, or with too much.
        OSError, HTTPException, ValueError: It cannot be reached, or the address is none.
    """
    address = urlsplit(f"{url.rstrip('/')}/chat/completions")
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ValueError("no web address")
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    deadline = time.monotonic() + timeout
    connection = kind(address.hostname, address.port, timeout=timeout)
    try:
        connection.request("POST", address.path, body, dict(headers))
        response = connection.getresponse()
        if response.status != 200:
            raise ProposalError(f"{url} answered {response.status}")
        return _body(response, deadline)
    finally:
        connection.close()


def _body(response: HTTPResponse, deadline: float) -> bytes:
    """The body, as far as it comes in time and is not too long."""
    parts: list[bytes] = []
    size = 0
    while True:
        if time.monotonic() > deadline:
            raise TimeoutError
        part = response.read1(65_536)
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
        if size > MAX_ANSWER:
            raise ProposalError(f"its answer has more than {MAX_ANSWER:,} bytes")


def _json(data: bytes | str, complaint: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ProposalError(complaint) from error


def _unfenced(content: str) -> str:
    """What a model wrote without the fence that some put around code."""
    text = content.strip()
    if text.startswith("```") and text.endswith("```"):
        text = text[3:-3].strip().removeprefix("json")
    return text


def _proposals(found: Mapping[str, Any]) -> Iterator[Proposal]:
    """The events of an answer; what is not of the form asked for is passed over."""
    kinds = ((EventKind.JOURNEY, "journeys"), (EventKind.SUMMIT, "summits"))
    for kind, key in kinds:
        events = found.get(key)
        for event in events[:_MOST] if isinstance(events, list) else ():
            proposal = _proposal(kind, event) if isinstance(event, dict) else None
            if proposal is not None:
                yield proposal


def _proposal(kind: EventKind, event: Mapping[str, Any]) -> Proposal | None:
    journey = kind is EventKind.JOURNEY
    people = event.get("travellers" if journey else "participants")
    places = event.get("stops") if journey else [event.get("place")]
    quote, status, mode = event.get("quote"), event.get("status"), event.get("mode")
    if not isinstance(quote, str) or not 0 < len(quote) <= 5000:
        return None
    if status not in list(Status) or (mode is not None and mode not in list(Mode)):
        return None
    if not isinstance(people, list) or not all(_is_name(name) for name in people):
        return None
    if not isinstance(places, list) or not all(p is None or _is_name(p) for p in places):
        return None
    return Proposal(
        kind, quote, tuple(people[:50]), tuple(places[:50]), Status(status),
        Mode(mode) if mode and journey else None,
    )  # fmt: skip


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= 300
