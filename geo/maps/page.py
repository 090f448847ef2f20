"""The page around a map: one HTML file that needs no server and no network."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from branca.element import Element, Figure
from jinja2 import Template
from markupsafe import Markup

from dateline.geo.maps.assets import assets, data_element, hash_source, script_element
from dateline.geo.story import environment, map_view
from dateline.geo.story.editorial import without_pictures


class DrawnMap(Protocol):
    """What a page needs of the map in it, which is an element of folium too.

    Attributes:
        document: The whole map as a FeatureCollection.
        basemap: What it is drawn on; None for nothing of ours.
    """

    document: dict[str, Any]
    basemap: Mapping[str, Any] | None

    @property
    def is_extended(self) -> bool:
        """Whether links or elements of others were added."""
        ...


class Page(Figure):
    """A figure that renders to one self-contained HTML document."""

    def __init__(self, drawn: DrawnMap) -> None:
        """Make the page of one map."""
        super().__init__()
        self._drawn = drawn

    def render(self, **kwargs: Any) -> str:
        """Render the document; the same map gives the same bytes.

        Args:
            **kwargs: `bare=True` leaves out title, list and credits beside the map, as suits a
                notebook; the map then carries its list itself.
        """
        # Elements of folium add children to these at every rendering.
        for part in (self.header, self.html, self.script):
            part._children.clear()
        for child in self._children.values():
            child.render(**kwargs)
        return _document(self, self._drawn, bare=bool(kwargs.get("bare")))

    def _repr_html_(self, **kwargs: Any) -> str:
        return str(super()._repr_html_(bare=True, **kwargs))


def _document(page: Page, drawn: DrawnMap, *, bare: bool) -> str:
    document = drawn.document
    scripts = [*assets().scripts, _rendered(page.script)]
    view = map_view(without_pictures(document))
    return _template().render(
        policy="" if drawn.is_extended else _policy(scripts, assets().styles),
        page=view,
        credits=(*view.credits, *([drawn.basemap["credit"]] if drawn.basemap else ())),
        software=assets().software,
        world=assets().world,
        styles=_ours(assets().styles),
        header=_ours(_rendered(page.header)),
        html=_ours(_rendered(page.html)),
        data=data_element("dateline-document", document)
        + Markup("\n")
        + data_element("dateline-basemap", drawn.basemap),
        scripts=[script_element(script) for script in scripts],
        bare=bare,
    )


@cache
def _template() -> Template:
    return environment(Path(__file__).parent).get_template("page.html")


def _rendered(part: Element) -> str:
    return "\n".join(child.render().strip() for child in part._children.values())


def _ours(text: str) -> Markup:
    """Text that is markup or code: our own files, and what elements of folium rendered."""
    return Markup(text)  # noqa: S704


def _policy(scripts: Sequence[str], styles: str) -> str:
    """Only scripts and styles of the file may run, and nothing may be fetched."""
    allowed = " ".join(hash_source(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {hash_source(styles)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
