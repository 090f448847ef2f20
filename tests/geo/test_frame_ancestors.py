"""Who may show a map in a frame."""

import pytest

from dateline.geo.draft.yaml_file import dump_draft, load_draft
from dateline.geo.errors import InvalidInput
from dateline.geo.frame_ancestors import frame_sources
from dateline.geo.gazetteer import Gazetteer
from dateline.geo.geocoding import geocode
from dateline.geo.layers.features import lay_out

DRAFT = "report: {title: Rain, text: It rained in Oslo.}\nframe_ancestors: https://news.example\n"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("*", "*"),
        ("https://news.example", "https://news.example"),
        ("https://*.news.example, 'self'", "https://*.news.example 'self'"),
        ("news.example:8443", "news.example:8443"),
        ("'none'", "'none'"),
        (" ", "'none'"),
    ],
)
def test_sites(given: str, kept: str) -> None:
    assert frame_sources(given) == kept


@pytest.mark.parametrize(
    "given", ["x; script-src *", "https://a.example/path", "'unsafe-inline'", "a\r\nb: c"]
)
def test_what_is_no_site_reaches_no_header(given: str) -> None:
    with pytest.raises(ValueError, match="is not understood"):
        frame_sources(given)


def test_a_draft_says_so_to_its_map() -> None:
    draft = load_draft(DRAFT)
    assert load_draft(dump_draft(draft)) == draft
    document = lay_out(geocode(draft, Gazetteer.open())).document()
    assert document["frame_ancestors"] == "https://news.example"
    with pytest.raises(InvalidInput, match="frame_ancestors"):
        load_draft(DRAFT.replace("https://news.example", "https://a.example/path"))
