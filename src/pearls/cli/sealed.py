"""The part of `pearls journal verify FILE` that reads the sealed scores of a panel."""

import json
import sys
from pathlib import Path
from typing import Any

from pearls.audit.rules.chain import Head
from pearls.cli.failure import Failure
from pearls.selection.rules import record as rules

WORDS = {
    "statement-changed": "the signature is not of this statement by this key",
    "root-rewritten": "the root is not the one that is known: the scores were sealed anew",
    "key-other": "it was sealed by another key than the one that is known",
    "commitments-changed": "the commitments do not lead to the root: one was changed, added or left out",
    "score-changed": "score {number} is not the one that was sealed",
    "score-elsewhere": "score {number} is not among those that were sealed",
    "score-twice": "score {number} stands there twice",
    "meeting-changed": "the signature of the meeting is not of its statement by its key",
    "meeting-other": "the meeting's seal does not belong to the seal of before it",
    "change-broken": "change {number} does not begin at the score that stood before",
    "reason-missing": "change {number} has no reason, or not the one that was sealed",
    "count-wrong": "a score was counted that is not the last one sealed for its plan, assessment and criterion",
}


def record_in(text: str) -> dict[str, Any] | None:
    """The sealed record that the text is, or None where it means to be something else."""
    if rules.FORMAT not in text:
        return None
    try:
        value = json.loads(text, object_pairs_hook=no_twins)
    except (ValueError, RecursionError):
        return None
    return value if rules.is_record(value) else None


def verify(file: Path, record: dict[str, Any], *, known: Head | None, key: str | None, as_json: bool) -> int:
    """Look the record over and say what was found; 0 where it holds, 1 where it does not.

    Raises: Failure, where it is not of the form.
    """
    noted = rules.Known(size=known.seq if known else None, root=known.hash if known else None, key=key)
    try:
        report = rules.verify_record(record, noted)
    except (rules.Malformed, RecursionError) as problem:
        raise Failure(f"{file}: {problem}") from problem
    _print(report, as_json=as_json)
    return 0 if report.holds else 1


def no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON. Raises: ValueError, where a field stands there twice and two readers may read two things."""
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a field stands there twice")
    return value


def _print(report: rules.Report, *, as_json: bool) -> None:
    finding = report.finding
    text = WORDS[finding.code].format(number=finding.number) if finding else ""
    if as_json:
        document = {
            "verified": report.holds,
            "scores": report.size,
            "root": report.root,
            "key": report.key,
            "opened": report.opened,
            "finding": {"code": finding.code, "number": finding.number, "text": text} if finding else None,
        }
        if report.changed is not None:
            document["meeting"] = {
                "changed": report.changed,
                "root": report.meeting_root,
                "key": report.meeting_key,
            }
        sys.stdout.write(json.dumps(document) + "\n")
    elif finding:
        sys.stderr.write(f"pearls journal: not verified: {text}\n")
    else:
        sys.stdout.write(
            f"Verified: {report.opened} of {report.size} sealed scores opened. "
            f"Root {report.size}:{report.root}\nSealed by {report.key}\n"
        )
        if report.changed is not None:
            whole = report.size + report.changed
            sys.stdout.write(
                f"Sealed before opening: {report.size}; changed at the meeting with reasons: {report.changed}. "
                f"Root {whole}:{report.meeting_root}\nSealed by {report.meeting_key}\n"
            )
