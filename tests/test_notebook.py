"""The notebook in examples/, run from its first cell to its last."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def ran() -> Any:
    notebook = nbformat.read(EXAMPLES / "notebook.ipynb", as_version=4)
    resources = {"metadata": {"path": str(EXAMPLES)}}
    return NotebookClient(notebook, timeout=120, resources=resources).execute()


def outputs(notebook: Any, kind: str) -> list[str]:
    shown = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    return [output["data"][kind] for output in shown if kind in output.get("data", {})]


def printed(notebook: Any) -> str:
    shown = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    return "".join(output["text"] for output in shown if output["output_type"] == "stream")


# Jupyter's own packages warn of each other.
@pytest.mark.filterwarnings("default")
def test_the_notebook_runs_and_shows_maps(ran: Any) -> None:
    assert "journey | happened" in printed(ran)
    assert "summit | planned" in printed(ran)
    assert "tour.gpkg" in printed(ran)
    maps = outputs(ran, "text/html")
    assert len(maps) == 2
    assert all("dateline-document" in one for one in maps)
    assert len(outputs(ran, "image/png")) == 1


def test_the_notebook_is_kept_without_outputs() -> None:
    notebook = nbformat.read(EXAMPLES / "notebook.ipynb", as_version=4)
    assert [
        cell.outputs for cell in notebook.cells if cell.cell_type == "code" and cell.outputs
    ] == []
