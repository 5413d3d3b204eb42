"""`pearls rank`: a score sheet in, the official ranking out, and the evidence beside it.

The same code as the jury's pages; needs no database.
"""

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pearls.cli import rules_file
from pearls.cli.failure import Failure
from pearls.kernel.canonical import sha256_hex
from pearls.programme.rules import Stage
from pearls.selection.rules import Ranking, SheetError, as_json, rank_sheet, read_sheet
from pearls.selection.rules.evidence import Evidence, Facet, RaschSilence, weigh
from pearls.selection.rules.report import details, exact, official_sha256, reason_text, warning_text
from pearls.selection.rules.wording import RASCH_SILENCES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scores", metavar="SCORES.csv", type=Path, help="candidate,country,assessor,criterion,score")
    parser.add_argument("--rules", metavar="RULES.toml", type=Path, required=True, help="the stage's rules")
    parser.add_argument("--stage", choices=[stage.value for stage in Stage], default=Stage.FINAL.value)
    parser.add_argument("--seed", type=int, default=1, help="seed of the draws behind the evidence (default 1)")
    parser.add_argument(
        "--assessors", metavar="A.csv", type=Path, help="assessor,country: to look for own-country effects"
    )
    parser.add_argument(
        "--details", action="store_true", help="more evidence: the Rasch report; with --json agreement and signals too"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(options: argparse.Namespace) -> int:
    stage, rules_bytes = rules_file.read(options.rules, Stage(options.stage))
    file = options.scores
    try:
        sheet = read_sheet(options.scores.read_bytes(), stage)
        file = options.assessors
        countries = read_countries(file.read_bytes()) if file else None
    except SheetError as problem:
        raise Failure(" ".join(f"{file}: {problem}".split())) from problem
    except OSError as problem:
        got = (problem.strerror or str(problem)).lower()
        raise Failure(f"{file}: expected a file to read, got {got}") from problem
    ranking = rank_sheet(sheet)
    evidence = weigh(sheet, ranking, seed=options.seed, assessor_countries=countries)
    if options.json:
        document = as_json(ranking, rules_sha256=sha256_hex(rules_bytes), evidence=evidence)
        if options.details:
            document["details"] = details(evidence)
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        lines = [*_official(ranking), *_evidence(ranking, evidence)]
        lines += _rasch(evidence) if options.details else []
        sha256 = official_sha256(ranking, rules_sha256=sha256_hex(rules_bytes))
        lines += [*_notes(ranking, evidence), "", f"SHA-256 of the official ranking: {sha256}"]
        sys.stdout.write("\n".join(lines) + "\n")
    return 0


def read_countries(content: bytes) -> dict[str, str]:
    """The assessors' countries of a CSV file with the columns assessor and country; more columns are not looked at.

    Raises: SheetError, with the line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise SheetError("file", "UTF-8 text", f"the byte 0x{content[problem.start]:02x}") from problem
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    found: dict[str, str] = {}
    try:
        for column in ("assessor", "country"):
            if column not in (reader.fieldnames or ()):
                raise SheetError(column, "the columns assessor,country", "no such column", 1)
        for row in reader:
            assessor = row["assessor"]
            if assessor in found:
                raise SheetError("assessor", "each assessor once", f'"{assessor}" twice', reader.line_num)
            found[assessor] = row["country"] or ""
    except csv.Error as problem:
        raise SheetError("file", "comma-separated values (RFC 4180)", str(problem), reader.line_num) from problem
    return found


Rows = Sequence[Sequence[str]]


def _official(ranking: Ranking) -> list[str]:
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
    return [f"{ranking.stage.value}, by {ranking.aggregate.value}", "", *_columns(head, rows)]


def _evidence(ranking: Ranking, evidence: Evidence) -> list[str]:
    """What the scores can tell beside the ranking; nothing, where they cannot."""
    variance = evidence.variance
    if variance is None:
        return []
    plans = [
        (
            plan.candidate,
            f"{found.expected_rank:.1f}",
            "-" if found.probability_of_title is None else f"{found.probability_of_title:.0%}",
            f"{found.calibrated_total:.2f}",
            "{:.2f} to {:.2f}".format(*found.interval_90),
            "yes" if found.is_grey else "",
        )
        for plan in ranking.candidates
        if (found := evidence.candidates.get(plan.candidate))
    ]
    people = [
        (
            who,
            str(ranking.assessors[who]),
            f"{found.severity:+.2f}",
            f"{found.standard_error:.2f}",
            f"{found.consistency:.2f}",
            "strays more than chance explains" if found.is_erratic else "",
        )
        for who, found in evidence.assessors.items()
    ]
    return [
        "",
        f"Evidence beside the ranking, never part of it ({evidence.draws} draws, seed {evidence.seed})",
        "",
        *_columns(("candidate", "expected rank", "place likely", "calibrated", "90 % interval", "grey zone"), plans),
        "",
        *_columns(("assessor", "read", "severity", "give or take", "consistency", ""), people),
        "",
        f"Spread in points: {variance.candidate_sd:.2f} between plans, {variance.assessor_sd:.2f} between assessors, "
        f"{variance.residual_sd:.2f} left over.",
        *_sentences(evidence),
    ]


def _sentences(evidence: Evidence) -> Iterator[str]:
    tight, agreement, own = evidence.tight, evidence.agreement, evidence.own_country
    if tight:
        yield (
            f"{'Tight' if tight.is_tight else 'Not tight'}: {tight.below} is really better than {tight.above} with a "
            f"probability of {tight.probability:.0%}; {exact(tight.margin)} points lie between them."
        )
    if small := evidence.smallest:
        then = ", ".join(f"{plan} {outcome.value}" for plan, outcome in small.altered.items() if outcome)
        yield (
            f"The smallest change of one score that alters the list: {small.candidate}, {small.criterion}, "
            f"{small.points:+f}; then {then}."
        )
    if agreement:
        sure = agreement.reliability
        yield (
            f"One assessor's score is {sure.one:.0%} about the plan, the mean of {sure.readers:.1f} {sure.mean:.0%}."
        )
        by = ((key, value) for key, value in agreement.by_criterion.items() if value is not None)
        if agreement.alpha is not None:
            yield f"Krippendorff's alpha: {agreement.alpha:.2f}; " + ", ".join(
                f"{key} {value:.2f}" for key, value in by
            )
    if own and own.effect is not None and own.standard_error is not None:
        yield (
            f"Own country: {own.effect:+.2f} points, give or take {own.standard_error:.2f}, "
            f"in {own.assessments} scores."
        )
    elif own:
        yield f"Own country: the data cannot tell ({own.assessments} such scores)."


def _rasch(evidence: Evidence) -> list[str]:
    """The many-facet Rasch report: everybody on one ruler, in logits."""
    found = evidence.rasch
    if found is None:
        return []
    if isinstance(found, RaschSilence):
        return ["", f"Rasch report: {RASCH_SILENCES[found]}"]
    head = ("measure", "give or take", "scores", "infit", "outfit", "fair average")
    facets = (("plan", found.plans), ("assessor (+ is stricter)", found.assessors), ("criterion", found.criteria))
    lines = ["", "Many-facet Rasch report, in logits; never part of the ranking"]
    for name, facet in facets:
        lines += ["", *_columns((name, *head), _measures(facet))]
        lines.append(f"Separation {facet.separation:.2f}, reliability {facet.reliability:.2f}")
    steps = [
        (f"{step.score:g}", f"{step.logits:+.2f}", f"{step.standard_error:.2f}", str(step.ratings))
        for step in found.steps
    ]
    return [*lines, "", *_columns(("step to", "threshold", "give or take", "scores"), steps)]


def _measures(facet: Facet) -> Rows:
    return [
        (
            name,
            f"{one.logits:+.2f}",
            f"{one.standard_error:.2f}",
            str(one.ratings),
            "-" if one.infit is None else f"{one.infit:.2f}",
            "-" if one.outfit is None else f"{one.outfit:.2f}",
            f"{one.fair_average:.2f}",
        )
        for name, one in sorted(facet.measures.items(), key=lambda pair: -pair[1].logits)
    ]


def _notes(ranking: Ranking, evidence: Evidence) -> list[str]:
    notes = [f"Note: {warning_text(remark)}" for remark in (*ranking.warnings, *evidence.remarks)]
    return ["", *notes] if notes else []


def _columns(head: Sequence[str], rows: Rows) -> list[str]:
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head) - 1)]
    lines = []
    for row in (head, *rows):
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)]
        lines.append("  ".join([*cells, row[-1]]).rstrip())
    return lines
