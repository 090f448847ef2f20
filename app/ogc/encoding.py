"""JSON as it is sent."""

import json


def to_bytes(value: object) -> bytes:
    """Compact UTF-8 JSON; the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
