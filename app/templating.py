"""HTML from the templates: everything put into it is escaped, everything missing is an error."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.types import Scope

from app import bundles
from app.assets import Assets


@cache
def environment() -> Environment:
    """The templates of the application."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(scope: Scope, template: str, **context: Any) -> str:
    """A page for a request.

    Args:
        scope: The request's; its application has the static files, its root path begins every
            address.
        template: Name of the template.
        **context: What the template shows.
    """
    assets: Assets = scope["app"].state.assets
    root = scope.get("root_path", "")

    def bundle_url(kind: bundles.Kind) -> str:
        return f"{root}/bundle/{kind}?v={bundles.version(assets, kind)}"

    return (
        environment()
        .get_template(template)
        .render(**context, root=root, asset_url=assets.url, bundle_url=bundle_url)
    )
