"""The pages of the service, from its templates and those of the list (``dateline.geo.story``)."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.types import Scope

from dateline.app.pages import bundles
from dateline.app.pages.assets import Assets
from dateline.geo.story import environment


@cache
def _templates() -> Environment:
    return environment(Path(__file__).parents[1] / "templates")


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
        _templates()
        .get_template(template)
        .render(**context, root=root, asset_url=assets.url, bundle_url=bundle_url)
    )
