"""What requests that change a map have in common: their conditions, and that they may come twice.

``If-Match`` and ``If-None-Match`` as in RFC 9110 section 13, ``Idempotency-Key`` as in the IETF's
draft-ietf-httpapi-idempotency-key-header.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from dateline.app.routes.auth import Author, demand
from dateline.app.routes.idempotency import IdempotencyKey
from dateline.app.routes.preconditions import condition_of_writing
from dateline.app.store.versions import Condition
from dateline.app.tokens import MAPS_PUBLISH, Token


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
        demand(author, MAPS_PUBLISH)
    return publish


Publish = Annotated[bool, Depends(whether_to_publish)]


@dataclass(frozen=True, slots=True)
class ChangeTerms:
    """On what terms a new version is kept.

    Attributes:
        author: The token that it is sent with.
        publish: Whether the public is to see it at once.
        condition: What has to hold of the map as it stands.
        key: The request's ``Idempotency-Key``.
    """

    author: Token
    publish: bool
    condition: Condition
    key: str | None


async def terms_of_change(
    author: Author,
    publish: Publish,
    condition: Annotated[Condition, Depends(condition_of_writing)],
    key: IdempotencyKey,
) -> ChangeTerms:
    """The terms that a request names."""
    return ChangeTerms(author, publish, condition, key)


Terms = Annotated[ChangeTerms, Depends(terms_of_change)]
