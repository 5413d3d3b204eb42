"""`pearls practices import FILE` and `pearls practices export --format FORMAT [FILE]`."""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from pearls.cli import database
from pearls.cli.failure import Failure
from pearls.cli.search import have_practices
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.practices import papers, queries, rules, services

Reader = Callable[[BinaryIO, Callable[[str, str], bool]], rules.Read]
# By the ending of the file's name; what has none is taken for practices line by line.
READERS: dict[str, Reader] = {
    ".jsonl": rules.read_file,
    ".csv": papers.read_csv,
    ".xlsx": papers.read_xlsx,
    "": rules.read_file,
}
TOLD_EVERY = 1_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    into = actions.add_parser("import", help="bring practices in: the same id is an update; all lines or none")
    into.add_argument("file", metavar="FILE", type=Path, help="a file that ends in .jsonl, .csv or .xlsx")
    into.add_argument("--json", action="store_true", help="print one JSON document")
    into.add_argument(
        "--in-parts", action="store_true", help="save a big file part by part, so that it can be gone on with"
    )
    into.add_argument(
        "--resume", action="store_true", help="go on with the very same file where --in-parts was broken off"
    )
    export = actions.add_parser("export", help="write all practices into a file")
    export.add_argument("--format", choices=papers.EXPORTS, required=True, help="the format of the file")
    export.add_argument(
        "file", metavar="FILE", nargs="?", default="-", help="the file to write; - for standard output (default)"
    )


def run(options: argparse.Namespace) -> int:
    return _import(options) if options.action == "import" else _export(options.format, options.file)


def _import(options: argparse.Namespace) -> int:
    if database.is_new():
        database.migrate()
    database.require_migrations()
    read, digest = _read(options.file)
    if read.faults:
        for fault in read.faults:
            sys.stderr.write(" ".join(f"pearls practices: {options.file}: {fault}".split()) + "\n")
        return 2
    begin = _place_to_begin(options, digest)
    saved = _saved(read.records, digest, begin, in_parts=options.in_parts or options.resume)
    if options.json:
        counts = {"created": saved.created, "updated": saved.updated, "unchanged": saved.unchanged}
        sys.stdout.write(json.dumps(counts) + "\n")
    else:
        sys.stdout.write(f"{saved.created} new, {saved.updated} changed, {saved.unchanged} as they were\n")
    return 0


def _place_to_begin(options: argparse.Namespace, digest: str) -> int:
    """How many practices of the file are in already.

    Raises: Failure (1), where there is nothing to go on with.
    """
    if not options.resume:
        return 0
    reached = queries.place_reached(digest)
    if reached is None:
        raise Failure(
            f"{options.file}: expected a file of which --in-parts has brought in a part, got one of which nothing is "
            "left or nothing was begun; import it without --resume",
            exit_code=1,
        )
    return reached


def _saved(records: list[rules.Record], digest: str, begin: int, *, in_parts: bool) -> services.Saved:
    """Bring the practices in: all in one transaction, or in parts that each stay."""
    actor, now = Actor.system("practices-import"), utc_now()
    told = _counter(len(records), "saved")
    if in_parts:
        services.load_vocabulary(actor=actor, now=now)
        return services.import_in_parts(actor=actor, records=records, digest=digest, begin=begin, now=now, told=told)
    with transaction.atomic():
        services.load_vocabulary(actor=actor, now=now)
        return services.import_practices(actor=actor, records=records, now=now, told=told)


def _read(path: Path) -> tuple[rules.Read, str]:
    """The file with all that is wrong with it, by the vocabulary that ships and the one that is there; and its hash.

    Raises: Failure, where it cannot be read or is of a kind that nobody reads.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        endings = ", ".join(ending for ending in READERS if ending)
        raise Failure(f"{path}: expected a file that ends in one of {endings}, got {path.suffix}")
    known = queries.known_concepts() | {(concept.scheme, concept.id) for concept in queries.shipped_vocabulary()}
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest() if file.seekable() else ""
            if digest:
                file.seek(0)
            return reader(file, lambda scheme, id: (scheme, id) in known), digest
    except (OSError, ValueError) as problem:
        raise Failure(f"{path}: expected a file to read, got {_why(problem)}") from problem


def _export(name: str, file: str) -> int:
    have_practices()
    pieces = papers.EXPORTS[name].pieces()
    if file == "-":
        _write(pieces, sys.stdout.buffer)
        return 0
    try:
        with Path(file).open("wb") as target:
            _write(pieces, target)
    except (OSError, ValueError) as problem:
        raise Failure(f"{file}: expected a file to write, got {_why(problem)}") from problem
    return 0


def _write(pieces: Iterable[bytes], target: BinaryIO) -> None:
    """Write a file piece by piece; one practice is about one piece."""
    told = _counter(0, "written")
    for number, piece in enumerate(pieces, start=1):
        target.write(piece)
        told(number)


def _counter(total: int, done: str) -> Callable[[int], None]:
    """Says on standard error how far a long run has come; a short one says nothing."""
    told = 0

    def tell(count: int) -> None:
        nonlocal told
        if count // TOLD_EVERY > told:
            told = count // TOLD_EVERY
            of_all = f" of {total}" if total else ""
            sys.stderr.write(f"pearls practices: {count}{of_all} {done}\n")
            sys.stderr.flush()

    return tell


def _why(problem: OSError | ValueError) -> str:
    return ((problem.strerror if isinstance(problem, OSError) else None) or str(problem)).lower()
