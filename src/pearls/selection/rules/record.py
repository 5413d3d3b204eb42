"""The sealed record of a panel's scores, pure: `pearls journal verify FILE` needs no database and trusts no server.

Each score, as it is given, becomes a commitment: SHA-256 of a secret salt and the canonical JSON of what was given.
The commitments are the leaves of a Merkle tree (RFC 6962); its root is signed when the scoring closes, before anything
is opened. A file holds the signed statement and

    "commitments"   all of them, in hex: whoever noted the root sees that none was changed, added or left out
    "opened"        some or all, with salt and words; where the others are not there, each with its "path" to the root
    "counted"       the scores that the result was computed with: each must be the last one opened of its kind
    "meeting"       what was changed at the panel's meeting, with reasons, under a seal of its own (`meeting_record`)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pearls.kernel import merkle, signing
from pearls.kernel.canonical import canonical_json, sha256_hex
from pearls.selection.rules import meeting_record as meeting

FORMAT = "pearls-sealed-scores-1"
STATEMENT = frozenset({"format", "panel", "edition", "stage", "rules_sha256", "sealed_at", "size", "root", "journal"})
RECORD = frozenset({"panel", "number", "candidate", "assessment", "criterion", "score", "at"})


@dataclass(frozen=True)
class Known:
    """What was noted elsewhere: size and root, as they are printed, and the key; None where nothing was."""

    size: int | None = None
    root: str | None = None
    key: str | None = None


@dataclass(frozen=True)
class Finding:
    """What is wrong, and the number of the score that is (None: the whole).

    Codes: statement-changed (the signature is of another statement or by another key), root-rewritten and key-other
    (sound, but not the one that is known), commitments-changed, score-changed, score-elsewhere (not in the sealed
    tree), score-twice, count-wrong (a counted score is not the last one that was sealed); of the meeting's part:
    meeting-changed (its signature is of another statement), meeting-other (it belongs to another seal),
    change-broken (a change does not begin at the score that stood), reason-missing (or not the one that was sealed).
    """

    code: str
    number: int | None = None


@dataclass(frozen=True)
class Report:
    """How much of a record was looked at, and the first thing that is wrong."""

    size: int
    root: str
    key: str
    opened: int
    finding: Finding | None = None
    changed: int | None = None  # scores changed at the meeting; None where no meeting is sealed
    meeting_root: str = ""
    meeting_key: str = ""

    @property
    def holds(self) -> bool:
        return self.finding is None


class Malformed(ValueError):
    """The file is no sealed record; the text names field, what was expected and what was got."""


def commitment(record: Mapping[str, Any], *, salt: str) -> str:
    """What is kept of a score: nobody can guess it without the salt, 64 hexadecimal digits, which goes with it."""
    return sha256_hex(bytes.fromhex(salt) + canonical_json(dict(record)))


def tree_of(commitments: Iterable[str]) -> list[bytes]:
    """The leaves over which the root stands."""
    return [merkle.leaf_hash(bytes.fromhex(item)) for item in commitments]


def root_of(commitments: Iterable[str]) -> str:
    """The root, in hex."""
    return merkle.root_of(tree_of(commitments)).hex()


def is_record(value: Any) -> bool:
    """Whether a JSON value means to be a sealed record."""
    return isinstance(value, dict) and value.get("format") == FORMAT


def verify_record(document: Mapping[str, Any], known: Known | None = None) -> Report:
    """Look a sealed record over.

    Raises: Malformed, where it is not of the form.
    """
    noted = known or Known()
    statement = _statement(document)
    opened = _opened(document, RECORD)
    part = _meeting(document)
    changes = _opened(part, RECORD | meeting.CHANGE) if part else []
    finding = (
        _seal_is_wrong(document, statement, noted, part)
        or _tree_is_wrong(document, statement)
        or _opened_is_wrong(document, statement, opened)
        or (_meeting_is_wrong(document, statement, part, opened, changes, noted) if part else None)
        or _count_is_wrong(document, [*opened, *changes])
    )
    report = Report(statement["size"], statement["root"], _text(document, "key"), len(opened), finding)
    if part is None:
        return report
    later = part["statement"]
    changed = later["size"] - statement["size"]
    return replace(report, changed=changed, meeting_root=later["root"], meeting_key=_text(part, "key"))


def _seal_is_wrong(
    document: Mapping[str, Any], statement: Mapping[str, Any], known: Known, part: Mapping[str, Any] | None
) -> Finding | None:
    try:
        public = signing.public_of_multikey(_text(document, "key"))
        signature = signing.of_multibase(_text(document, "signature"))
        message = canonical_json(dict(statement))
    except ValueError:
        return Finding("statement-changed")
    if not signing.is_signed(message, signature=signature, public=public):
        return Finding("statement-changed")
    if known.key is not None and known.key != document["key"]:
        return Finding("key-other")
    # Whoever noted a root noted that of the first seal, or that of the meeting.
    roots = [(item["size"], item["root"]) for item in (statement, *([part["statement"]] if part else []))]
    if known.root is not None and (known.size, known.root) not in roots:
        return Finding("root-rewritten")
    return None


def _meeting_is_wrong(
    document: Mapping[str, Any],
    statement: Mapping[str, Any],
    part: Mapping[str, Any],
    opened: Sequence[Mapping[str, Any]],
    changes: Sequence[Mapping[str, Any]],
    known: Known,
) -> Finding | None:
    later = part["statement"]
    if not meeting.is_signed(part):
        return Finding("meeting-changed")
    if known.key is not None and known.key != _text(part, "key"):
        return Finding("key-other")
    if not meeting.follows(later, statement):
        return Finding("meeting-other")
    before, after = document.get("commitments"), part.get("commitments")
    if before is not None and after is not None and not meeting.is_whole(later, [*before, *_digests(after)]):
        return Finding("commitments-changed")
    for item in changes:
        if finding := _change_is_wrong(statement, later, item, after):
            return finding
    if len({item["record"]["number"] for item in changes}) != len(changes):
        return Finding("score-twice")
    broken = meeting.broken_change([item["record"] for item in opened], [item["record"] for item in changes])
    return None if broken is None else Finding("change-broken", broken)


def _change_is_wrong(
    statement: Mapping[str, Any], later: Mapping[str, Any], item: Mapping[str, Any], after: Sequence[str] | None
) -> Finding | None:
    record, number = item["record"], item["record"]["number"]
    try:
        given = commitment(record, salt=item["salt"]) if _is_digest(item["salt"]) else ""
    except ValueError:
        given = ""
    place = number - statement["size"]
    if record["panel"] != statement["panel"] or place < 0:
        return Finding("score-elsewhere", number)
    if not given or (after is not None and (place >= len(after) or after[place] != given)):
        return Finding("score-changed", number)
    if after is None and not meeting.is_under(later, number=number, commitment=given, path=_path(item)):
        return Finding("score-elsewhere", number)
    return None if meeting.has_reason(item) else Finding("reason-missing", number)


def _tree_is_wrong(document: Mapping[str, Any], statement: Mapping[str, Any]) -> Finding | None:
    given = document.get("commitments")
    if given is None:
        return None
    is_whole = (len(_digests(given)), root_of(given)) == (statement["size"], statement["root"])
    return None if is_whole else Finding("commitments-changed")


def _digests(given: Any) -> list[str]:
    if not isinstance(given, list) or not all(_is_digest(item) for item in given):
        raise Malformed(f"field commitments: expected a list of hashes of 64 digits, got {_shown(given)}")
    return given


def _opened_is_wrong(
    document: Mapping[str, Any], statement: Mapping[str, Any], opened: Sequence[Mapping[str, Any]]
) -> Finding | None:
    all_of_them = document.get("commitments")
    seen: set[int] = set()
    for item in opened:
        record = item["record"]
        number = record["number"]
        if number in seen:
            return Finding("score-twice", number)
        seen.add(number)
        try:
            # A salt of another length could take letters from the record after it.
            given = commitment(record, salt=item["salt"]) if _is_digest(item["salt"]) else ""
        except ValueError:
            return Finding("score-changed", number)
        if record["panel"] != statement["panel"]:
            return Finding("score-elsewhere", number)
        if all_of_them is not None:
            if not 0 <= number < len(all_of_them) or all_of_them[number] != given:
                return Finding("score-changed", number)
        elif not _leads_to_root(item, given, statement):
            return Finding("score-elsewhere", number)
    return None


def _leads_to_root(item: Mapping[str, Any], given: str, statement: Mapping[str, Any]) -> bool:
    path = _path(item)
    [leaf] = tree_of([given])
    return merkle.is_included(
        leaf=leaf,
        index=item["record"]["number"],
        size=statement["size"],
        proof=[bytes.fromhex(part) for part in path],
        root=bytes.fromhex(statement["root"]),
    )


def _path(item: Mapping[str, Any]) -> list[str]:
    path = item.get("path")
    if not isinstance(path, list) or not all(_is_digest(part) for part in path):
        raise Malformed(f"field opened.path: expected a list of hashes of 64 digits, got {_shown(path)}")
    return path


def _count_is_wrong(document: Mapping[str, Any], opened: Sequence[Mapping[str, Any]]) -> Finding | None:
    last: dict[tuple[Any, Any, Any], Mapping[str, Any]] = {}
    for item in sorted(opened, key=lambda item: int(item["record"]["number"])):
        record = item["record"]
        last[record["candidate"], record["assessment"], record["criterion"]] = record
    for line in document.get("counted") or ():
        if not isinstance(line, dict) or not {"candidate", "assessment", "criterion", "score"} <= set(line):
            raise Malformed(f"field counted: expected candidate, assessment, criterion and score, got {_shown(line)}")
        sealed = last.get((line["candidate"], line["assessment"], line["criterion"]))
        if sealed is None or sealed["score"] != line["score"]:
            return Finding("count-wrong", sealed["number"] if sealed else None)
    return None


def _meeting(document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    part = document.get("meeting")
    if part is None:
        return None
    if not isinstance(part, dict):
        raise Malformed(f"field meeting: expected an object, got {_shown(part)}")
    _statement(part, meeting.STATEMENT)
    return part


def _statement(document: Mapping[str, Any], names: frozenset[str] = STATEMENT) -> Mapping[str, Any]:
    statement = document.get("statement")
    if not isinstance(statement, dict) or not set(statement) >= names:
        raise Malformed(f"field statement: expected {', '.join(sorted(names))}, got {_shown(statement)}")
    if not isinstance(statement["size"], int) or isinstance(statement["size"], bool):
        raise Malformed(f"field statement.size: expected a whole number, got {_shown(statement['size'])}")
    if not _is_digest(statement["root"]):
        raise Malformed(f"field statement.root: expected a hash of 64 digits, got {_shown(statement['root'])}")
    return statement


def _opened(document: Mapping[str, Any], names: frozenset[str]) -> list[Mapping[str, Any]]:
    opened = document.get("opened", [])
    if not isinstance(opened, list):
        raise Malformed(f"field opened: expected a list, got {_shown(opened)}")
    for item in opened:
        record = item.get("record") if isinstance(item, dict) else None
        if not isinstance(record, dict) or set(record) != names or not isinstance(item.get("salt"), str):
            raise Malformed(
                f"field opened: expected a salt and a record of {', '.join(sorted(names))}, got {_shown(item)}"
            )
        if not isinstance(record["number"], int) or isinstance(record["number"], bool):
            raise Malformed(f"field opened.record.number: expected a whole number, got {_shown(record['number'])}")
        if not all(isinstance(record[name], str) for name in ("candidate", "assessment", "criterion")):
            raise Malformed(f"field opened.record: expected texts, got {_shown(record)}")
    return opened


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str):
        raise Malformed(f"field {name}: expected a text, got {_shown(value)}")
    return value


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")


def _shown(value: Any) -> str:
    return repr(value)[:80]
