"""What the commands call, imported at the first use: ``dateline --help`` is quick."""

from typing import TYPE_CHECKING

from dateline.geo.lazy_imports import lazy_imports

if TYPE_CHECKING:
    from dateline.app.cli.reading import explain_report, proposer_of, read_lines, read_report
    from dateline.app.examples import load_drafts, load_examples
    from dateline.app.geocoder import look_up, open_geocoder
    from dateline.app.server import run
    from dateline.app.settings import load_settings
    from dateline.app.store import open_store
    from dateline.app.store.archive import export_store, import_store
    from dateline.geo.draft.dates import date_notes
    from dateline.geo.draft.yaml_file import load_draft_with_notes
else:
    __getattr__, __dir__ = lazy_imports(
        __name__,
        {
            "date_notes": "dateline.geo.draft.dates",
            "explain_report": "dateline.app.cli.reading",
            "export_store": "dateline.app.store.archive",
            "import_store": "dateline.app.store.archive",
            "load_draft_with_notes": "dateline.geo.draft.yaml_file",
            "load_drafts": "dateline.app.examples",
            "load_examples": "dateline.app.examples",
            "load_settings": "dateline.app.settings",
            "look_up": "dateline.app.geocoder",
            "open_geocoder": "dateline.app.geocoder",
            "open_store": "dateline.app.store",
            "proposer_of": "dateline.app.cli.reading",
            "read_lines": "dateline.app.cli.reading",
            "read_report": "dateline.app.cli.reading",
            "run": "dateline.app.server",
        },
    )

__all__ = [
    "date_notes",
    "explain_report",
    "export_store",
    "import_store",
    "load_draft_with_notes",
    "load_drafts",
    "load_examples",
    "load_settings",
    "look_up",
    "open_geocoder",
    "open_store",
    "proposer_of",
    "read_lines",
    "read_report",
    "run",
]
