"""`pearls assign`: applications shared among assessors, as fairly as can be. The panel's page runs the same code."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from pearls.cli import tables
from pearls.cli.failure import Failure
from pearls.selection.rules.assigned import assignment_json, assignment_warning, loads, obstacle_words
from pearls.selection.rules.assigning import Application, Assessor, Assignment, Question, assign, decimal
from pearls.selection.rules.wording import worded

APPLICATION_COLUMNS = ("application", "country", "language", "topics")
ASSESSOR_COLUMNS = ("assessor", "country", "languages", "topics", "capacity")
CONFLICT_COLUMNS = ("assessor", "application", "reason")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--applications", metavar="A.csv", type=Path, required=True, help=",".join(APPLICATION_COLUMNS))
    parser.add_argument("--assessors", metavar="B.csv", type=Path, required=True, help=",".join(ASSESSOR_COLUMNS))
    parser.add_argument("--conflicts", metavar="C.csv", type=Path, help=",".join(CONFLICT_COLUMNS))
    parser.add_argument(
        "--per-application", type=int, required=True, metavar="N", help="assessors for each application"
    )
    parser.add_argument("--own-country", action="store_true", help="assessors may read applications of their country")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(options: argparse.Namespace) -> int:
    if options.per_application < 1:
        raise Failure(f"--per-application: expected a whole number from 1, got {options.per_application}")
    assignment = assign(question_of(options))
    if options.json:
        sys.stdout.write(json.dumps(assignment_json(assignment), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(_table(assignment))
    return 1 if assignment.obstacles else 0


def question_of(options: argparse.Namespace) -> Question:
    """What the files ask. Raises: Failure, with every line that is wrong."""
    applications = tables.read(options.applications, APPLICATION_COLUMNS, _application, key="application")
    assessors = tables.read(options.assessors, ASSESSOR_COLUMNS, _assessor, key="assessor")
    known = {"assessor": {one.id for one in assessors}, "application": {one.id for one in applications}}

    def conflict(row: tables.Row) -> tuple[str, str]:
        for field, ids in known.items():
            if row[field] not in ids:
                raise row.wrong(field, f"the id of an {field}")
        return row["application"], row["assessor"]

    pairs = tables.read(options.conflicts, CONFLICT_COLUMNS, conflict) if options.conflicts else []
    return Question(applications, assessors, options.per_application, frozenset(pairs), options.own_country)


def _application(row: tables.Row) -> Application:
    return Application(
        id=row["application"],
        country=row.filled("country", "a country").upper(),
        language=row.filled("language", "a language").lower(),
        topics=row.list_of("topics"),
    )


def _assessor(row: tables.Row) -> Assessor:
    return Assessor(
        id=row["assessor"],
        country=row.filled("country", "a country").upper(),
        languages=frozenset(map(str.lower, row.list_of("languages"))),
        capacity=row.count("capacity"),
        topics=row.list_of("topics"),
    )


def _table(assignment: Assignment) -> str:
    """The assignment for a reader at a terminal."""
    if assignment.obstacles:
        lines = ["Impossible: these applications cannot all be served, and none of them can be left out.", ""]
        for obstacle in assignment.obstacles:
            lines.append(f"{obstacle.application}: {', '.join(obstacle.allowed_assessors) or 'nobody'}")
            lines.append(f"    {worded(*obstacle_words(assignment, obstacle))}")
        return "\n".join(lines) + "\n"
    task = assignment.question.task
    rows = [(name, who, decimal(task.affinity((name, who)))) for name, who in assignment.pairs]
    lines = _columns(("application", "assessor", "affinity"), rows)
    lines += ["", *_columns(("assessor", "reads"), [(name, str(load)) for name, load in loads(assignment).items()])]
    worst = assignment.least_served
    if worst is not None:
        lines += ["", f"least served: {worst}, {decimal(assignment.served[worst])}"]
        lines.append(f"all together: {decimal(task.worth(assignment.pairs).total)}")
        lines.append(f"proven to be the best: {'yes' if assignment.is_optimal else 'no'}")
    lines += ["", *(f"Note: {assignment_warning(remark)}" for remark in assignment.warnings)]
    return "\n".join(lines).rstrip() + "\n"


def _columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in (head, *rows)]
