"""Who may show a map in a frame, in the words of CSP's ``frame-ancestors``."""

import re
from typing import Final

_SOURCE: Final = re.compile(
    r"\*|'self'|'none'|https?:|(?:https?://)?(?:\*\.)?[A-Za-z0-9.-]+(?::(?:\d{1,5}|\*))?"
)
NOBODY: Final = "'none'"


def frame_sources(value: str) -> str:
    """The sites of a list, checked: it goes into a header, where only what CSP knows may pass.

    Args:
        value: Sites with spaces or commas between them, ``'self'``, ``'none'`` or ``*``.

    Raises:
        ValueError: One of them is none.
    """
    words = value.replace(",", " ").split()
    for word in words:
        if not _SOURCE.fullmatch(word):
            raise ValueError(f"{word!r} is not understood; give for example https://news.example")
    return " ".join(words) or NOBODY
