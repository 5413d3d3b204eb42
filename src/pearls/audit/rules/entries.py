"""What the hash of an entry is, and how its values are spelled.

An entry as it is hashed and exported:

    {"seq", "at", "act", "actor", "subject", "edition", "data", "personal", "prev"} and its "hash"

`at` is an instant in UTC with six decimals; `personal` is the commitment to personal details that lie apart,
or "" where there are none; `prev` is the hash of the entry before, GENESIS for the first.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pearls.kernel.canonical import canonical_json, sha256_hex

GENESIS = sha256_hex(b"pearls journal 1")


def instant_text(moment: datetime) -> str:
    """The instant as the journal spells it: 2026-03-29T01:30:00.000000Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def entry_hash(content: Mapping[str, Any]) -> str:
    """The hash of an entry's content, everything but the hash itself."""
    return sha256_hex(canonical_json({key: value for key, value in content.items() if key != "hash"}))


def commitment(personal: Mapping[str, Any], *, salt: str) -> str:
    """What the chain keeps of personal details: nobody can guess them from it without the salt."""
    return sha256_hex(salt.encode() + b"\n" + canonical_json(dict(personal)))


def plain(value: Any) -> Any:
    """The value as JSON knows it: instants and decimals as text, tuples as lists.

    Raises: ValueError for a float (write a decimal) or anything else that JSON does not know.
    """
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return [plain(item) for item in items]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    raise ValueError(f"the journal holds text, whole numbers, instants and decimals, got {type(value).__name__}")
