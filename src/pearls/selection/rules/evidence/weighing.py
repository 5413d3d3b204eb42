"""All the evidence of one score sheet together, beside its official ranking."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from pearls.selection.rules.evidence.agreement import Reliability, alpha, reliability
from pearls.selection.rules.evidence.draws import DRAWS, Drawn, draw
from pearls.selection.rules.evidence.grid import Grid, Silence, of_criterion, silence, weighted
from pearls.selection.rules.evidence.juror_model import JurorModel, model_of
from pearls.selection.rules.evidence.rasch import Rasch, rasch_of
from pearls.selection.rules.evidence.ratings import RaschSilence
from pearls.selection.rules.evidence.signals import OwnCountry, erratic, own_country
from pearls.selection.rules.evidence.smallest import Smallest, smallest_change
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import Ranked, Ranking, Remark
from pearls.selection.rules.sheet import ScoreSheet

# A place is safe, or safely out of reach, where no more than one draw in twenty says otherwise.
_SAFE = 0.05


@dataclass(frozen=True)
class CandidateEvidence:
    """What the scores say of one plan; the probability is None where the rules draw no line."""

    calibrated_total: float
    interval_90: tuple[float, float]
    expected_rank: float
    probability_of_title: float | None

    @property
    def is_grey(self) -> bool:
        """Whether its place hangs on who happened to read it: neither safe nor safely out of reach."""
        return self.probability_of_title is not None and _SAFE < self.probability_of_title < 1 - _SAFE


@dataclass(frozen=True)
class AssessorEvidence:
    """`severity` is positive for the stricter; `consistency` is 1 for somebody who strays as much as all do."""

    severity: float
    standard_error: float
    consistency: float
    is_erratic: bool


@dataclass(frozen=True)
class Variance:
    """Standard deviations in points: between plans, between assessors' severities, and what is left over."""

    candidate_sd: float
    assessor_sd: float
    residual_sd: float


@dataclass(frozen=True)
class Tight:
    """The last plan with a title against the best without: `probability` is that the second is really the better."""

    is_tight: bool
    probability: float
    margin: Fraction
    above: str
    below: str


@dataclass(frozen=True)
class Agreement:
    """How far assessors agree; alphas are None where they cannot be computed."""

    reliability: Reliability
    alpha: float | None
    by_criterion: Mapping[str, float | None]


@dataclass(frozen=True)
class Evidence:
    """What stands beside a ranking; with a `silence` all is empty that needs the model."""

    silence: Silence | None = None
    seed: int = 1
    draws: int = DRAWS
    candidates: Mapping[str, CandidateEvidence] = field(default_factory=dict)
    assessors: Mapping[str, AssessorEvidence] = field(default_factory=dict)
    variance: Variance | None = None
    tight: Tight | None = None
    agreement: Agreement | None = None
    own_country: OwnCountry | None = None
    rasch: Rasch | RaschSilence | None = None
    smallest: Smallest | None = None

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What a reader of the ranking should know of it."""
        return () if self.silence is None else (Remark(self.silence),)


def weigh(
    sheet: ScoreSheet, ranking: Ranking, *, seed: int = 1, assessor_countries: Mapping[str, str] | None = None
) -> Evidence:
    """The evidence beside this ranking of this sheet: the same for the same input and seed, to the last digit."""
    grid = weighted(sheet)
    why_not = silence(grid)
    if why_not is not None:
        return Evidence(silence=why_not, seed=seed, smallest=smallest_change(sheet, ranking))
    model = model_of(grid)
    line = _line(ranking)
    pair = (line[0].candidate, line[1].candidate) if line else None
    drawn = draw(grid, model, sheet.stage, sheet.countries, seed=seed, pair=pair)
    strays = erratic(grid, model)
    return Evidence(
        seed=seed,
        candidates=candidates_of(grid, model, drawn),
        assessors={
            assessor: AssessorEvidence(
                severity=-model.assessors[assessor],
                standard_error=model.standard_errors[assessor],
                consistency=model.consistency(assessor),
                is_erratic=assessor in strays,
            )
            for assessor in grid.assessors
        },
        variance=Variance(model.candidate_sd, model.assessor_sd, model.error_sd),
        tight=_tight(sheet, line, drawn),
        agreement=_agreement(sheet, grid, model),
        own_country=own_country(grid, model, sheet.countries, assessor_countries) if assessor_countries else None,
        rasch=rasch_of(sheet),
        smallest=smallest_change(sheet, ranking),
    )


def candidates_of(grid: Grid, model: JurorModel, drawn: Drawn) -> dict[str, CandidateEvidence]:
    """What the draws say of each plan."""
    return {
        plan: CandidateEvidence(
            calibrated_total=model.level + model.candidates[plan],
            interval_90=drawn.intervals[plan],
            expected_rank=drawn.ranks[plan],
            probability_of_title=drawn.places[plan] if drawn.places else None,
        )
        for plan in grid.candidates
    }


def _line(ranking: Ranking) -> tuple[Ranked, Ranked] | None:
    """The last plan with a title, and the first without, who would be the first to get an extra place."""
    assessed = [plan for plan in ranking.candidates if plan.total is not None]
    above = [plan for plan in assessed if plan.outcome == Outcome.TITLE]
    below = [plan for plan in assessed if plan.outcome != Outcome.TITLE]
    return (above[-1], below[0]) if above and below else None


def _tight(sheet: ScoreSheet, line: tuple[Ranked, Ranked] | None, drawn: Drawn) -> Tight | None:
    if line is None or drawn.beats is None:
        return None
    above, below = line
    return Tight(
        is_tight=Decimal(f"{drawn.beats:.6f}") >= sheet.stage.tight_probability,
        probability=drawn.beats,
        margin=(above.total or Fraction(0)) - (below.total or Fraction(0)),
        above=above.candidate,
        below=below.candidate,
    )


def _agreement(sheet: ScoreSheet, grid: Grid, model: JurorModel) -> Agreement:
    return Agreement(
        reliability=reliability(model, grid.count / len(grid.candidates)),
        alpha=_alpha(grid),
        by_criterion={criterion.id: _alpha(of_criterion(sheet, criterion.id)) for criterion in sheet.stage.criteria},
    )


def _alpha(grid: Grid) -> float | None:
    return alpha([float(score) for score in given.values()] for given in grid.scores.values())
