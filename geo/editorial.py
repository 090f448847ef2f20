"""What editors add to a map: notes to readers, captions, pictures, sources, the starting view."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Note = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"\S")]
Code = Annotated[str, Field(pattern=r"^[a-z]+(?:-[a-z]+)*$", max_length=40)]
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s<>\"']+$", max_length=2000)]
Theme = Literal["light", "dark"]
_PICTURE = r"^https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?/[^\s<>\"']*$"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Review(StrEnum):
    """What an editor has done about an item of a draft."""

    MACHINE = "machine"
    """Read by the machine; nobody has looked at it."""
    ACCEPTED = "accepted"
    """Read by the machine and found right."""
    CHANGED = "changed"
    """Read by the machine and corrected."""
    ADDED = "added"
    """Added by an editor."""


class Picture(_Frozen):
    """A picture for a step of the story; all of it is needed.

    Attributes:
        url: Where it is, by https: readers' browsers fetch it from there.
        credit: Whose it is.
        alt: What it shows, for who cannot see it.
    """

    url: Annotated[str, Field(pattern=_PICTURE, max_length=2000)]
    credit: Annotated[str, Field(min_length=1, max_length=300)]
    alt: Annotated[str, Field(min_length=1, max_length=500)]


class Source(_Frozen):
    """An editor's source for an event that the report does not mention."""

    name: Annotated[str, Field(min_length=1, max_length=300)]
    url: WebAddress | None = None


class View(_Frozen):
    """Where a map begins: its middle in degrees, and the zoom of Web Mercator."""

    lat: Annotated[float, Field(ge=-85, le=85)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    zoom: Annotated[float, Field(ge=0, le=19)]


class Editorial(_Frozen):
    """What an editor says of a place or an event.

    Attributes:
        note: To readers, shown with it.
        shown: False keeps it off the map and its exports.
    """

    note: Note | None = None
    shown: bool = True


class EventEditorial(Editorial):
    """What an editor says of an event.

    Attributes:
        caption: The editor's own words for this step of the story.
        picture: A picture for this step.
        source: Its source where the report does not mention it.
    """

    caption: Note | None = None
    picture: Picture | None = None
    source: (
        Annotated[
            Source, BeforeValidator(lambda one: {"name": one} if isinstance(one, str) else one)
        ]
        | None
    ) = None


class Reviewed(_Frozen):
    """How far an item of a draft has been reviewed.

    Attributes:
        review: What an editor has done about it; None where nobody is said to have.
        waived: Codes of the doubts about it that an editor has put aside.
    """

    review: Review | None = None
    waived: Annotated[tuple[Code, ...], Field(max_length=20)] = ()


class MapEditorial(_Frozen):
    """What an editor says of a whole map.

    Attributes:
        note: To readers, shown above the list.
        view: Where the map begins; it shows everything when left out.
        theme: How the map is coloured, whatever the reader's preference.
    """

    note: Note | None = None
    view: View | None = None
    theme: Theme | None = None
