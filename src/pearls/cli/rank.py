"""`pearls rank`: a score sheet in, the official ranking out. The same code as the jury's page; needs no database."""

import argparse
import json
import sys
from pathlib import Path

from pearls.cli.failure import Failure
from pearls.kernel.canonical import sha256_hex
from pearls.programme.rules import RulesError, Stage, StageRules, parse_stage_rules, require_scorable
from pearls.programme.rules.errors import line_of
from pearls.selection.rules import Ranking, SheetError, as_json, rank_sheet, read_sheet
from pearls.selection.rules.report import exact, reason_text, warning_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scores", metavar="SCORES.csv", type=Path, help="candidate,country,assessor,criterion,score")
    parser.add_argument("--rules", metavar="RULES.toml", type=Path, required=True, help="the stage's rules")
    parser.add_argument("--stage", choices=[stage.value for stage in Stage], default=Stage.FINAL.value)
    parser.add_argument("--seed", type=int, default=1, help="seed of the draws behind the evidence (default 1)")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(options: argparse.Namespace) -> int:
    file = options.rules
    try:
        rules_bytes = options.rules.read_bytes()
        stage = _stage(rules_bytes, Stage(options.stage))
        file = options.scores
        ranking = rank_sheet(read_sheet(options.scores.read_bytes(), stage))
    except (RulesError, SheetError) as problem:
        raise Failure(" ".join(f"{file}: {problem}".split())) from problem
    except OSError as problem:
        got = (problem.strerror or str(problem)).lower()
        raise Failure(f"{file}: expected a file to read, got {got}") from problem
    if options.json:
        document = as_json(ranking, rules_sha256=sha256_hex(rules_bytes))
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(_table(ranking))
    return 0


def _stage(content: bytes, wanted: Stage) -> StageRules:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        got = f"the byte 0x{content[problem.start]:02x}"
        line = content.count(b"\n", 0, problem.start) + 1
        raise RulesError(key="file", expected="UTF-8 text", got=got, line=line) from problem
    stages = parse_stage_rules(text)
    if wanted not in stages:
        raise RulesError(key=wanted.value, expected=f"a table [{wanted.value}]", got="nothing")
    try:
        return require_scorable(stages[wanted])
    except RulesError as problem:
        problem.line = line_of(text, problem.key)
        raise


def _table(ranking: Ranking) -> str:
    """The ranking for a reader at a terminal."""
    head = ("rank", "candidate", "country", "read by", "total", "outcome", "extra", "why")
    rows = [
        (
            "-" if plan.rank is None else str(plan.rank),
            plan.candidate,
            plan.country,
            str(plan.assessments),
            "-" if plan.total is None else exact(plan.total),
            "-" if plan.outcome is None else plan.outcome.value,
            "may" if plan.extra_place_eligible else "",
            reason_text(plan.reason),
        )
        for plan in ranking.candidates
    ]
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head) - 1)]
    lines = [f"{ranking.stage.value}, by {ranking.aggregate.value}", ""]
    for row in (head, *rows):
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)]
        lines.append("  ".join([*cells, row[-1]]).rstrip())
    lines += ["", *(f"Note: {warning_text(remark)}" for remark in ranking.warnings)] if ranking.warnings else []
    return "\n".join(lines) + "\n"
