"""A small draft to vary in tests."""

from copy import deepcopy
from typing import Any

TEXT = (
    "OSLO — Ida Berg left Bergen by train on Monday and reached Oslo after about seven hours, "
    "the broadcaster NRK said. She will meet Per Lund in Tromsø next week. "
    "Stockholm declined to comment."
)

DRAFT: dict[str, Any] = {
    "id": "berg-to-oslo",
    "report": {"title": "Berg in Oslo", "published": "2024-05-07", "text": TEXT},
    "places": [
        {"name": "Bergen", "country": "NO"},
        {"name": "Oslo", "evidence": ["reached Oslo after about seven hours"]},
        {"name": "Stockholm", "role": "associative"},
    ],
    "events": [
        {
            "kind": "journey",
            "travellers": ["Ida Berg"],
            "stops": ["Bergen", "Oslo"],
            "mode": "train",
            "duration": "PT7H",
            "approximate": True,
            "when": "2024-05-06",
            "status": "happened",
            "evidence": [{"quote": "Ida Berg left Bergen by train", "attributed_to": "NRK"}],
        },
        {
            "kind": "summit",
            "participants": ["Ida Berg", {"name": "Per Lund", "country": "NO"}],
            "place": "Tromsø",
            "status": "planned",
            "evidence": ["She will meet Per Lund in Tromsø next week."],
        },
    ],
}


def draft_data(**changes: Any) -> dict[str, Any]:
    """The draft's data with other top-level members."""
    return deepcopy(DRAFT) | changes
