"""Names as they are compared: folded to lower-case Latin letters and digits."""

import re
import unicodedata
from functools import lru_cache

_APART = re.compile(r"[^0-9a-z]+")
# Apostrophes, also the letters that stand in for one, and full stops.
_JOINED = re.compile("['’‘`.\u00b4\u02bc]")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """A name without case, accents, punctuation and script (``Île-de-France``: ile de france)."""
    plain = unicodedata.normalize("NFKD", name)
    if not plain.isascii():
        # Imported late: its tables are wanted only for names beyond ASCII.
        from anyascii import anyascii  # noqa: PLC0415

        plain = anyascii("".join(char for char in plain if not unicodedata.combining(char)))
    return _APART.sub(" ", _JOINED.sub("", plain.lower())).strip()
