"""How far assessors agree: intraclass correlations and Krippendorff's alpha.

Sources: Shrout & Fleiss 1979, "Intraclass correlations: uses in assessing rater reliability"; Krippendorff 2011,
"Computing Krippendorff's alpha-reliability", interval data.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pearls.selection.rules.evidence.juror_model import JurorModel


@dataclass(frozen=True)
class Reliability:
    """How much of the differences in what is read off is differences between plans; 0 to 1."""

    one: float  # of one assessor's score: ICC(2,1)
    mean: float  # of the mean of as many as a plan has on average: ICC(2,k)
    readers: float


def reliability(model: JurorModel, readers: float) -> Reliability:
    """From the model's variances, so that recusals do no harm; on a full grid it is what Shrout & Fleiss computed."""
    plans, noise = model.candidate_sd**2, model.assessor_sd**2 + model.error_sd**2
    total = plans + noise
    return Reliability(
        one=plans / total if total else 0.0,
        mean=plans / (plans + noise / readers) if total else 0.0,
        readers=readers,
    )


@dataclass(frozen=True)
class Correlations:
    """The six of Shrout & Fleiss: for one rater, and for the mean of all."""

    one_way: float
    random: float
    fixed: float
    one_way_mean: float
    random_mean: float
    fixed_mean: float


def correlations(table: Sequence[Sequence[float]]) -> Correlations:
    """The six intraclass correlations of a full table, a line for each thing rated and a column for each rater."""
    things, raters = len(table), len(table[0])
    lines = [sum(line) / raters for line in table]
    columns = [sum(line[at] for line in table) / things for at in range(raters)]
    mean = sum(lines) / things
    between = raters * sum((line - mean) ** 2 for line in lines)
    by_rater = things * sum((column - mean) ** 2 for column in columns)
    left = sum((value - mean) ** 2 for line in table for value in line) - between - by_rater
    bms, jms = between / (things - 1), by_rater / (raters - 1)
    ems, wms = left / ((things - 1) * (raters - 1)), (by_rater + left) / (things * (raters - 1))
    return Correlations(
        one_way=(bms - wms) / (bms + (raters - 1) * wms),
        random=(bms - ems) / (bms + (raters - 1) * ems + raters * (jms - ems) / things),
        fixed=(bms - ems) / (bms + (raters - 1) * ems),
        one_way_mean=(bms - wms) / bms,
        random_mean=(bms - ems) / (bms + (jms - ems) / things),
        fixed_mean=(bms - ems) / bms,
    )


def alpha(units: Iterable[Sequence[float]]) -> float | None:
    """Krippendorff's alpha for interval data: 1 is full agreement, 0 what chance gives.

    None, where nothing was judged twice or all values are the same.
    """
    pairable = [unit for unit in units if len(unit) > 1]
    values = [value for unit in pairable for value in unit]
    if len(values) < 2:
        return None
    by_chance = _differences(values) / (len(values) - 1)
    if not by_chance:
        return None
    seen = sum(_differences(unit) / (len(unit) - 1) for unit in pairable)
    return 1 - seen / by_chance


def _differences(values: Sequence[float]) -> float:
    """The sum of the squared differences of all pairs, each taken twice."""
    mean = sum(values) / len(values)
    return 2 * len(values) * sum((value - mean) ** 2 for value in values)
