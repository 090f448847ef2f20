"""Sessions of the desk: a token that was shown once, kept as a cookie instead.

The secret in the cookie is 256 random bits, new at each sign-in, and kept as its SHA-256. Whether
its token still holds is asked with each request, so that revoking a token ends its sessions.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie

from dateline.app.store.base import Store
from dateline.app.store.desk import Session, SignInCode
from dateline.app.tokens import ROLES, ApiToken, authenticate, issue, rfc3339

COOKIE = "dateline_desk"
CSRF_HEADER = "x-csrf-token"
LOCAL = "local-desk"
LOCAL_DAYS = 30
CODE_MINUTES = 60
"""How long a link that signs in once may lie about."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who sends a request, as its session says."""

    session: Session
    token: ApiToken

    def sent_csrf(self, value: str) -> bool:
        """Whether this is the session's CSRF token."""
        return hmac.compare_digest(self.session.csrf.encode(), value.encode("utf-8", "replace"))


def sign_in(store: Store, secret: str, hours: float) -> tuple[str, Session] | None:
    """A new session for whoever shows a token that is good.

    Args:
        store: Keeps the session.
        secret: The token.
        hours: How long the session lasts; no longer than its token.

    Returns:
        What goes into the cookie, and the session; None for a token that is not good.
    """
    token = authenticate(secret.strip(), store)
    return _begin(store, token, hours) if token else None


def sign_in_by_code(store: Store, code: str, hours: float) -> tuple[str, Session] | None:
    """The same for a code that is good once; it is used up."""
    selector = store.desk.use_code(digest_of(code), _now())
    token = store.token(selector) if selector else None
    return _begin(store, token, hours) if token and token.state() == "active" else None


def new_code(store: Store, token: ApiToken) -> str:
    """A code that signs in once, as the holder of a token."""
    code = secrets.token_urlsafe(32)
    until = rfc3339(datetime.now(UTC) + timedelta(minutes=CODE_MINUTES))
    store.desk.add_code(SignInCode(digest_of(code), token.selector, until), _now())
    return code


def local_token(store: Store) -> ApiToken:
    """The token of whoever starts the service on a machine of their own; made when it is missing.

    Nobody has its secret: it represents what one-time links permit.
    """
    known = (one for one in store.tokens() if one.name == LOCAL)
    if (token := next((one for one in known if one.state() == "active"), None)) is None:
        store.revoke_token(LOCAL)
        _, token = issue(LOCAL, ROLES["admin"], days=LOCAL_DAYS)
        store.add_token(token)
    return token


def signed_in(store: Store, cookie: str) -> SignedIn | None:
    """Who a ``Cookie`` header belongs to; None when nobody is signed in by it (any more)."""
    secret = secret_in(cookie)
    session = store.desk.session(digest_of(secret), _now()) if secret else None
    token = store.token(session.token) if session else None
    if session is None or token is None or token.state() != "active":
        return None
    return SignedIn(session, token)


def secret_in(cookie: str) -> str:
    """The session's secret in a ``Cookie`` header; empty when there is none."""
    try:
        found = SimpleCookie(cookie).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _begin(store: Store, token: ApiToken, hours: float) -> tuple[str, Session]:
    now = datetime.now(UTC)
    secret = secrets.token_urlsafe(32)
    until = rfc3339(now + timedelta(hours=hours))
    session = Session(
        digest=digest_of(secret),
        token=token.selector,
        csrf=secrets.token_urlsafe(32),
        created=rfc3339(now),
        expires=min(until, token.expires or until),
    )
    store.desk.add_session(session)
    return secret, session


def _now() -> str:
    return rfc3339(datetime.now(UTC))
