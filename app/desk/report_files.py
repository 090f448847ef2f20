"""Reports in the files that newsrooms have: text, web pages, e-mails, Word documents."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from xml.etree import ElementTree

from dateline.app.map_input import GivenReport, report_in_json, report_of_text
from dateline.app.map_job import TEXT
from dateline.geo.errors import InvalidInput

HTML = "text/html"
EMAIL = "message/rfc822"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = (TEXT, HTML, EMAIL, WORD)

_DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, EOFError, OSError)
_LONGEST_PART = 20_000_000
"""Bytes of a part of a Word document, unpacked."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def report_in_file(
    media_type: str, charset: str | None, body: bytes, facts: Mapping[str, str]
) -> GivenReport:
    """A report in a file.

    Args:
        media_type: One of ``MEDIA_TYPES``.
        charset: How a text is encoded, if that is known.
        body: The file.
        facts: Whatever else is known, by the names of a report's fields.

    Raises:
        InvalidInput: There is no report in it.
    """
    if media_type == EMAIL:
        return _in_email(body, facts)
    if media_type == WORD:
        return _in_word(body, facts)
    return report_of_text(body, charset, facts)


def _in_email(body: bytes, facts: Mapping[str, str]) -> GivenReport:
    message = message_from_bytes(body, policy=policy.default)
    part = message.get_body(("html", "plain")) if isinstance(message, EmailMessage) else None
    if part is None:
        raise InvalidInput.of("the e-mail has no text in it", "text")
    payload = part.get_payload(decode=True)
    text = _as_utf8(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    given = report_of_text(text, "utf-8", {**_of_email(message), **facts})
    return replace(given, notes=("the text is that of an e-mail", *given.notes))


def _of_email(message: EmailMessage) -> dict[str, str]:
    """Title, publisher and date of an e-mail, as far as it has them."""
    found: dict[str, str] = {}
    subject = " ".join(str(message.get("subject", "")).split())
    name, address = parseaddr(str(message.get("from", "")))
    if subject:
        found["title"] = subject[:300]
    if name or address:
        found["publisher"] = (name or address)[:300]
    with suppress(ValueError, TypeError, OverflowError):
        found["published"] = parsedate_to_datetime(str(message.get("date", ""))).date().isoformat()
    return found


def _as_utf8(payload: bytes, charset: str | None) -> bytes:
    try:
        return payload.decode(charset or "utf-8").encode()
    except (LookupError, UnicodeError):
        return payload.decode("cp1252", "replace").encode()


def _in_word(body: bytes, facts: Mapping[str, str]) -> GivenReport:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as document:
            text = "\n\n".join(_paragraphs(_part(document, "word/document.xml")))
            title = _title(document)
    except (
        zipfile.BadZipFile,
        KeyError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
    ) as error:
        raise InvalidInput.of("the file is no Word document (.docx)") from error
    if not text.strip():
        raise InvalidInput.of("there is no text in the document", "text")
    known = {"title": title, **facts} if title else dict(facts)
    return report_in_json({**known, "text": text})


def _part(document: zipfile.ZipFile, name: str) -> ElementTree.Element:
    with document.open(name) as part:
        data = part.read(_LONGEST_PART + 1)
    if len(data) > _LONGEST_PART:
        raise InvalidInput.of("the document is larger than any report")
    if _DECLARATION.search(data):
        raise InvalidInput.of("the document declares entities, which no Word document does")
    try:
        return ElementTree.fromstring(data)  # noqa: S314 -- see above
    except ElementTree.ParseError as error:
        raise InvalidInput.of(f"the document is damaged: {error}") from error


def _paragraphs(root: ElementTree.Element) -> Iterator[str]:
    for paragraph in root.iter(f"{_W}p"):
        text = "".join(_runs(paragraph)).strip()
        if text:
            yield text


def _runs(paragraph: ElementTree.Element) -> Iterator[str]:
    for element in paragraph.iter():
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "


def _title(document: zipfile.ZipFile) -> str:
    if "docProps/core.xml" not in document.namelist():
        return ""
    title = _part(document, "docProps/core.xml").find(f"{_DC}title")
    return " ".join((title.text or "").split())[:300] if title is not None else ""
