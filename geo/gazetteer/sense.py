"""One thing that a name can mean, as the reader of reports asks for it."""

from typing import NamedTuple

from dateline.geo.gazetteer.file_format import NameKind
from dateline.geo.gazetteer.places import Facts


class NameSense(NamedTuple):
    """A place and what the name is to it."""

    kind: NameKind
    place: Facts

    @property
    def prominence(self) -> float:
        """0 to 1: how likely a bare mention of the name means this place."""
        return self.place.prominence

    @property
    def feature_class(self) -> str:
        """GeoNames feature class."""
        return self.place.feature_class

    @property
    def feature_code(self) -> str:
        """GeoNames feature code."""
        return self.place.feature_code

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2."""
        return self.place.country

    @property
    def name(self) -> str:
        """The place's own name."""
        return self.place.name
