"""`pearls journal verify [FILE]` and `pearls journal export FILE`.

With a FILE nothing but the file is needed: neither database nor settings. It may be the journal, or the sealed scores
of a panel.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from pearls.audit.rules import chain
from pearls.cli import ready, sealed
from pearls.cli.failure import Failure

MOST_DIGITS = 18  # of the number of an entry
WORDS = {
    "changed": "entry {seq} was changed",
    "removed": "entry {seq} is missing",
    "inserted": "entry {seq} was put in",
    "reordered": "entry {seq} is not in its place",
    "rewritten": "entry {seq} is not the one that is known: the journal was written anew",
    "details-changed": "the personal details of entry {seq} were changed",
    "details-removed": "the personal details of entry {seq} are gone though nobody erased them",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    verify = actions.add_parser("verify", help="follow the chain and name the first bad entry")
    what = "an exported journal or the sealed scores of a panel; without it the journal in the database is verified"
    verify.add_argument("file", nargs="?", type=Path, help=what)
    known = "an entry noted elsewhere, such as a printed head; of sealed scores their number and root"
    verify.add_argument("--known", metavar="N:HASH", help=known)
    verify.add_argument("--key", metavar="DID", help="the key, did:key:z6Mk…, that must have sealed the scores")
    verify.add_argument("--json", action="store_true", help="print one JSON document")
    export = actions.add_parser("export", help="write every entry into a file, one JSON object a line")
    export.add_argument("file", type=Path, help="the file to write; - for standard output")


def run(options: argparse.Namespace) -> int:
    return _export(options.file) if options.action == "export" else _verify(options)


def _verify(options: argparse.Namespace) -> int:
    known = _known_head(options.known)
    text = _text_of(options.file) if options.file else ""
    record = sealed.record_in(text)
    if record is not None:
        return sealed.verify(options.file, record, known=known, key=options.key, as_json=options.json)
    if options.key:
        raise Failure("--key: expected a file of sealed scores beside it, for a journal is not signed")
    report = _report_on(options.file, text, known) if options.file else _report_on_database(known)
    _print(report, as_json=options.json)
    return 0 if report.holds else 1


def _report_on(file: Path, text: str, known: chain.Head | None) -> chain.Report:
    lines = list(_lines(file, text))
    head = _closing_line(file, lines)
    report = chain.verify_chain(lines, head=head, known=known)
    if report.holds and head is None:
        return chain.Report(report.head, chain.Finding("removed", report.head.seq + 1))
    return report


def _report_on_database(known: chain.Head | None) -> chain.Report:
    ready.set_up()
    import_module("pearls.cli.database").require_migrations()
    report: chain.Report = import_module("pearls.audit.queries").verify_journal(known=known)
    return report


def _export(file: Path) -> int:
    ready.set_up()
    import_module("pearls.cli.database").require_migrations()
    lines = import_module("pearls.audit.queries").exported_lines()
    text = (json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines)
    if str(file) == "-":
        sys.stdout.writelines(text)
        return 0
    try:
        with file.open("w", encoding="utf-8") as target:
            target.writelines(text)
    except OSError as problem:
        raise Failure(f"{file}: cannot be written: {problem.strerror}") from problem
    return 0


def _print(report: chain.Report, *, as_json: bool) -> None:
    finding = report.finding
    text = WORDS[finding.code].format(seq=finding.seq) if finding else ""
    if as_json:
        document = {
            "verified": report.holds,
            "head": {"seq": report.head.seq, "hash": report.head.hash},
            "finding": {"code": finding.code, "seq": finding.seq, "text": text} if finding else None,
        }
        sys.stdout.write(json.dumps(document) + "\n")
    elif finding:
        sys.stderr.write(f"pearls journal: not verified: {text}; the entries before it hold\n")
    else:
        sys.stdout.write(f"Verified: {report.head.seq} entries. Head {report.head.seq}:{report.head.hash}\n")


def _known_head(text: str | None) -> chain.Head | None:
    if not text:
        return None
    seq, _, digest = text.partition(":")
    if not seq.isascii() or not seq.isdigit() or len(seq) > MOST_DIGITS or len(digest) != 64:
        raise Failure(f"--known: expected a number, a colon and a hash of 64 digits, got {text[:100]!r}")
    return chain.Head(int(seq), digest)


def _text_of(file: Path) -> str:
    """What stands in a file. Raises: Failure, naming the file."""
    try:
        text = file.read_bytes().decode()
    except OSError as problem:
        raise Failure(f"{file}: cannot be read: {problem.strerror}") from problem
    except UnicodeDecodeError as problem:
        raise Failure(f"{file}: expected UTF-8, got byte {problem.object[problem.start]:#04x}") from problem
    if not text.strip():
        raise Failure(f"{file}: expected an exported journal, got an empty file")
    return text


def _lines(file: Path, text: str) -> Iterator[dict[str, Any]]:
    """The lines of an exported journal, each an object.

    Raises: Failure, naming file and line.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _checked(line, f"{file}, line {number}")


def _checked(line: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line, object_pairs_hook=sealed.no_twins)
    except (ValueError, RecursionError) as problem:
        raise Failure(f"{where}: expected one JSON object, got something else ({problem})") from problem
    if isinstance(value, dict) and set(value) == {"head"}:
        return value
    missing = [field for field in chain.FIELDS if not isinstance(value, dict) or field not in value]
    if missing:
        raise Failure(f"{where}, field {missing[0]}: expected it in every entry, got none")
    if not isinstance(value["seq"], int) or isinstance(value["seq"], bool):
        raise Failure(f"{where}, field seq: expected a whole number, got {value['seq']!r}")
    return dict(value)


def _closing_line(file: Path, lines: list[dict[str, Any]]) -> chain.Head | None:
    """Take the line that names the head off the end; none where the end of the file is missing."""
    closing = [number for number, line in enumerate(lines) if "head" in line and "seq" not in line]
    if not closing:
        return None
    if closing != [len(lines) - 1]:
        raise Failure(f"{file}, line {closing[0] + 1}: expected the head on the last line alone, got it here")
    head = lines.pop()["head"]
    if not isinstance(head, dict) or not isinstance(head.get("seq"), int) or not isinstance(head.get("hash"), str):
        raise Failure(f"{file}, last line, field head: expected a number and a hash, got {head!r}")
    return chain.Head(head["seq"], head["hash"])
