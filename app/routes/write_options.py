"""Options of requests that change a map: preconditions, publishing, idempotency.

``If-Match`` and ``If-None-Match`` as in RFC 9110 section 13, ``Idempotency-Key`` as in the IETF's
draft-ietf-httpapi-idempotency-key-header.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from dateline.app.routes.auth import Author, require_scope
from dateline.app.routes.idempotency import IdempotencyKey
from dateline.app.routes.preconditions import write_precondition
from dateline.app.store.versions import Precondition
from dateline.app.tokens import MAPS_PUBLISH, ApiToken


async def whether_to_publish(
    author: Author,
    publish: Annotated[
        bool,
        Query(
            description="Whether the public is to see it at once; needs the scope "
            f"{MAPS_PUBLISH}. Else it is a draft, which its authors see alone."
        ),
    ] = False,
) -> bool:
    """What the query says of publishing, if the token allows it."""
    if publish:
        require_scope(author, MAPS_PUBLISH)
    return publish


Publish = Annotated[bool, Depends(whether_to_publish)]


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How a new version is written.

    Attributes:
        author: The token that it is sent with.
        publish: Whether the public is to see it at once.
        condition: What has to hold of the map's newest version.
        key: The request's ``Idempotency-Key``.
    """

    author: ApiToken
    publish: bool
    condition: Precondition
    key: str | None


async def write_options(
    author: Author,
    publish: Publish,
    condition: Annotated[Precondition, Depends(write_precondition)],
    key: IdempotencyKey,
) -> WriteOptions:
    """The options in a request."""
    return WriteOptions(author, publish, condition, key)


Options = Annotated[WriteOptions, Depends(write_options)]
