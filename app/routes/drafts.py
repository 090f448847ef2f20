"""Maps that the public does not see, for those whose token shows that they may."""

import json

from fastapi import Request

from dateline import geo
from dateline.app.desk.gate import SIGNED_IN
from dateline.app.store.base import Store
from dateline.app.store.versions import StoredVersion
from dateline.app.tokens import authenticate

PRIVATE = "private, no-cache"
"""Kept by nobody but who asked, and asked for again each time."""


def draft_for(request: Request, store: Store, map_id: str) -> StoredVersion | None:
    """The newest version of a map, if the request's token may see drafts.

    None in every other case: whoever may not see a draft is not to learn that there is one.
    """
    if who := request.scope.get(SIGNED_IN):
        return store.newest(map_id) if who.token.sees_drafts() else None
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    token = authenticate(secret.strip(), store)
    return store.newest(map_id) if token and token.sees_drafts() else None


def preview_page(kept: StoredVersion) -> bytes:
    """A version as a page that needs no server: what it would ask for is private, too."""
    return geo.DatelineMap(json.loads(kept.document)).to_html().encode()
