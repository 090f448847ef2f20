"""JSON as it is sent."""

import json

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_bytes(value: object) -> bytes:
    """Compact UTF-8 JSON; the same value gives the same bytes."""
    return _encode(value).encode()
