"""A toponym as it is recognised, before it is resolved."""

from dataclasses import dataclass

from dateline.geo.reading.entities.lookup import Entry
from dateline.geo.reading.entities.runs import Run


@dataclass(slots=True)
class Toponym:
    """A toponym in the text: tokens from ``first`` up to (not with) ``stop``.

    Attributes:
        name: As written.
        demonym: Whether it is a word for a people or an adjective ("Russian").
        run: The capitalised words that it stands in.
        entry: What the gazetteer knows of it; None for a name found by its pattern.
        label: The name to look it up by: with its kind where the gazetteer has it so ("Wight
            island"), the country for a word for its people.
        country: ISO 3166-1 alpha-2 code of the country it lies in, where the name itself says so.
        feature: GeoNames code of what it is, where the name itself says so.
        at: Latitude and longitude that the text gives.
        aside: Whether it only says where someone is from or has a seat.
        filed: Whether it stands in a dateline, as the place where the report was filed.
    """

    first: int
    stop: int
    start: int
    end: int
    name: str
    demonym: bool
    run: Run
    entry: Entry | None = None
    label: str = ""
    country: str | None = None
    feature: str | None = None
    filed: bool = False
    aside: bool = False
    at: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        self.label = self.label or " ".join(self.name.split())

    @property
    def embedded(self) -> bool:
        """Whether it is a part of a longer name."""
        return (self.first, self.stop) != (self.run.first, self.run.stop)
