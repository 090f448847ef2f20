"""The files that pages need, from the project's own ``static`` folder and nowhere else."""

import hashlib
import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from dateline.app.http.compression import Content, Encoding, compress, digest_of

_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".topojson": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".pmtiles": "application/vnd.pmtiles",
}
_COMPRESSED_ALREADY = {".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".woff2", ".gz", ".zip"}
_READ_IN_PARTS = {".pmtiles"}
_PRIVATE = (".py", ".pyc")
_VERSION_LENGTH = 12


@dataclass
class _Kept:
    """A file as read at one time, with the encodings made so far."""

    stamp: tuple[int, int]
    body: bytes
    digest: str
    variants: dict[Encoding, bytes | None] = field(default_factory=dict)


class Assets:
    """Static files, each read and compressed once, and read again when it changes on the disk.

    Only names found in the folder at the start are served, so that no request can reach another
    file, whatever its path looks like.

    Args:
        root: The folder.
        prefix: Path under which the files are served, with the root path if there is one.
    """

    def __init__(self, root: Path, prefix: str = "/static") -> None:
        self._prefix = prefix
        self._files: Mapping[str, Path] = {
            path.relative_to(root).as_posix(): path
            for path in sorted(root.rglob("*"))
            if path.is_file() and not path.name.startswith(".") and path.suffix not in _PRIVATE
        }
        self._kept: dict[str, _Kept] = {}
        self._digests: dict[str, tuple[tuple[int, int], str]] = {}
        self._lock = Lock()

    def url(self, name: str) -> str:
        """The address of a file, with a version that changes when the file does.

        Raises:
            KeyError: There is no such file.
        """
        return f"{self._prefix}/{name}?v={self.version(name)}"

    def version(self, name: str) -> str:
        """The version that the file's present address carries.

        Raises:
            KeyError: There is no such file.
        """
        digest = self._digest(name) if self.in_parts(name) else self._read(name).digest
        return digest[:_VERSION_LENGTH]

    @staticmethod
    def in_parts(name: str) -> bool:
        """Whether a file is large, never wanted whole and so not kept in memory."""
        return Path(name).suffix in _READ_IN_PARTS

    def file(self, name: str) -> tuple[Path, str]:
        """Where a file that is sent in parts is, and its strong ETag.

        Raises:
            KeyError: There is no such file.
        """
        return self._files[name], f'"{self._digest(name)}"'

    def content(self, name: str, encodings: Sequence[Encoding]) -> Content:
        """The file in the first of the encodings that makes it smaller.

        Raises:
            KeyError: There is no such file.
        """
        kept = self._read(name)
        compressible = self._files[name].suffix not in _COMPRESSED_ALREADY
        for encoding in encodings if compressible else ():
            if encoding == "identity":
                break
            if encoding not in kept.variants:
                kept.variants[encoding] = compress(kept.body, encoding, thorough=True)
            smaller = kept.variants[encoding]
            if smaller is not None:
                return Content(kept.digest, encoding, smaller)
        return Content(kept.digest, "identity", kept.body)

    @staticmethod
    def media_type(name: str) -> str:
        """The file's media type, by its ending."""
        suffix = Path(name).suffix.lower()
        guessed = _TYPES.get(suffix) or mimetypes.guess_type(name)[0]
        return guessed or "application/octet-stream"

    def _stamp(self, name: str) -> tuple[int, int]:
        try:
            status = self._files[name].stat()
        except FileNotFoundError:
            raise KeyError(name) from None
        return status.st_mtime_ns, status.st_size

    def _digest(self, name: str) -> str:
        stamp = self._stamp(name)
        known = self._digests.get(name)
        if known is None or known[0] != stamp:
            with self._files[name].open("rb") as file:
                known = stamp, hashlib.file_digest(file, "sha256").hexdigest()[:32]
            self._digests[name] = known
        return known[1]

    def _read(self, name: str) -> _Kept:
        path, stamp = self._files[name], self._stamp(name)
        kept = self._kept.get(name)
        if kept is None or kept.stamp != stamp:
            body = path.read_bytes()
            kept = _Kept(stamp, body, digest_of(body))
            with self._lock:
                self._kept[name] = kept
        return kept
