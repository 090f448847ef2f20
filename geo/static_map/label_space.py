"""Placement of labels: which parts of the picture are occupied."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dateline.geo.basemap.world import Floats

_GRID: Final = 64.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the picture, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, reach: float) -> "Box":
        """The square with a point in its middle."""
        return cls(x - reach, y - reach, x + reach, y + reach)

    def meets(self, other: "Box") -> bool:
        """Whether two boxes overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether all of the box lies in this rectangle."""
        return (
            self.left >= left and self.top >= top and self.right <= right and self.bottom <= bottom
        )


class LabelSpace:
    """Reserved boxes, and lines that labels should not cover."""

    def __init__(self) -> None:
        self._taken: list[Box] = []
        self._crossed: list[tuple[float, float]] = []

    def is_free(self, box: Box) -> bool:
        """Whether nothing lies there yet."""
        return not any(box.meets(other) for other in self._taken)

    def reserve(self, box: Box) -> bool:
        """Reserve a box if it is free."""
        if not self.is_free(box):
            return False
        self._taken.append(box)
        return True

    def block_line(self, line: Floats) -> None:
        """Add a line that labels should not cover."""
        self._crossed += [(float(x), float(y)) for x, y in line]

    def crossings(self, box: Box) -> int:
        """How many points of lines the box would hide."""
        return sum(box.left < x < box.right and box.top < y < box.bottom for x, y in self._crossed)

    def best(self, boxes: Iterable[Box]) -> Box | None:
        """The first free box among those that hide the fewest lines; None where none is free."""
        free = [box for box in boxes if self.is_free(box)]
        return min(free, key=self.crossings, default=None)
