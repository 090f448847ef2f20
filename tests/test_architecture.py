"""ARCHITECTURE.md and the site's list of pages name files that there are."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_file_that_is_named_is_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = [one for one in re.findall(r"`([\w./-]+)`", text) if "/" in one.rstrip("/")]
    assert len(named) > 20
    assert [one for one in named if not (ROOT / one).exists()] == []


def test_every_document_is_a_page_of_the_site() -> None:
    nav = (ROOT / "tools" / "mkdocs.yml").read_text(encoding="utf-8").partition("nav:")[2]
    assert set(re.findall(r"[\w-]+\.md", nav)) == {one.name for one in (ROOT / "docs").glob("*.md")}
