"""`pearls practices import FILE.jsonl` and `pearls practices export --format jsonl [FILE]`."""

import argparse
import json
import sys
from pathlib import Path

from django.db import transaction

from pearls.cli import database
from pearls.cli.failure import Failure
from pearls.cli.search import have_practices
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.practices import queries, rules, services

FORMATS = ("jsonl",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    into = actions.add_parser("import", help="bring practices in: the same id is an update; all lines or none")
    into.add_argument("file", metavar="FILE.jsonl", type=Path, help="one practice a line, as a JSON object")
    into.add_argument("--json", action="store_true", help="print one JSON document")
    export = actions.add_parser("export", help="write all practices into a file")
    export.add_argument("--format", choices=FORMATS, required=True, help="the format of the file")
    export.add_argument(
        "file", metavar="FILE", nargs="?", default="-", help="the file to write; - for standard output (default)"
    )


def run(options: argparse.Namespace) -> int:
    return _import(options) if options.action == "import" else _export(options.file)


def _import(options: argparse.Namespace) -> int:
    if database.is_new():
        database.migrate()
    database.require_migrations()
    read = _read(options.file)
    if read.faults:
        for fault in read.faults:
            sys.stderr.write(" ".join(f"pearls practices: {options.file}: {fault}".split()) + "\n")
        return 2
    actor, now = Actor.system("practices-import"), utc_now()
    with transaction.atomic():
        services.load_vocabulary(actor=actor, now=now)
        saved = services.import_practices(actor=actor, records=read.records, now=now)
    if options.json:
        counts = {"created": saved.created, "updated": saved.updated, "unchanged": saved.unchanged}
        sys.stdout.write(json.dumps(counts) + "\n")
    else:
        sys.stdout.write(f"{saved.created} new, {saved.updated} changed, {saved.unchanged} as they were\n")
    return 0


def _read(path: Path) -> rules.Read:
    """The file with all that is wrong with it, by the vocabulary that ships and the one that is there.

    Raises: Failure, where it cannot be read.
    """
    known = queries.known_concepts() | {(concept.scheme, concept.id) for concept in queries.shipped_vocabulary()}
    try:
        with path.open("rb") as file:
            return rules.read_file(file, lambda scheme, id: (scheme, id) in known)
    except (OSError, ValueError) as problem:
        raise Failure(f"{path}: expected a file to read, got {_why(problem)}") from problem


def _export(name: str) -> int:
    have_practices()
    lines = rules.lines_of(queries.records())
    if name == "-":
        sys.stdout.writelines(lines)
        return 0
    try:
        with Path(name).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
    except (OSError, ValueError) as problem:
        raise Failure(f"{name}: expected a file to write, got {_why(problem)}") from problem
    return 0


def _why(problem: OSError | ValueError) -> str:
    return ((problem.strerror if isinstance(problem, OSError) else None) or str(problem)).lower()
