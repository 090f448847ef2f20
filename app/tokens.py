"""Bearer tokens: who may change what the service keeps.

A token is 256 random bits after a prefix that scanners for leaked secrets can look for. It is
shown once and kept as its SHA-256: a slow hash (bcrypt, Argon2) defends what people choose and
others can guess, and nobody guesses 256 bits, so it would only slow every request down.
"""

import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Literal, Protocol

from dateline.geo.errors import InvalidInput

MAPS_READ = "maps:read"
MAPS_WRITE = "maps:write"
MAPS_PUBLISH = "maps:publish"
MAPS_DELETE = "maps:delete"
METRICS_READ = "metrics:read"
TOKENS_MANAGE = "tokens:manage"
SCOPES = {
    MAPS_READ: "see drafts and versions, as all that follow can too",
    MAPS_WRITE: "make maps and change them, as drafts",
    MAPS_PUBLISH: "decide what the public sees",
    MAPS_DELETE: "delete maps",
    METRICS_READ: "read the counts at /metrics",
    TOKENS_MANAGE: "make and revoke tokens",
}
"""What a token can be good for."""
OF_AUTHORS = (MAPS_WRITE, MAPS_PUBLISH, MAPS_DELETE)
"""What a token is good for when nothing is said: the whole work of who makes maps."""
ROLES = {
    "author": (MAPS_READ, MAPS_WRITE),
    "editor": (MAPS_READ, MAPS_WRITE, MAPS_PUBLISH, MAPS_DELETE),
    "admin": (MAPS_READ, MAPS_WRITE, MAPS_PUBLISH, MAPS_DELETE, TOKENS_MANAGE),
}
"""What people at the desk may do, by scopes."""
LONGEST_DAYS = 3650

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_TOKEN = re.compile(r"dateline_([0-9a-f]{16})_[A-Za-z0-9_-]{43}")

State = Literal["active", "expired", "revoked"]


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What is kept of a token: enough to recognise it, not enough to use it.

    Attributes:
        name: Whose it is or what it is for.
        selector: The part by which it is looked up; no secret.
        digest: SHA-256 of the whole token.
        last_four: Its last characters, for a person to tell tokens apart.
        created: When it was made, in RFC 3339 (UTC), as are the others.
        expires: When it ceases to be good; None for never.
        revoked: When it was revoked; None when it was not.
    """

    name: str
    selector: str
    digest: bytes = field(repr=False)
    last_four: str
    scopes: tuple[str, ...]
    created: str
    expires: str | None = None
    revoked: str | None = None

    def state(self, now: datetime | None = None) -> State:
        """Whether it is good (now)."""
        if self.revoked is not None:
            return "revoked"
        if self.expires is not None and datetime.fromisoformat(self.expires) <= (now or _now()):
            return "expired"
        return "active"

    def role(self) -> str | None:
        """The most that its scopes suffice for, of ``ROLES``."""
        # Whoever may write sees drafts, whether or not that scope is named.
        scopes = {*self.scopes, MAPS_READ} if self.sees_drafts() else set(self.scopes)
        return next((one for one in reversed(ROLES) if scopes.issuperset(ROLES[one])), None)

    def sees_drafts(self) -> bool:
        """Whether it may see what is not published."""
        return any(scope.startswith("maps:") for scope in self.scopes)


class TokenLookup(Protocol):
    """What is asked of the store about tokens."""

    def token(self, selector: str) -> ApiToken | None:
        """The token with this selector, whatever its state."""
        ...


def issue(
    name: str,
    scopes: Iterable[str] = OF_AUTHORS,
    *,
    days: int | None = None,
    now: datetime | None = None,
) -> tuple[str, ApiToken]:
    """A new token.

    Args:
        name: Whose it is or what it is for.
        scopes: What it is good for (``SCOPES``).
        days: For how long; for ever when left out.
        now: When it is made.

    Returns:
        The token itself, which is nowhere else, and what is to be kept of it.

    Raises:
        InvalidInput: The name, a scope or the time cannot be.
    """
    wanted = tuple(dict.fromkeys(scopes))
    _check(name, wanted, days)
    made = now or _now()
    selector = secrets.token_hex(8)
    secret = f"dateline_{selector}_{secrets.token_urlsafe(32)}"
    return secret, ApiToken(
        name=name,
        selector=selector,
        digest=_digest(secret),
        last_four=secret[-4:],
        scopes=wanted,
        created=rfc3339(made),
        expires=rfc3339(made + timedelta(days=days)) if days is not None else None,
    )


def authenticate(secret: str, store: TokenLookup) -> ApiToken | None:
    """The active token that a client showed; None when it is none, or no longer good.

    Looked up by its selector and then compared whole in constant time, so that how long a wrong
    one takes reveals nothing about a valid one.
    """
    match = _TOKEN.fullmatch(secret)
    token = store.token(match[1]) if match else None
    if token is None or not hmac.compare_digest(token.digest, _digest(secret)):
        return None
    return token if token.state() == "active" else None


def rfc3339(moment: datetime) -> str:
    """A moment in UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _check(name: str, scopes: tuple[str, ...], days: int | None) -> None:
    if not _NAME.fullmatch(name):
        raise InvalidInput.of(
            f"{name[:80]!r} cannot be a token's name; give up to 64 letters, digits and . _ @ -, "
            "for example newsroom",
            "name",
        )
    unknown = [one for one in scopes if one not in SCOPES]
    if unknown or not scopes:
        what = f"there is no scope {unknown[0][:40]!r}" if unknown else "a token needs a scope"
        raise InvalidInput.of(f"{what}; known is {', '.join(SCOPES)}", "scope")
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise InvalidInput.of(f"give 1 to {LONGEST_DAYS} days, not {days}", "expires")


def _digest(secret: str) -> bytes:
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _now() -> datetime:
    return datetime.now(UTC)
