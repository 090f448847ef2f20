"""The definition in OpenAPI 3.0, held against what is really served."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.app.ogc.collections import COLLECTIONS
from dateline.app.ogc.openapi import paths
from dateline.geo.model import LAYERS

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


@pytest.fixture
def document(client: TestClient) -> Any:
    answer = client.get("/api")
    assert answer.headers["content-type"] == OPENAPI
    return answer.json()


def test_it_is_openapi_3_0_with_everything_inline(document: Any) -> None:
    assert document["openapi"] == "3.0.3"
    assert document["servers"] == [{"url": "http://testserver"}]
    assert "$ref" not in str(document)
    names = [one["get"]["operationId"] for one in document["paths"].values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", paths())
def test_each_answer_is_of_a_type_that_it_names(
    client: TestClient, document: Any, path: str
) -> None:
    described = document["paths"][path]["get"]["responses"]["200"]
    ids = {"places": "suva", "journeys": "voyage", "summits": "summit-suva", "events": "talks"}
    layer = re.search("|".join(LAYERS), path)
    address = path.replace("{featureId}", f"pacific.{ids[layer[0]]}" if layer else "")
    for media_type in described["content"]:
        answer = client.get(address, headers={"Accept": media_type})
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition("; ")[0] == media_type
        assert answer.headers["etag"]


@pytest.mark.parametrize("name", LAYERS)
def test_the_parameters_of_a_search(document: Any, name: str) -> None:
    found = {
        one["name"]: one
        for one in document["paths"][f"/collections/{name}/items"]["get"]["parameters"]
    }
    for one in found.values():
        assert (one["in"], one["required"], one["style"], one["explode"]) == (
            "query",
            False,
            "form",
            False,
        )
    assert found["limit"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 10_000,
        "default": 100,
    }
    bbox = found["bbox"]["schema"]
    assert (bbox["type"], bbox["minItems"], bbox["maxItems"]) == ("array", 4, 6)
    assert found["datetime"]["schema"]["type"] == "string"
    assert "cql-text" in found["filter-lang"]["schema"]["enum"], "GDAL before 3.9 looks for it"
    assert set(COLLECTIONS[name].queryables) <= set(found)


@pytest.mark.parametrize(
    "time", ["2024-05-02", "../2024", "P1D/2024-05-02T10:00:00Z", "2024-05-02T10:00:00+02:00/.."]
)
def test_times_have_the_shape_that_it_tells(document: Any, time: str) -> None:
    found = document["paths"]["/collections/events/items"]["get"]["parameters"]
    (schema,) = (one["schema"] for one in found if one["name"] == "datetime")
    assert re.search(schema["pattern"], time)
    assert not re.search(schema["pattern"], "yesterday")
