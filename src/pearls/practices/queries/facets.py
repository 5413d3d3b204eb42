"""By what practices are narrowed and counted besides their concepts: country, year, size of place, cost, evidence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from pearls.places import rules as place_rules
from pearls.practices import rules
from pearls.practices.models import Practice

Limits = Sequence[tuple[int, StrEnum]]
UNKNOWN = "unknown"  # of each of these: not published
# Which column is cut into which bands: up to what, and what lies above.
BANDS: dict[str, tuple[str, Limits, StrEnum]] = {
    "size": ("place__population", place_rules.SIZE_LIMITS, place_rules.SizeClass.OVER_100000),
    "cost": ("budget_euros", rules.COST_LIMITS, rules.CostBand.OVER_500000),
}


@dataclass
class Facts:
    """How many practices there are of each country, year (as far as it is published), size, cost and evidence."""

    country: Counter[str] = field(default_factory=Counter)
    year: Counter[str] = field(default_factory=Counter)
    size: Counter[str] = field(default_factory=Counter)
    cost: Counter[str] = field(default_factory=Counter)
    evidence: Counter[str] = field(default_factory=Counter)

    @property
    def number(self) -> int:
        return self.country.total()


def counted_facts(practices: QuerySet[Practice]) -> Facts:
    """How many of these there are of each fact by which they are narrowed; one query."""
    facts = Facts()
    bands = {f"{name}_band": _band(*BANDS[name]) for name in BANDS}
    rows = practices.order_by().annotate(**bands)
    grouped = rows.values_list("country", "start_year", *bands, "evidence_strength").annotate(number=Count("pk"))
    for country, year, size, cost, evidence, number in grouped:
        facts.country[country] += number
        facts.size[size] += number
        facts.cost[cost] += number
        facts.evidence[evidence or UNKNOWN] += number
        if year is not None:
            facts.year[str(year)] += number
    return facts


def within(name: str, band: str) -> Q:
    """Whether a practice lies in a band of size or cost; none does in a band that there is not."""
    column, limits, last = BANDS[name]
    if band == UNKNOWN:
        return Q(**{f"{column}__isnull": True})
    least = 0
    for limit, code in limits:
        if band == code:
            return Q(**{f"{column}__gte": least, f"{column}__lt": limit})
        least = limit
    return Q(**{f"{column}__gte": least}) if band == last else Q(pk__in=[])


def of_evidence(code: str) -> Q:
    """Whether it is known so surely what a practice achieved."""
    return Q(evidence_strength="" if code == UNKNOWN else code)


def _band(column: str, limits: Limits, last: StrEnum) -> Any:
    cases = [When(**{f"{column}__isnull": True}, then=Value(UNKNOWN))]
    cases += [When(**{f"{column}__lt": limit}, then=Value(str(code))) for limit, code in limits]
    return Case(*cases, default=Value(str(last)))
