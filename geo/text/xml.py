"""Text as XML can hold it."""

import re
from typing import Final

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text without characters that XML 1.0 has no way to write."""
    return _FORBIDDEN.sub("\ufffd", text)
