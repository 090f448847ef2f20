"""HTML from templates: everything put into it is escaped, everything missing is an error."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dateline.geo.story.wording import phrase, shapes


def environment(*folders: Path) -> Environment:
    """Templates that can include those of the list (``_story.html``, ``_symbols.html``).

    Args:
        *folders: Where else templates are, looked into first.
    """
    made = Environment(
        loader=FileSystemLoader([*folders, Path(__file__).parent / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {**shapes(), "inferred": phrase("inferred")}
    return made
