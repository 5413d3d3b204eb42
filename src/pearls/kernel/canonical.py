"""One byte sequence for one JSON value, so that a hash means something."""

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> bytes:
    """The value as UTF-8 JSON with sorted keys, no spaces, no escapes it does not need.

    Follows RFC 8785 for what we store: strings, whole numbers, booleans, null, lists, objects.
    Raises: ValueError for a float, whose spelling is not ours to choose (write a decimal as a string).
    """
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of the bytes, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise ValueError(f"a float has no canonical form here, got {value!r}; expected a string or a whole number")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise ValueError(f"expected a text as key, got {key!r}")
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
