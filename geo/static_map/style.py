"""The light style: the colours of the page, in `static/css/dateline-map.css`."""

from typing import Final

SEA: Final = "#dde7ec"
LAND: Final = "#f8f6f1"
COAST: Final = "#a9bac4"
RIVER: Final = "#bfd0da"
BORDER: Final = "#cbc4b7"
NAME: Final = "#6c6a62"
PAPER: Final = "#fcfbf8"
INK: Final = "#1b2025"
MUTED: Final = "#56606a"
LINE: Final = "#dcd8d0"
HALO: Final = "#ffffff"
STATUS: Final = {
    "happened": "#0b5685",
    "ongoing": "#9c4500",
    "planned": "#6a359c",
    "cancelled": "#9f1f2a",
}
PLACE: Final = "#1b2025"


def tone(status: str | None) -> str:
    """The colour of a status; of a place, which has none, ink."""
    return STATUS.get(status or "", PLACE)
