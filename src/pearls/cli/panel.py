"""`pearls panel export REF FILE` and `pearls panel import REF FILE`: a panel in the database, as files."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import override

from pearls.cli import database
from pearls.cli.failure import Failure
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import DEFAULT_LANGUAGE, LANGUAGES
from pearls.kernel.verdict import NotAllowed
from pearls.selection import labels, papers, queries, services
from pearls.selection.papers.bundle import bundle
from pearls.selection.rules.sheet_changes import Preview
from pearls.selection.rules.sheets import spelled

KINDS = (*papers.KINDS, "zip")
ACTOR = Actor.system("panel-import")
MOST_FAULTS = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    export = actions.add_parser("export", help="write empty sheets (.pdf, .xlsx, .csv) or everything (.zip)")
    into = actions.add_parser("import", help="show what a sheet filled on paper changes, and take it over")
    for action in (export, into):
        action.add_argument("ref", metavar="REF", help="the panel's ref, as in its address")
        action.add_argument("--lang", choices=LANGUAGES, default=DEFAULT_LANGUAGE, help="language (default en)")
    export.add_argument("file", metavar="FILE", type=Path, help="the file to write")
    export.add_argument("--seat", metavar="REF", help="the sheet of this seat alone")
    into.add_argument("file", metavar="FILE", type=Path, help="the filled sheet: .xlsx or .csv")
    into.add_argument("--dry-run", action="store_true", help="show the changes and take nothing over")
    into.add_argument("--keep-open", action="store_true", help="hand in nothing, however complete")
    into.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    database.require_migrations()
    panel = queries.panels_for(ACTOR).filter(ref=options.ref).first()
    if panel is None:
        raise Failure(f"{options.ref}: expected the ref of a panel, got one that nobody knows")
    with override(options.lang):
        return _export(panel, options) if options.action == "export" else _import(panel, options)


def _export(panel: queries.Panel, options: argparse.Namespace) -> int:
    kind = options.file.suffix.lstrip(".").lower()
    if kind not in KINDS:
        raise Failure(f"{options.file}: expected a name that ends in one of {', '.join(KINDS)}, got {kind!r}")
    seats = queries.sheet_seats(panel)
    if options.seat:
        seats = [seat for seat in seats if seat.ref == options.seat]
    if options.seat and not seats:
        raise Failure(f"--seat: expected the ref of a seat that scores, got {options.seat!r}")
    if kind == "zip":
        data = bundle(ACTOR, panel, options.lang, now=utc_now())
    else:
        blank = queries.sheet_of(panel, seats, options.lang, with_given=False)
        data = papers.write_sheet(kind, blank, options.lang, now=utc_now())
    try:
        options.file.write_bytes(data)
    except OSError as problem:
        raise Failure(f"{options.file}: cannot be written: {problem.strerror}") from problem
    return 0


def _import(panel: queries.Panel, options: argparse.Namespace) -> int:
    seats = queries.sheet_seats(panel)
    try:
        read = papers.read_sheet(options.file.read_bytes(), queries.known_to_sheets(panel, seats))
    except OSError as problem:
        raise Failure(f"{options.file}: cannot be read: {problem.strerror}") from problem
    asked: dict[str, Any] = {"hand_in": not options.keep_open, "from_paper": True}
    found = queries.sheet_preview(ACTOR, panel, seats, [] if read.faults else read.rows, **asked)
    if faults := [labels.fault_words(fault) for fault in (*read.faults, *found.faults)]:
        more = f" And {len(faults) - MOST_FAULTS} more." if len(faults) > MOST_FAULTS else ""
        raise Failure(f"{options.file}: {' '.join(faults[:MOST_FAULTS])}{more}")
    if found.changes and not options.dry_run:
        try:
            services.take_sheet_in(
                actor=ACTOR, panel=panel, seats=seats, rows=read.rows, shown=found.digest, now=utc_now(), **asked
            )
        except NotAllowed as refusal:
            raise Failure(f"{options.file}: {labels.refusal(refusal.verdict)}", exit_code=1) from refusal
    _show(found, options, is_taken=bool(found.changes) and not options.dry_run)
    return 0


def _show(found: Preview, options: argparse.Namespace, *, is_taken: bool) -> None:
    if not options.json:
        for change in found.changes:
            sys.stdout.write(
                f"{change.row.assessor}, {change.row.candidate}{'; handed in' if change.hands_in else ''}\n"
            )
            sys.stdout.writelines(
                f"  {cell.criterion}: {spelled(cell.score_before) or '-'} -> {spelled(cell.score) or '-'}\n"
                for cell in change.cells
            )
        sys.stdout.write(f"changed: {len(found.changes)}; as before: {found.unchanged}; empty: {found.empty}\n")
        return
    changes = [
        {
            "assessor": change.row.assessor,
            "candidate": change.row.candidate,
            "conflict": change.declares,
            "scores": [
                {"criterion": cell.criterion, "before": spelled(cell.score_before), "after": spelled(cell.score)}
                for cell in change.cells
            ],
            "handed_in": change.hands_in,
        }
        for change in found.changes
    ]
    document = {
        "panel": options.ref,
        "taken_over": is_taken,
        "changes": changes,
        "unchanged": found.unchanged,
        "empty": found.empty,
    }
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
