"""The ranking as the JSON document of `pearls rank` (contracts: pearls rank JSON), and the evidence beside it."""

from fractions import Fraction
from typing import Any

from pearls.kernel.canonical import canonical_json, sha256_hex
from pearls.selection.rules.evidence import (
    AssessorEvidence,
    CandidateEvidence,
    Evidence,
    Facet,
    Rasch,
    RaschSilence,
    Smallest,
    Tight,
)
from pearls.selection.rules.ranking import Ranked, Ranking, Remark
from pearls.selection.rules.wording import RASCH_SILENCES, REASONS, WARNINGS, worded


def exact(value: Fraction, places: int = 6) -> str:
    """The value as a decimal with so many places, rounded half to even: the arithmetic before was exact."""
    scaled = round(value * 10**places)
    sign, digits = ("-" if scaled < 0 else ""), f"{abs(scaled):0{places + 1}d}"
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def rounded(value: float | None) -> float | None:
    """A number of the evidence, with at most six decimals and no minus before a zero."""
    return None if value is None else round(value, 6) + 0.0


def as_json(ranking: Ranking, *, rules_sha256: str, evidence: Evidence | None = None) -> dict[str, Any]:
    evidence = evidence or Evidence()
    remarks = (*ranking.warnings, *evidence.remarks)
    return {
        "rules_sha256": rules_sha256,
        "stage": ranking.stage.value,
        "aggregate": ranking.aggregate.value,
        "candidates": [_candidate(plan, evidence.candidates.get(plan.candidate)) for plan in ranking.candidates],
        "assessors": [
            {"assessor": assessor, "assessments": count, **_assessor(evidence.assessors.get(assessor))}
            for assessor, count in ranking.assessors.items()
        ],
        "variance": evidence.variance and {key: rounded(sd) for key, sd in vars(evidence.variance).items()},
        "tight": evidence.tight and _tight(evidence.tight),
        "warnings": [{"code": str(remark.code), "text": warning_text(remark)} for remark in remarks],
    }


def official_sha256(ranking: Ranking, *, rules_sha256: str) -> str:
    """The hash of the official ranking: of the document without evidence, as canonical JSON (RFC 8785)."""
    return sha256_hex(canonical_json(as_json(ranking, rules_sha256=rules_sha256)))


def reason_text(remark: Remark) -> str:
    return worded(REASONS[remark.code], remark.detail)


def warning_text(remark: Remark) -> str:
    return worded(WARNINGS[remark.code], remark.detail)


def details(evidence: Evidence) -> dict[str, Any] | None:
    """What else the scores tell: who is in the grey zone, how far assessors agree, what stands out."""
    agreement, own = evidence.agreement, evidence.own_country
    if agreement is None:
        return None
    return {
        "seed": evidence.seed,
        "draws": evidence.draws,
        "grey_zone": [plan for plan, found in evidence.candidates.items() if found.is_grey],
        "erratic_assessors": [assessor for assessor, found in evidence.assessors.items() if found.is_erratic],
        "reliability_of_one": rounded(agreement.reliability.one),
        "reliability_of_mean": rounded(agreement.reliability.mean),
        "alpha": rounded(agreement.alpha),
        "alpha_by_criterion": {key: rounded(value) for key, value in agreement.by_criterion.items()},
        "own_country": own
        and {
            "assessments": own.assessments,
            "effect": rounded(own.effect),
            "standard_error": rounded(own.standard_error),
        },
        "rasch": _rasch(evidence.rasch),
        "smallest_change": _smallest(evidence.smallest),
    }


def _smallest(found: Smallest | None) -> dict[str, Any] | None:
    """The change of one score by one assessor, and whose outcome would be which."""
    if found is None:
        return None
    return {
        "candidate": found.candidate,
        "criterion": found.criterion,
        "points": exact(Fraction(found.points)),
        "altered": {key: outcome and outcome.value for key, outcome in found.altered.items()},
    }


def _rasch(found: Rasch | RaschSilence | None) -> dict[str, Any] | None:
    """The many-facet Rasch report in logits, or why there is none."""
    if found is None:
        return None
    if isinstance(found, RaschSilence):
        return {"code": found.value, "text": RASCH_SILENCES[found]}
    return {
        "plans": _facet(found.plans),
        "assessors": _facet(found.assessors),
        "criteria": _facet(found.criteria),
        "steps": [
            {
                "to_score": step.score,
                "threshold": rounded(step.logits),
                "standard_error": rounded(step.standard_error),
                "ratings": step.ratings,
            }
            for step in found.steps
        ],
    }


def _facet(found: Facet) -> dict[str, Any]:
    return {
        "separation": rounded(found.separation),
        "reliability": rounded(found.reliability),
        "measures": [
            {
                "id": name,
                "measure": rounded(one.logits),
                "standard_error": rounded(one.standard_error),
                "ratings": one.ratings,
                "infit": rounded(one.infit),
                "outfit": rounded(one.outfit),
                "fair_average": rounded(one.fair_average),
            }
            for name, one in found.measures.items()
        ],
    }


def _candidate(plan: Ranked, found: CandidateEvidence | None) -> dict[str, Any]:
    return {
        "candidate": plan.candidate,
        "country": plan.country,
        "assessments": plan.assessments,
        "total": None if plan.total is None else exact(plan.total),
        "rank": plan.rank,
        "outcome": None if plan.outcome is None else plan.outcome.value,
        "extra_place_eligible": plan.extra_place_eligible,
        "reason": {"code": plan.reason.code, "text": reason_text(plan.reason), **plan.reason.detail},
        "expected_rank": found and rounded(found.expected_rank),
        "probability_of_title": found and rounded(found.probability_of_title),
        "calibrated_total": found and rounded(found.calibrated_total),
        "interval_90": found and [rounded(bound) for bound in found.interval_90],
    }


def _assessor(found: AssessorEvidence | None) -> dict[str, float | None]:
    return {
        "severity": rounded(found.severity) if found else None,
        "standard_error": rounded(found.standard_error) if found else None,
        "consistency": rounded(found.consistency) if found else None,
    }


def _tight(found: Tight) -> dict[str, Any]:
    return {
        "is_tight": found.is_tight,
        "probability": rounded(found.probability),
        "margin": exact(found.margin),
        "above": found.above,
        "below": found.below,
    }
