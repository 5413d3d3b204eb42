"""The ranking as the JSON document of `pearls rank` (contracts: pearls rank JSON). Evidence is not there yet: null."""

from fractions import Fraction
from typing import Any

from pearls.selection.rules.ranking import Ranked, Ranking, Remark
from pearls.selection.rules.wording import REASONS, WARNINGS, worded


def exact(value: Fraction, places: int = 6) -> str:
    """The value as a decimal with so many places, rounded half to even: the arithmetic before was exact."""
    scaled = round(value * 10**places)
    sign, digits = ("-" if scaled < 0 else ""), f"{abs(scaled):0{places + 1}d}"
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def as_json(ranking: Ranking, *, rules_sha256: str) -> dict[str, Any]:
    return {
        "rules_sha256": rules_sha256,
        "stage": ranking.stage.value,
        "aggregate": ranking.aggregate.value,
        "candidates": [_candidate(plan) for plan in ranking.candidates],
        "assessors": [
            {
                "assessor": assessor,
                "assessments": count,
                "severity": None,
                "standard_error": None,
                "consistency": None,
            }
            for assessor, count in ranking.assessors.items()
        ],
        "variance": None,
        "tight": None,
        "warnings": [{"code": str(remark.code), "text": warning_text(remark)} for remark in ranking.warnings],
    }


def reason_text(remark: Remark) -> str:
    return worded(REASONS[remark.code], remark.detail)


def warning_text(remark: Remark) -> str:
    return worded(WARNINGS[remark.code], remark.detail)


def _candidate(plan: Ranked) -> dict[str, Any]:
    return {
        "candidate": plan.candidate,
        "country": plan.country,
        "assessments": plan.assessments,
        "total": None if plan.total is None else exact(plan.total),
        "rank": plan.rank,
        "outcome": None if plan.outcome is None else plan.outcome.value,
        "extra_place_eligible": plan.extra_place_eligible,
        "reason": {"code": plan.reason.code, "text": reason_text(plan.reason), **plan.reason.detail},
        "expected_rank": None,
        "probability_of_title": None,
        "calibrated_total": None,
        "interval_90": None,
    }
