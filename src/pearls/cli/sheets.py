"""`pearls sheets check|make|read|minutes`: a selection from files alone; no database and no server is asked."""

import argparse
import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import override

from pearls.cli import selection_files
from pearls.cli.failure import Failure
from pearls.cli.selection_files import Selection
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import DEFAULT_LANGUAGE, LANGUAGES
from pearls.programme.rules import Stage
from pearls.selection import labels, papers
from pearls.selection.papers import plain_minutes
from pearls.selection.rules.sheets import Fault, FilledRow, spelled

MOST_FAULTS = 20
FILE_NAME = re.compile(r"\w[\w.@+-]*")
SCORE_COLUMNS = ("candidate", "country", "assessor", "criterion", "score")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="look whether rules, candidates and jurors fit together")
    check.add_argument("--per-candidate", type=int, default=1, metavar="N", help="jurors for each (default 1)")
    make = actions.add_parser("make", help="write the sheets: for each juror a PDF, a workbook and a CSV file")
    make.add_argument("--to", metavar="FOLDER", type=Path, required=True, help="the folder to write into")
    read = actions.add_parser("read", help="read filled sheets into one table of scores")
    read.add_argument("files", metavar="FILE", nargs="+", type=Path, help="filled sheets, or folders with them")
    read.add_argument("--to", metavar="SCORES.csv", type=Path, help="the file to write; without it standard output")
    for action in (check, make, read):
        selection_files.add_arguments(action)
    minutes = actions.add_parser("minutes", help="write the minutes of a result as PDF")
    plain_minutes_arguments(minutes)
    for action in (check, read):
        action.add_argument("--json", action="store_true", help="print one JSON document")
    for action in (make, minutes):
        action.add_argument("--lang", choices=LANGUAGES, default=DEFAULT_LANGUAGE, help="language (default en)")


def plain_minutes_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scores", metavar="SCORES.csv", type=Path, help=",".join(SCORE_COLUMNS))
    parser.add_argument("--rules", metavar="RULES.toml", type=Path, required=True, help="the stage's rules")
    parser.add_argument("--stage", choices=[stage.value for stage in Stage], default=Stage.FINAL.value)
    parser.add_argument("--to", metavar="FILE.pdf", type=Path, required=True, help="the file to write")
    parser.add_argument("--taken", metavar="PLAN", action="append", default=[], help="a tied plan that gets the place")
    parser.add_argument("--last-rank", metavar="N", type=int, help="pre-selection: the last rank that is admitted")
    parser.add_argument("--extra", metavar="PLAN", action="append", default=[], help="a plan that gets an extra place")
    parser.add_argument("--reason", default="", help="why the body decided so; needed with each of these")


def run(options: argparse.Namespace) -> int:
    return {"check": _check, "make": _make, "read": _read, "minutes": _minutes}[options.action](options)


def _check(options: argparse.Namespace) -> int:
    """A no, where anything is found."""
    if options.per_candidate < 1:
        raise Failure(f"--per-candidate: expected a whole number from 1, got {options.per_candidate}")
    chosen = selection_files.read(options)
    found = selection_files.findings(chosen, per_candidate=options.per_candidate)
    if options.json:
        counts = {"candidates": len(chosen.countries), "jurors": len(chosen.jurors), "sheets": len(chosen.pairs)}
        document = {"ok": not found, **counts, "findings": [finding._asdict() for finding in found]}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{finding.who}: {finding.text}\n" for finding in found)
        told = f"candidates: {len(chosen.countries)}; jurors: {len(chosen.jurors)}; texts to score: {len(chosen.pairs)}"
        sys.stdout.write(f"{told}\n")
    return 1 if found else 0


def _make(options: argparse.Namespace) -> int:
    chosen, now = selection_files.read(options), utc_now()
    with override(options.lang):
        whole = selection_files.blank_of(chosen, str(labels.STAGES[chosen.stage.stage]), options.lang)
        files = {"panel.pdf": papers.write_sheet("pdf", whole, options.lang, now=now)}
        for part in whole.by_assessor():
            name = _file_name(part.rows[0].assessor)
            files |= {f"{name}.{kind}": papers.write_sheet(kind, part, options.lang, now=now) for kind in papers.KINDS}
    for name, data in files.items():
        _write(options.to / name, data)
    sys.stdout.writelines(f"{options.to / name}\n" for name in files)
    return 0


def _file_name(assessor: str) -> str:
    if not FILE_NAME.fullmatch(assessor):
        raise Failure(f"assessor: expected letters, figures and the signs . _ @ + -, to name a file, got {assessor!r}")
    return assessor


def _write(file: Path, data: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except OSError as problem:
        raise Failure(f"{file}: cannot be written: {problem.strerror}") from problem


def _read(options: argparse.Namespace) -> int:
    chosen = selection_files.read(options)
    rows, empty = _filled(chosen, list(_sheets_in(options.files)))
    lines = [line for row in rows if row.given.conflict != "yes" for line in _score_lines(chosen, row)]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([SCORE_COLUMNS, *lines])
    if options.to:
        _write(options.to, out.getvalue().encode())
    shut = [{"assessor": row.assessor, "candidate": row.candidate} for row in rows if row.given.conflict == "yes"]
    waiting = sorted(set(chosen.pairs) - {row.pair for row in rows})
    if options.json:
        missing = [{"assessor": assessor, "candidate": candidate} for assessor, candidate in waiting]
        document = {"read": len(rows), "empty": empty, "conflicts": shut, "waiting": missing}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    elif options.to:
        sys.stdout.write(f"read: {len(rows)}; empty: {empty}; conflicts: {len(shut)}; waited for: {len(waiting)}\n")
        sys.stdout.writelines(f"waited for: {assessor}, {candidate}\n" for assessor, candidate in waiting)
    else:
        sys.stdout.write(out.getvalue())
    return 0


def _sheets_in(files: Iterable[Path]) -> Iterable[Path]:
    for file in files:
        if file.is_dir():
            found = sorted(item for item in file.iterdir() if item.suffix.lower() in (".xlsx", ".csv"))
            if not found:
                raise Failure(f"{file}: expected filled sheets (.xlsx or .csv) in the folder, got none")
            yield from found
        else:
            yield file


def _filled(chosen: Selection, files: Sequence[Path]) -> tuple[list[FilledRow], int]:
    """Every row in which something is written; the same in two files is one. Raises: Failure with every fault."""
    found: dict[tuple[str, str], tuple[FilledRow, Path]] = {}
    faults, empty = list[str](), 0
    for file in files:
        try:
            read = papers.read_sheet(file.read_bytes(), chosen.known)
        except OSError as problem:
            raise Failure(f"{file}: expected a file to read, got {(problem.strerror or '').lower()}") from problem
        faults += [_told(file, fault) for fault in read.faults]
        for row in read.rows:
            empty += row.is_empty
            if row.is_empty:
                continue
            before, where = found.setdefault(row.pair, (row, file))
            if not row.given.conflict:
                faults.append(
                    _told(file, Fault("declare-first", row.line, "conflict", f"{row.assessor}, {row.candidate}"))
                )
            if before.given != row.given:
                faults.append(
                    f"{file}: line {row.line}: expected what {where} says of {row.candidate}, got something else"
                )
    if faults:
        more = len(faults) - MOST_FAULTS
        raise Failure("; ".join(faults[:MOST_FAULTS]) + (f"; and {more} more" if more > 0 else ""))
    return [row for row, _file in found.values()], empty


def _told(file: Path, fault: Fault) -> str:
    with override(DEFAULT_LANGUAGE):
        return f"{file}: {labels.fault_words(fault)}"


def _score_lines(chosen: Selection, row: FilledRow) -> list[Sequence[str]]:
    country = chosen.countries[row.candidate]
    scores = row.given.scores.items()
    return [(row.candidate, country, row.assessor, criterion, spelled(value)) for criterion, value in scores]


def _minutes(options: argparse.Namespace) -> int:
    found, sources = selection_files.read_result(options)
    told: dict[str, Any] = {"taken": options.taken, "last_rank": options.last_rank, "extra": options.extra}
    outcomes, refusal = plain_minutes.decided(found, reason=options.reason, **told)
    if refusal:
        raise Failure(f"{options.scores}: {refusal}", exit_code=1)
    pdf = plain_minutes.minutes_pdf(found, outcomes, sources, options.reason, options.lang, now=utc_now())
    _write(options.to, pdf)
    return 0
