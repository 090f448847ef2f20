"""The example maps of a store, start after start."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.app import examples as loading
from dateline.app.examples import example_drafts, load_examples
from dateline.app.settings import Settings
from dateline.app.store import SQLiteStore
from tests.app.samples import pacific, save

EXAMPLE = """\
id: berg-in-oslo
report:
  title: Ida Berg in Oslo
  text: {text}
  published: 2024-03-02
places:
  - name: Oslo
events: []
"""


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "berg.yaml"
    path.write_text(EXAMPLE.format(text="Ida Berg came to Oslo."))
    monkeypatch.setattr(loading, "example_drafts", lambda: [path])
    return path


@pytest.fixture
def kept(settings: Settings) -> Iterator[SQLiteStore]:
    store = SQLiteStore(settings.database_path)
    yield store
    store.close()


def test_the_shipped_examples_are_found() -> None:
    assert {"sochi-2014.yaml", "vladivostok-2019.yaml"} <= {one.name for one in example_drafts()}


def test_an_example_is_kept_once(example: Path, settings: Settings, kept: SQLiteStore) -> None:
    assert [one.unchanged for one in load_examples(settings)] == [False]
    assert kept.draft("berg-in-oslo") == example.read_text()
    assert [one.unchanged for one in load_examples(settings)] == [True]


@pytest.mark.usefixtures("example")
def test_what_the_operator_corrected_stays(settings: Settings, kept: SQLiteStore) -> None:
    load_examples(settings)
    corrected = pacific("berg-in-oslo", title="As I know it")
    save(kept, corrected, draft="report: corrected\n")
    assert [one.unchanged for one in load_examples(settings)] == [True]
    stored = kept.map("berg-in-oslo")
    assert stored is not None
    assert stored.summary.title == "As I know it"
    assert kept.draft("berg-in-oslo") == "report: corrected\n"


def test_an_example_as_shipped_is_made_anew_with_what_is_known_now(
    example: Path, settings: Settings, kept: SQLiteStore
) -> None:
    save(kept, pacific("berg-in-oslo", title="Made by old code"), draft=example.read_text())
    assert [one.unchanged for one in load_examples(settings)] == [False]
    stored = kept.map("berg-in-oslo")
    assert stored is not None
    assert stored.summary.title == "Ida Berg in Oslo"


def test_a_deleted_example_comes_back(example: Path, settings: Settings, kept: SQLiteStore) -> None:
    load_examples(settings)
    kept.delete("berg-in-oslo")
    load_examples(settings)
    assert kept.draft("berg-in-oslo") == example.read_text()
