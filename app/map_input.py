"""What a client sends to be made into a map: a report's text, or a draft."""

import codecs
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from dateline.app.map_builder import MadeMap, MapMaker
from dateline.geo.draft.model import Draft, DraftReport
from dateline.geo.draft.yaml_file import draft_from, draft_with_notes_from, load_draft_with_notes
from dateline.geo.errors import InvalidInput, Problem
from dateline.geo.reading.document.cleaning import plain_report, publication_date
from dateline.geo.text.headline import UNTITLED, headline_of

_CHARSETS = {"ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso8859-1", "iso8859-15"}
_CHARSETS |= {"cp1250", "cp1251", "cp1252"}
"""Others are refused: some of Python's (idna, punycode) take time that grows with the square."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ud800-\udfff]")
"""Control characters, and halves of surrogate pairs."""


@dataclass(frozen=True)
class GivenReport:
    """A report to be read.

    Attributes:
        language: Its language as the client says; None when it does not.
        notes: What the client should know of how it was understood.
        titled: Whether it came with its title, which is its first line otherwise.
    """

    report: DraftReport
    map_id: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
    titled: bool = False

    def called(self, map_id: str) -> "GivenReport":
        """The same, under the id that the map's address has.

        Raises:
            InvalidInput: It says itself that it is another map's.
        """
        _refuse_another(self.map_id, map_id)
        return replace(self, map_id=map_id)

    def build(self, maker: MapMaker) -> MadeMap:
        """Its map."""
        return maker.from_report(self.report, map_id=self.map_id, language=self.language)


@dataclass(frozen=True)
class GivenDraft:
    """A draft, and how it was written where that is worth keeping."""

    draft: Draft
    source: str | None = None
    notes: tuple[str, ...] = ()

    def called(self, map_id: str) -> "GivenDraft":
        """The same, under the id that the map's address has; as it was written, if it was.

        Raises:
            InvalidInput: It says itself that it is another map's.
        """
        _refuse_another(self.draft.id, map_id)
        return replace(self, draft=self.draft.model_copy(update={"id": map_id}))

    def build(self, maker: MapMaker) -> MadeMap:
        """Its map."""
        return maker.from_draft(self.draft, self.source)


def report_of_text(
    body: bytes, charset: str | None, facts: Mapping[str, str], *, html: bool = False
) -> GivenReport:
    """A report sent as plain text or as a web page.

    Args:
        body: The text.
        charset: How it is encoded, if the client says; found out when it does not.
        facts: Whatever else is known: ``id`` and fields of ``report`` in a draft.
        html: Whether the client says that it is a web page.

    Raises:
        InvalidInput: It is no text, or a fact cannot be.
    """
    page = plain_report(body, _charset(charset) if charset else None, html=html)
    known = dict(facts)
    if page.title:
        known.setdefault("title", page.title)
    if page.published and (published := publication_date(page.published)):
        known.setdefault("published", published)
    given = report_in_json({**known, "text": page.text})
    return replace(given, notes=(page.note,) if page.note else ())


def given_in_json(body: bytes) -> GivenReport | GivenDraft:
    """A report or a draft sent as JSON: a draft is what has a ``report`` in it.

    Raises:
        InvalidInput: It is no JSON, or neither of them, or does not hold.
    """
    data = json_value(body)
    if not isinstance(data, dict) or not ("report" in data or "text" in data):
        raise InvalidInput.of(
            "give an object: a report with `text`, or a draft with `report`, `places` and `events`"
        )
    if "report" in data:
        draft, notes = draft_with_notes_from(data)
        return GivenDraft(draft, notes=notes)
    return report_in_json(data)


def draft_in_yaml(body: bytes) -> GivenDraft:
    """A draft sent as YAML; it is kept as it is, with its comments.

    Raises:
        InvalidInput: It is no YAML, or does not hold.
    """
    draft, notes = load_draft_with_notes(body)
    return GivenDraft(draft, body.decode("utf-8-sig"), notes)


def _refuse_another(said: str | None, map_id: str) -> None:
    if said not in (None, map_id):
        raise InvalidInput.of(f"the address is that of {map_id!r}, not of {said!r}", "id")


def report_in_json(given: Mapping[str, Any]) -> GivenReport:
    """A report whose text and particulars are members of an object.

    Raises:
        InvalidInput: It has no text, or a member cannot be.
    """
    fields = {name: value for name, value in given.items() if name != "id"}
    text = fields.get("text")
    if isinstance(text, str):
        _refuse_what_is_no_text(text)
        if not fields.get("title"):
            fields["title"] = headline_of(text)
    elif not fields.get("title"):
        fields["title"] = UNTITLED  # the invalid text is reported below
    language = fields.pop("language", None)
    if language is not None:
        fields["language"] = language
    envelope: dict[str, Any] = {"report": fields}
    if given.get("id") is not None:
        envelope["id"] = given["id"]
    try:
        draft = draft_from(envelope)
    except InvalidInput as error:
        raise InvalidInput(
            [Problem(one.field.removeprefix("report."), one.message) for one in error.problems]
        ) from error
    told = draft.report.language if language else None
    return GivenReport(draft.report, draft.id, told, titled=bool(given.get("title")))


def _refuse_what_is_no_text(text: str) -> None:
    if found := _NO_TEXT.search(text):
        raise InvalidInput.of(
            f"character {found.start()} is U+{ord(found.group()):04X}, which no text has; "
            "give the report as plain text",
            "text",
        )


def _charset(name: str) -> str:
    found = ""
    with suppress(LookupError, ValueError):
        found = codecs.lookup(name).name
    if found not in _CHARSETS:
        raise InvalidInput.of(
            f"charset={name[:40]} is not known here; send the text as UTF-8 and say charset=utf-8"
        )
    return "utf-8-sig" if found == "utf-8" else found


def json_value(body: bytes) -> Any:
    """A body in JSON, with each name once in an object.

    Raises:
        InvalidInput: It is none.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput.of(f"the JSON is not UTF-8 (byte {error.start})") from error
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except RecursionError as error:
        raise InvalidInput.of("the JSON is nested too deeply") from error
    except ValueError as error:
        raise InvalidInput.of(f"not valid JSON: {error}") from error


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        ((twice, _),) = Counter(name for name, _ in pairs).most_common(1)
        raise InvalidInput.of("given twice in one object; give it once", twice[:80])
    return made


def _no_constant(name: str) -> NoReturn:
    raise InvalidInput.of(f"not valid JSON: {name} is no JSON number")
