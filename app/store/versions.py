"""What authors see of a map and the public does not: its versions, and who did what when.

The public sees one version of a map, or none. Authors work on the newest, which is a draft until
it is published. Every version is kept and never changed; bringing one back makes a new one of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from dateline.geo.errors import DatelineError

COMMAND_LINE = "(command line)"
"""Author of what is done by the operator; no token can be called so."""

Action = Literal[
    "map made",
    "map changed",
    "map published",
    "map unpublished",
    "map deleted",
    "map restored",
    "map erased",
    "token made",
    "token revoked",
    "store imported",
]
State = Literal["published", "draft", "earlier"]


class NotThere(DatelineError):
    """The map or version to be changed does not exist."""


class PreconditionFailed(DatelineError):
    """A precondition does not hold: somebody else has changed the map."""


class DuplicateRequest(DatelineError):
    """A request with this idempotency key was processed already."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a map.

    Attributes:
        number: 1 for the first; a map that was deleted and made again goes on counting.
        etag: Content hash of its draft and documents, without quotes.
        digest: Content hash of its whole-map document, without quotes.
        title: The report's title.
        counts: Number of features by layer.
        author: Name of the token that it was sent with, or ``COMMAND_LINE``.
        created: When it was made, in RFC 3339 (UTC).
        state: ``published`` is what the public sees, ``draft`` is the newest if that is another,
            all others are ``earlier``.
    """

    map_id: str
    number: int
    etag: str
    digest: str
    title: str
    counts: Mapping[str, int]
    author: str
    created: str
    state: State


def state_of(number: int, current: int | None, published: int | None) -> State:
    """The state of a version, given the numbers in its map's pointer; None when there is no map."""
    if number == published:
        return "published"
    return "draft" if number == current else "earlier"


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version with all that it takes to bring it back: its draft and the whole map as GeoJSON."""

    version: Version
    draft: str
    document: bytes


@dataclass(frozen=True, slots=True)
class LatestVersion:
    """The newest version of a map, and the map's pointer.

    Attributes:
        current: Its number; None when the map was deleted.
        published: Number of the version that the public sees; None when it sees none.
    """

    version: Version
    current: int | None
    published: int | None


@dataclass(frozen=True, slots=True)
class MapPointer:
    """A map's pointer: its current and its published version.

    Attributes:
        current: Number of its newest version.
        published: Number of the version that the public sees; None when it sees none.
        updated: When what the public sees was last changed, in RFC 3339; None when it sees none.
        etag: Of the newest version, as is ``digest``.
    """

    map_id: str
    current: int
    published: int | None
    updated: str | None
    etag: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to which map (or token) when. Nothing of any report is in it.

    Attributes:
        subject: The map's id, or the token's name.
        version: Number of the version concerned.
    """

    time: str
    author: str
    action: str
    subject: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Precondition:
    """Precondition of a change on a map's newest version (RFC 9110 section 13.1).

    Attributes:
        absent: There is no such map (``If-None-Match: *``).
        present: There is one (``If-Match: *``).
        etags: It is one of these, by the version's ``etag`` or ``digest`` (``If-Match: "..."``).
    """

    absent: bool = False
    present: bool = False
    etags: frozenset[str] | None = None

    def check(self, map_id: str, pointer: MapPointer | None) -> None:
        """See whether it holds.

        Raises:
            PreconditionFailed: It does not.
        """
        if pointer is None:
            if self.present or self.etags is not None:
                raise PreconditionFailed(f"there is no map {map_id!r}")
            return
        if self.absent:
            raise PreconditionFailed(f"there is a map {map_id!r} already")
        if self.etags is not None and not self.etags & {pointer.etag, pointer.digest}:
            raise PreconditionFailed(
                f"the map {map_id!r} has changed meanwhile: its newest version is "
                f'{pointer.current}, "{pointer.etag}"'
            )


ANY = Precondition()
"""Holds always."""


@dataclass(frozen=True, slots=True)
class IdempotentRequest:
    """A request with an ``Idempotency-Key``: a repetition gets the stored response.

    Attributes:
        owner: Selector of the token that it came with: keys of others are other keys.
        key: What the client calls it.
        request: Digest of the request, which is to be the same when the key is.
        answer: Makes what is to be answered; kept together with the change, all or nothing.
    """

    owner: str
    key: str
    request: str
    answer: Callable[["Written"], bytes] = lambda _: b""


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """The stored response of an idempotent request."""

    request: str
    answer: bytes


@dataclass(frozen=True, slots=True)
class Written:
    """A change that was made.

    Attributes:
        version: The version concerned, after the change.
        new: Whether there was no map by its id before.
    """

    version: Version
    new: bool = False
