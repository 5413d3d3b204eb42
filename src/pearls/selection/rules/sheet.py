"""A score sheet: what every assessor gave every plan on every criterion, checked line by line."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pearls.programme.rules.reading import MOST_DIGITS
from pearls.programme.rules.stages import Criterion, StageRules, require_scorable

COLUMNS = ("candidate", "country", "assessor", "criterion", "score")

# A decimal point and nothing fancier; more digits than anybody writes would only slow the sums.
_SCORE = re.compile(rf"-?[0-9]{{1,{MOST_DIGITS}}}(\.[0-9]{{1,{MOST_DIGITS}}})?")


@dataclass(frozen=True)
class ScoreLine:
    """One cell of the sheet; no score is no score, never zero."""

    candidate: str
    country: str
    assessor: str
    criterion: str
    score: Decimal | None


@dataclass
class SheetError(Exception):
    """A score sheet cannot be used: the field, what was expected there, what was got, and the line in a file."""

    field: str
    expected: str
    got: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.field}: expected {self.expected}, got {self.got}"


@dataclass
class ScoreSheet:
    """The scores by plan, assessor and criterion. A plan may stand in it without any score."""

    stage: StageRules
    countries: dict[str, str] = field(default_factory=dict)
    scores: dict[str, dict[str, dict[str, Decimal | None]]] = field(default_factory=dict)

    def add(self, line: ScoreLine) -> None:
        """Take one line in.

        Raises: SheetError for an unknown criterion, a score off the scale, a second country or the same line twice.
        """
        criterion = self.stage.criterion(line.criterion)
        if criterion is None:
            known = ", ".join(item.id for item in self.stage.criteria)
            raise SheetError("criterion", f"one of {known}", f'"{line.criterion}"')
        check_scale(criterion, line.score)
        self.add_candidate(line.candidate, line.country)
        cells = self.scores[line.candidate].setdefault(line.assessor, {})
        if line.criterion in cells:
            got = f"the line of {line.candidate}, {line.assessor}, {line.criterion} twice"
            raise SheetError("criterion", "each plan, assessor and criterion once", got)
        cells[line.criterion] = line.score

    def add_candidate(self, candidate: str, country: str) -> None:
        """Name a plan, scored or not."""
        known = self.countries.setdefault(candidate, country)
        if known != country:
            raise SheetError("country", f'"{known}", as before for {candidate}', f'"{country}"')
        self.scores.setdefault(candidate, {})

    @classmethod
    def of(
        cls, lines: Iterable[ScoreLine], stage: StageRules, candidates: Mapping[str, str] | None = None
    ) -> "ScoreSheet":
        """The sheet with these lines; `candidates` (id: country) names plans that may have none."""
        sheet = cls(stage=require_scorable(stage))
        for candidate, country in (candidates or {}).items():
            sheet.add_candidate(candidate, country)
        for line in lines:
            sheet.add(line)
        return sheet


def check_scale(criterion: Criterion, score: Decimal | None) -> None:
    """Raises: SheetError, where the score is off the criterion's scale; the ends of the scale are on it."""
    low, high = criterion.scale_min, criterion.scale_max
    if score is None or low is None or high is None:
        return
    if not low <= score <= high:
        raise SheetError("score", f"a number from {low} to {high}, or nothing", f'"{score}"')


def parse_score(text: str) -> Decimal | None:
    """The score as written: a decimal with a point, or nothing.

    Raises: SheetError for anything else; a comma, an exponent, `NaN` and `inf` too.
    """
    if not text:
        return None
    if not _SCORE.fullmatch(text):
        expected = "a decimal number with a point, or nothing"
        if text.replace(".", "").removeprefix("-").isdecimal() and len(text) > MOST_DIGITS:
            expected = f"a number of at most {MOST_DIGITS} digits on either side of the point"
        raise SheetError("score", expected, f'"{text[:40]}"')
    return Decimal(text)


def typed_score(text: str) -> Decimal | None:
    """A score as a person types it: a decimal comma is as good as a point. Raises: SheetError."""
    return parse_score(text.strip().replace(",", "."))


def read_sheet(content: bytes, stage: StageRules) -> ScoreSheet:
    """The score sheet of a CSV file with the columns candidate, country, assessor, criterion, score, in any order.

    Raises: SheetError, with the line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise SheetError("file", "UTF-8 text", f"the byte 0x{content[problem.start]:02x}", line) from problem
    sheet = ScoreSheet(stage=require_scorable(stage))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        _check_header(header)
        for row in reader:
            if row:
                sheet.add(_line(header, row))
    except SheetError as problem:
        problem.line = problem.line or max(reader.line_num, 1)
        raise
    except csv.Error as problem:
        raise SheetError("file", "comma-separated values (RFC 4180)", str(problem), reader.line_num) from problem
    if not sheet.scores:
        raise SheetError("file", "at least one line of scores", "none", max(reader.line_num, 1))
    return sheet


def _check_header(header: list[str]) -> None:
    expected = "the columns " + ",".join(COLUMNS)
    if not header:
        raise SheetError("file", expected, "an empty first line")
    for column in header:
        if column not in COLUMNS:
            raise SheetError(column[:40].strip() or "header", expected, "an unknown column")
        if header.count(column) > 1:
            raise SheetError(column, "each column once", f"{header.count(column)} of them")
    for column in COLUMNS:
        if column not in header:
            raise SheetError(column, expected, "no such column")


def _line(header: list[str], row: list[str]) -> ScoreLine:
    if len(row) != len(header):
        raise SheetError("line", f"{len(header)} fields", f"{len(row)}")
    cells = dict(zip(header, row, strict=True))
    for column in COLUMNS[:-1]:
        value = cells[column]
        if not value or value != value.strip():
            raise SheetError(column, "a text without spaces around it", f'"{value[:40]}"')
    return ScoreLine(
        candidate=cells["candidate"],
        country=cells["country"],
        assessor=cells["assessor"],
        criterion=cells["criterion"],
        score=parse_score(cells["score"]),
    )
