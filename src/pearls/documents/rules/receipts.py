"""What a snapshot's SHA-256 is of: so that a receipt can be checked, and personal data still be erased."""

from collections.abc import Mapping
from typing import Any

from pearls.kernel.canonical import canonical_json, sha256_hex


def commitment(salt: str, value: Any) -> str:
    """A private answer's place in the content: it fixes the answer without telling it, even once that is erased."""
    return sha256_hex(canonical_json({"salt": salt, "value": value}))


def snapshot_content(
    *, form_key: str, form_sha256: str, answers: Mapping[str, Any], commitments: Mapping[str, str]
) -> dict[str, Any]:
    """The content that is hashed: the form's own hash, the answers, and a commitment for each private one."""
    return {
        "schema": 1,
        "form": form_key,
        "form_sha256": form_sha256,
        "answers": dict(answers),
        "private": dict(commitments),
    }


def snapshot_sha256(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the content's canonical JSON, as the receipt states it."""
    return sha256_hex(canonical_json(dict(content)))
