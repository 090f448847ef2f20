"""Documents of versions as they are kept: compressed where that makes them smaller."""

import brotli

from app.content import Encoding, compress
from app.store.records import DocumentRecord

Packed = tuple[Encoding, bytes]
"""In which encoding a document is kept, and what is kept of it."""


def pack(document: bytes) -> Packed:
    """A document as it is to be kept, and in which encoding."""
    smaller = compress(document, "br", thorough=True)
    return ("identity", document) if smaller is None else ("br", smaller)


def packed(document: DocumentRecord) -> Packed:
    """The same of a document that is compressed already."""
    return ("identity", document.identity) if document.br is None else ("br", document.br)


def unpack(encoding: str, body: bytes) -> bytes:
    """A document from what was kept of it."""
    return brotli.decompress(body) if encoding == "br" else body
