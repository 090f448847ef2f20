"""The layout of the artefact: one file that is mapped into memory and never parsed.

A fixed prefix leads to a small JSON header (sources, counts, where each section starts); the
sections follow, each aligned to eight bytes, all numbers little-endian:

========== ======================================================================================
names      marisa-trie of the folded names; a name's id indexes ``values``
values     u32 for each name: a posting, or ``MANY`` + an offset into ``postings``
postings   u32 runs, the last of each marked with ``LAST``: place (20 bits), kind (4 bits)
places     32 bytes for each place (``PLACE``), in the order of the cells of ``cells``
strings    UTF-8, each after its length in one byte (``LONG_STRING``: in the next two)
cells      u32 for each half-degree cell: its first place; one more closes the last cell
countries  u32 for each country: its place; their ISO codes are in ``tables``
admin1     u32 for each first-order division: its place
admin2     u32 for each second-order division: its place
skeletons  marisa-trie of ``skeleton|folded name`` of the prominent places, for fuzzy look-up
tables     JSON: what is small and rarely asked for (feature codes, members of regions, disputes)
========== ======================================================================================

Why this and no database was measured: see ``docs/gazetteer.md``.
"""

from enum import IntEnum
from struct import Struct

MAGIC = b"DATELGZ1"
PREFIX = Struct("<8sI4x")
"""The magic bytes and the length of the JSON header."""

PLACE = Struct("<iiIIIBBBBHHeBB")
"""lon and lat (1e-6 degrees), population, name, source id, country, source, feature code,
prominence (0 to 255), admin1, admin2, uncertainty (km), dispute, flags."""

POSITION = Struct("<ii")
"""The part of ``PLACE`` that says where it is."""

FEATURE_AT = 22
"""Where in ``PLACE`` the feature code is."""

MANY = 1 << 31
LAST = 1 << 31
KIND_SHIFT = 20
PLACE_MASK = (1 << KIND_SHIFT) - 1
KIND_MASK = 0xF

LONG_STRING = 255
NO_COUNTRY = 255
NO_ADMIN = 0xFFFF
NO_POPULATION = 0xFFFFFFFF
NO_DISPUTE = 0
ID_IS_STRING = 1
"""Flag: the source id is an offset into ``strings``, not a number."""

DEGREES = 1_000_000
CELLS_PER_DEGREE = 2
COLUMNS = 360 * CELLS_PER_DEGREE
ROWS = 180 * CELLS_PER_DEGREE


class NameKind(IntEnum):
    """What a name is to its place."""

    PRIMARY = 0
    """The name it goes by in English, or in its own country."""
    ALTERNATE = 1
    """Another name, in Latin letters."""
    FOREIGN = 2
    """A name in another language or script, or a mechanical transliteration of one."""
    CODE = 3
    """A code or abbreviation that counts only in capitals (``USA``, ``VVO``)."""
    DEMONYM = 4
    """A word for its people or what is theirs; stands for the place associatively."""
    HISTORICAL = 5
    """A name it went by in the past."""
    SHORT = 6
    """Its name without the word for what it is (``Primorsky`` for Primorsky Krai)."""
    ABBREVIATION = 7
    """Counts only with its full stop, or as two capitals (``Ky.``, ``KY``, ``Sask.``)."""


def cell_of(lon: float, lat: float) -> int:
    """Number of the half-degree cell that holds a point, row by row from the south-west."""
    column = min(int((lon + 180) * CELLS_PER_DEGREE), COLUMNS - 1)
    row = min(int((lat + 90) * CELLS_PER_DEGREE), ROWS - 1)
    return row * COLUMNS + column
