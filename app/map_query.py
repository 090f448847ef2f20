"""What an address says of the list of maps: words to look for, and which page of it."""

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from dateline.app.http.problems import bad_request
from dateline.app.store.model import MAP_ID, MapPage
from dateline.app.store.query import MAPS_ON_A_PAGE, MapKey, MapQuery
from dateline.geo.errors import Problem

MOST_MAPS = 1000
"""Maps on a page, at most."""
MOST_WORDS = 20
LONGEST = 300
"""Characters of a parameter."""
_KEY = re.compile(rf"([!-~]{{0,80}})/({MAP_ID})")


def map_query(parameters: Mapping[str, str]) -> MapQuery:
    """The query of an address.

    Args:
        parameters: ``q``, ``limit``, ``after`` and ``before``; what is left out or empty is not
            asked for, and others are of no concern here.

    Raises:
        ProblemError: 400, naming each parameter that is wrong.
    """
    problems: list[Problem] = []
    words = tuple(dict.fromkeys(parameters.get("q", "").split()))
    if len(words) > MOST_WORDS or any(map(_is_unfit, words)):
        message = f"give at most {MOST_WORDS} words in {LONGEST} characters, no control characters"
        problems.append(Problem("q", message))
    limit = parameters.get("limit") or str(MAPS_ON_A_PAGE)
    if not re.fullmatch("[0-9]{1,4}", limit) or not 0 < int(limit) <= MOST_MAPS:
        problems.append(Problem("limit", f"is no number from 1 to {MOST_MAPS:,}"))
        limit = "1"
    after = _key("after", parameters, problems)
    before = _key("before", parameters, problems)
    if after and before:
        problems.append(Problem("before", "cannot be given with after"))
    if problems:
        raise bad_request(*problems)
    return MapQuery(words, int(limit), after, before)


def addresses(root: str, query: MapQuery, page: MapPage) -> dict[str, str]:
    """Where the pages before and after a page are: ``prev`` and ``next``, those that there are."""
    asked = [("q", " ".join(query.words))] if query.words else []
    if query.limit != MAPS_ON_A_PAGE:
        asked.append(("limit", str(query.limit)))
    turns = (("prev", "before", page.previous), ("next", "after", page.next))
    return {
        rel: f"{root}/maps?"
        + urlencode([*asked, (name, "/".join(key))], quote_via=quote, safe="/:,")
        for rel, name, key in turns
        if key
    }


def link_header(found: Mapping[str, str]) -> dict[str, str]:
    """The same as the header ``Link`` (RFC 8288)."""
    links = [f'<{address}>; rel="{rel}"' for rel, address in found.items()]
    return {"Link": ", ".join(links)} if links else {}


def _key(name: str, parameters: Mapping[str, str], problems: list[Problem]) -> MapKey | None:
    text = parameters.get(name, "")
    if not text:
        return None
    found = _KEY.fullmatch(text)
    if found is None:
        problems.append(Problem(name, "is not from a link of the list; begin without it"))
        return None
    return found[1], found[2]


def _is_unfit(word: str) -> bool:
    return len(word) > LONGEST or any(unicodedata.category(one) in ("Cc", "Cs") for one in word)
