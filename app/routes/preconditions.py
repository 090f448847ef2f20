"""Preconditions of writes: If-Match and If-None-Match (RFC 9110, section 13)."""

import re
from typing import Annotated

from fastapi import Depends, Header

from dateline.app.http.problems import bad_request
from dateline.app.store.versions import Precondition
from dateline.geo.errors import Problem

_STRONG_TAG = re.compile(r'(?<![^\s,])"([\x21\x23-\x7E\x80-\xFF]*)"')


_ENCODED = re.compile(r"-(?:br|gz)$")


async def precondition(
    if_match: Annotated[
        str | None,
        Header(
            description="ETags of the newest version, as whoever changes it saw it; `*` for any. "
            "When it is another by now, the answer is 412 and nothing is changed."
        ),
    ] = None,
) -> Precondition:
    """What ``If-Match`` demands. The ETags of all encodings of a version are one to it."""
    if if_match is None:
        return Precondition()
    if if_match.strip() == "*":
        return Precondition(present=True)
    # Weak tags never match here (RFC 9110 section 13.1.1); they are no mistake either.
    tags = [_ENCODED.sub("", tag) for tag in _STRONG_TAG.findall(if_match)]
    if not tags and "W/" not in if_match:
        raise bad_request(
            Problem("If-Match", f"give an ETag in its quotes, or *, not {if_match[:80]!r}")
        )
    return Precondition(etags=frozenset(tags))


async def write_precondition(
    matching: Annotated[Precondition, Depends(precondition)],
    if_none_match: Annotated[
        str | None,
        Header(description="`*`: only if there is no such map yet; else the answer is 412."),
    ] = None,
) -> Precondition:
    """What ``If-Match`` and ``If-None-Match`` demand."""
    if if_none_match is None:
        return matching
    if if_none_match.strip() != "*":
        raise bad_request(Problem("If-None-Match", "only * makes sense here"))
    return Precondition(absent=True, present=matching.present, etags=matching.etags)


Matching = Annotated[Precondition, Depends(precondition)]
