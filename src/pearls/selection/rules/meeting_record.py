"""The part of a sealed record that says what the meeting changed: scores, with reasons, under a seal of its own.

It is sealed when the chair signs, over all commitments, those sealed before the opening first. In a file it stands
under "meeting": its statement, which names the first seal; the commitments that came after; those opened, each with
what stood before and the hash of its reason. The reason itself goes with it where the reader may have it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pearls.kernel import merkle, signing
from pearls.kernel.canonical import canonical_json, sha256_hex

FORMAT = "pearls-meeting-scores-1"
STATEMENT = frozenset({"format", "panel", "sealed_at", "size", "root", "before", "signature_number", "journal"})
CHANGE = frozenset({"before", "reason_sha256"})
Kind = tuple[Any, Any, Any]


def reason_sha256(reason: str, *, salt: str) -> str:
    """What a commitment keeps of a reason: with the salt, 64 hexadecimal digits, so that nobody guesses it."""
    return sha256_hex(bytes.fromhex(salt) + reason.encode())


def kind_of(record: Mapping[str, Any]) -> Kind:
    """What a record is a score of."""
    return record["candidate"], record["assessment"], record["criterion"]


def is_signed(part: Mapping[str, Any]) -> bool:
    """Whether the signature is of the statement by the key."""
    try:
        public = signing.public_of_multikey(str(part.get("key")))
        signature = signing.of_multibase(str(part.get("signature")))
        message = canonical_json(dict(part["statement"]))
    except ValueError:
        return False
    return signing.is_signed(message, signature=signature, public=public)


def follows(statement: Mapping[str, Any], first: Mapping[str, Any]) -> bool:
    """Whether the meeting's seal is of the same panel and names the seal before it."""
    before = {"size": first["size"], "root": first["root"]}
    is_same = statement["format"] == FORMAT and statement["panel"] == first["panel"] and statement["before"] == before
    return is_same and int(statement["size"]) >= int(first["size"])


def is_whole(statement: Mapping[str, Any], commitments: Sequence[str]) -> bool:
    """Whether these are all commitments, those of before first, and lead to the root."""
    leaves = [merkle.leaf_hash(bytes.fromhex(item)) for item in commitments]
    return (len(commitments), merkle.root_of(leaves).hex()) == (statement["size"], statement["root"])


def is_under(statement: Mapping[str, Any], *, number: int, commitment: str, path: Sequence[str]) -> bool:
    """Whether a path leads from this change to the meeting's root."""
    return merkle.is_included(
        leaf=merkle.leaf_hash(bytes.fromhex(commitment)),
        index=number,
        size=statement["size"],
        proof=[bytes.fromhex(part) for part in path],
        root=bytes.fromhex(statement["root"]),
    )


def broken_change(before: Iterable[Mapping[str, Any]], changes: Iterable[Mapping[str, Any]]) -> int | None:
    """The number of the first change that does not begin at the last score of its kind; None where all do."""
    last = {kind_of(record): record["score"] for record in sorted(before, key=lambda record: int(record["number"]))}
    for record in sorted(changes, key=lambda record: int(record["number"])):
        if last.get(kind_of(record), record) != record["before"]:
            return int(record["number"])
        last[kind_of(record)] = record["score"]
    return None


def has_reason(item: Mapping[str, Any]) -> bool:
    """Whether a change names a reason, and the reason beside it, where there is one, is that reason."""
    kept, told = item["record"]["reason_sha256"], item.get("reason")
    if not (isinstance(kept, str) and len(kept) == 64):
        return False
    return told is None or (isinstance(told, str) and reason_sha256(told, salt=item["salt"]) == kept)
