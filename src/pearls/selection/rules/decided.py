"""The score sheet of a published result as everybody may have it: it counts to the same result and tells of nobody.

A plan stands under its place in the official order, `plan-01`; its country is there only where the rule looked at it.
The points of a plan on one criterion stand in rising order, each criterion by itself: who gave which is not in it, nor
which were given by one person. All sums are the same, so totals, ties and places are. Labels of assessors hold for one
plan alone: the juror model finds no assessor who read two plans, and says so instead of taking strangers for one.
"""

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pearls.programme.rules.stages import Stage, StageRules
from pearls.selection.rules.ranking import Ranked, Ranking, rank
from pearls.selection.rules.sheet import COLUMNS, ScoreLine, ScoreSheet

# Of fewer assessors than this no single points are told, their mean in each one's stead: it gives the same sums.
LEAST_SHOWN = 3
NO_COUNTRY = "ZZ"  # "unknown" wherever country codes are read
# Where the rule asked for the country; once no place is left, and in a pre-selection, it asks for nobody's.
_COUNTRY_ASKED = frozenset({"by-rank", "country-limit", "tie"})


@dataclass(frozen=True)
class PublicSheet:
    """The lines, and under which label each plan (by its key) stands in them."""

    stage: StageRules
    labels: Mapping[str, str]
    lines: tuple[ScoreLine, ...]

    def ranking(self) -> Ranking:
        return rank(self.lines, self.stage)

    def points(self) -> dict[str, dict[str, list[Decimal]]]:
        """By label and criterion, in rising order; nothing for a plan that nobody has assessed."""
        found: dict[str, dict[str, list[Decimal]]] = {}
        for line in self.lines:
            if line.score is not None:
                found.setdefault(line.candidate, {}).setdefault(line.criterion, []).append(line.score)
        return found


def public_sheet(sheet: ScoreSheet, ranking: Ranking, placed: Collection[str]) -> PublicSheet:
    """The sheet behind a ranking without its people; `placed` are the plans (their keys) that have a place."""
    width = max(2, len(str(len(ranking.candidates))))
    labels = {plan.candidate: f"plan-{at:0{width}}" for at, plan in enumerate(ranking.candidates, start=1)}
    lines: list[ScoreLine] = []
    for plan in ranking.candidates:
        is_told = plan.candidate in placed or _is_country_asked(plan, sheet.stage)
        country = plan.country if is_told else NO_COUNTRY
        lines += _lines(sheet, plan.candidate, labels[plan.candidate], country)
    return PublicSheet(sheet.stage, labels, tuple(lines))


def _is_country_asked(plan: Ranked, stage: StageRules) -> bool:
    return stage.stage == Stage.FINAL and plan.reason.code in _COUNTRY_ASKED


def _lines(sheet: ScoreSheet, plan: str, label: str, country: str) -> list[ScoreLine]:
    criteria = [criterion.id for criterion in sheet.stage.criteria]
    complete = [
        {key: score for key, score in cells.items() if score is not None} for cells in sheet.scores[plan].values()
    ]
    complete = [given for given in complete if len(given) == len(criteria)]
    if not complete:
        # A plan without any line would not be on the sheet.
        return [ScoreLine(label, country, f"{label}-0", criteria[0], None)]
    return [
        ScoreLine(label, country, f"{label}-{at}", key, score)
        for key in criteria
        for at, score in enumerate(_told(given[key] for given in complete), start=1)
    ]


def _told(scores: Iterable[Decimal]) -> list[Decimal]:
    ordered = sorted(scores)
    if 1 < len(ordered) < LEAST_SHOWN:
        return [_mean_of_two(*ordered)] * len(ordered)
    return ordered


def _mean_of_two(one: Decimal, other: Decimal) -> Decimal:
    half = (Fraction(one) + Fraction(other)) / 2
    digits = max(-int(one.as_tuple().exponent), -int(other.as_tuple().exponent), 0) + 1
    return Decimal(int(half * 10**digits)).scaleb(-digits)


def sheet_csv(public: PublicSheet) -> str:
    """The public sheet as `pearls rank` reads it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for line in public.lines:
        score = "" if line.score is None else spelled(line.score)
        writer.writerow([line.candidate, line.country, line.assessor, line.criterion, score])
    return text.getvalue()


def spelled(score: Decimal) -> str:
    """A score without zeros that say nothing: 7.5, 10."""
    text = f"{score:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Part:
    """One criterion of a plan's total by hand: the points, their mean or sum, the weight, and what it adds."""

    criterion: str
    points: tuple[Decimal, ...]
    together: Fraction
    weight_percent: Decimal
    adds: Fraction


def parts_of(public: PublicSheet, label: str) -> list[Part]:
    """How the total of a plan comes about, criterion by criterion; the parts add up to it."""
    [plan] = [plan for plan in public.ranking().candidates if plan.candidate == label]
    points = public.points().get(label, {})
    return [
        Part(
            criterion=criterion.id,
            points=tuple(points[criterion.id]),
            together=plan.criteria[criterion.id],
            weight_percent=criterion.weight_percent or Decimal(0),
            adds=plan.criteria[criterion.id] * Fraction(criterion.weight_percent or 0) / 100,
        )
        for criterion in public.stage.criteria
        if criterion.id in points
    ]
