"""The files of a selection that runs without the site: rules, candidates, jurors, conflicts, who reads what."""

import argparse
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pearls.cli import assign as assigning
from pearls.cli import rules_file, tables
from pearls.cli.failure import Failure
from pearls.kernel.canonical import sha256_hex
from pearls.kernel.languages import pick
from pearls.programme.rules import EditionRules, Stage, StageRules, parse_edition_rules
from pearls.programme.rules.reading import read_toml
from pearls.selection.rules import SheetError, rank_sheet, read_sheet
from pearls.selection.rules.assigned import obstacle_words
from pearls.selection.rules.assigning import Question, assign
from pearls.selection.rules.sheets import Blank, BlankRow, Known, mark_of
from pearls.selection.rules.wording import worded

ASSIGNMENT_COLUMNS = ("application", "assessor")


@dataclass(frozen=True)
class Selection:
    """What the files say. `pairs` are (assessor, candidate): who has a sheet of what."""

    stage: StageRules
    mark: str
    name: str  # of the file with the rules
    question: Question
    pairs: Sequence[tuple[str, str]]
    edition: EditionRules | None

    @property
    def countries(self) -> Mapping[str, str]:
        return {one.id: one.country for one in self.question.applications}

    @property
    def jurors(self) -> Collection[str]:
        return self.question.by_assessor

    @property
    def known(self) -> Known:
        return Known(self.stage, self.mark, self.jurors, self.countries, set(self.pairs))


class Finding(NamedTuple):
    """Something that does not fit: code, of whom or what, and the sentence."""

    code: str
    who: str
    text: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    file: dict[str, Any] = {"type": Path, "metavar": "FILE"}
    parser.add_argument("--rules", required=True, help="the stage's rules (RULES.toml)", **file)
    parser.add_argument("--stage", choices=[stage.value for stage in Stage], default=Stage.FINAL.value)
    columns = {
        "--candidates": ("applications", assigning.APPLICATION_COLUMNS),
        "--jurors": ("assessors", assigning.ASSESSOR_COLUMNS),
    }
    for name, (dest, wanted) in columns.items():
        parser.add_argument(name, dest=dest, required=True, help=",".join(wanted), **file)
    parser.add_argument("--conflicts", help=",".join(assigning.CONFLICT_COLUMNS), **file)
    told = f"what `pearls assign --json` printed, or {','.join(ASSIGNMENT_COLUMNS)}; without it everybody scores all"
    parser.add_argument("--assignment", help=told, **file)
    parser.add_argument("--own-country", action="store_true", help="jurors may score candidates of their country")


def read(options: argparse.Namespace) -> Selection:
    """Raises: Failure, naming file, line and field."""
    stage, content = rules_file.read(options.rules, Stage(options.stage))
    options.per_application = 1
    question = assigning.question_of(options)
    for file, rows in ((options.applications, question.applications), (options.assessors, question.assessors)):
        if not rows:
            raise Failure(f"{file}: expected at least one line, got none")
    text = content.decode()
    edition = parse_edition_rules(text) if read_toml(text).has("edition") else None
    pairs = _assigned(options.assignment, question) if options.assignment else _everybody(question)
    mark = mark_of(stage, sha256_hex(content))
    return Selection(stage, mark, options.rules.stem, question, pairs, edition)


def _everybody(question: Question) -> list[tuple[str, str]]:
    return [
        (assessor.id, application.id)
        for assessor in question.assessors
        for application in question.applications
        if not question.misfits(application, assessor)
    ]


def _assigned(file: Path, question: Question) -> list[tuple[str, str]]:
    """Who scores what; a pair that the files do not allow is bad input."""

    def pair(row: tables.Row) -> tuple[str, str]:
        application, assessor = (
            question.by_application.get(row["application"]),
            question.by_assessor.get(row["assessor"]),
        )
        if application is None or assessor is None:
            raise row.wrong("assessor" if application else "application", "an id of the other files")
        if against := question.misfits(application, assessor):
            raise row.wrong("assessor", f"somebody who may score {application.id} (against it: {', '.join(against)})")
        return assessor.id, application.id

    if file.suffix.lower() != ".json":
        found = tables.read(file, ASSIGNMENT_COLUMNS, pair)
    else:
        found = [pair(tables.Row(row, file, number)) for number, row in enumerate(_rows_of_json(file), start=1)]
    if len(set(found)) != len(found):
        raise Failure(f"{file}: expected each pair once, got one twice")
    order = {name: at for at, name in enumerate(question.by_assessor)}
    return sorted(found, key=lambda one: (order[one[0]], one[1]))


def _rows_of_json(file: Path) -> list[dict[str, str]]:
    try:
        document = json.loads(file.read_text("utf-8"))
        return [{name: str(row[name]) for name in ASSIGNMENT_COLUMNS} for row in document["assignments"]]
    except OSError as problem:
        raise Failure(f"{file}: expected a file to read, got {(problem.strerror or '').lower()}") from problem
    except (ValueError, KeyError, TypeError) as problem:
        raise Failure(f"{file}: expected what `pearls assign --json` prints, got something else") from problem


def blank_of(chosen: Selection, stage_name: str, language: str) -> Blank:
    """The sheets of everybody; people and texts go by their ids."""
    title = pick(chosen.edition.name, language)[0] if chosen.edition else chosen.name
    countries = chosen.countries
    rows = [BlankRow(who, who, what, what, countries[what]) for who, what in chosen.pairs]
    return Blank(chosen.stage, chosen.mark, title, stage_name, rows)


def findings(chosen: Selection, *, per_candidate: int) -> list[Finding]:
    """Who is not eligible by the edition's rules, and who cannot get enough jurors."""
    found = _not_eligible(chosen)
    question = Question(
        *(chosen.question.applications, chosen.question.assessors, per_candidate),
        *(chosen.question.conflicts, chosen.question.is_own_country_open),
    )
    answer = assign(question)
    found += [
        Finding("too-few-jurors", one.application, worded(*obstacle_words(answer, one))) for one in answer.obstacles
    ]
    busy = {who for who, _what in chosen.pairs}
    idle = [who for who in chosen.jurors if who not in busy]
    return found + [Finding("scores-nothing", who, "Scores none of the candidates.") for who in idle]


def _not_eligible(chosen: Selection) -> list[Finding]:
    """What the rules of a whole edition say of countries and places; a file of one stage says nothing of them."""
    if chosen.edition is None:
        return []
    eligibility, found = chosen.edition.eligibility, []
    for candidate, country in chosen.countries.items():
        if eligibility.country(country) is None:
            known = ", ".join(rule.code for rule in eligibility.countries)
            found.append(
                Finding("country-not-eligible", candidate, f"Expected a country among {known}, got {country}.")
            )
        if why := eligibility.exclusion(candidate):
            found.append(Finding("place-excluded", candidate, f"The rules exclude this place: {why}."))
    return found


def read_result(options: argparse.Namespace) -> tuple[Any, dict[str, str]]:
    """The ranking of a table of scores, and the SHA-256 of what it was worked out from. Raises: Failure."""
    stage, content = rules_file.read(options.rules, Stage(options.stage))
    try:
        scores = options.scores.read_bytes()
        sheet = read_sheet(scores, stage)
    except SheetError as problem:
        raise Failure(" ".join(f"{options.scores}: {problem}".split())) from problem
    except OSError as problem:
        raise Failure(f"{options.scores}: expected a file to read, got {(problem.strerror or '').lower()}") from problem
    return (stage, rank_sheet(sheet)), {"rules": sha256_hex(content), "scores": sha256_hex(scores)}
