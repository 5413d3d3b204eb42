"""How well a practice fits what a place needs, and why: a score to order by, and reasons in codes.

The concepts come first: what answers nothing that the place named fits not at all, however near and cheap it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Name = tuple[str, str]  # scheme and id of a concept

# Points for the first shared concept of a scheme, and for each further one.
POINTS: Mapping[str, tuple[int, int]] = {
    "challenge": (20, 8),
    "target_group": (10, 4),
    "cultural_field": (8, 3),
    "method": (8, 3),
    "resilience_dimension": (4, 1),
}
CLOSE_POINTS = 10  # one concept stands right above or below the other: dementia, ageing
LIKE_SIZE, NEAR_SIZE = 2, 5  # at most so many times as large or as small
SIZE_POINTS, NEAR_SIZE_POINTS = 6, 3
SMALLER_POINTS = 4  # it tells what to change in a smaller town, and the place is one
MONEY_POINTS, HOURS_POINTS = 6, 4
FAR_TOO_MUCH = 3  # times what there is: nobody shrinks a project to a third and calls it the same
COUNTRY_POINTS, LANGUAGE_POINTS = 3, 2
EVIDENCE_POINTS: Mapping[str, int] = {"counted": 1, "asked": 2, "compared": 3}
TRIED_POINTS, MOST_TRIED = 2, 3
MOST_FURTHER = 3
OFFICER_HOURS = 400  # in a year, of an officer who has the rest of the culture to look after

# In the order in which a reader is told; the last ones are a caution, not a reason for.
REASONS = (
    *("same-challenge", "close-challenge", "same-target_group", "same-cultural_field", "same-method"),
    *("same-resilience_dimension", "similar-size", "near-size", "for-smaller-towns", "within-budget", "within-hours"),
    *("same-country", "same-language", "has-evidence", "tried-elsewhere"),
    *("costs-more", "takes-more-hours"),
)
CAUTIONS = frozenset({"costs-more", "takes-more-hours"})


@dataclass(frozen=True)
class Need:
    """What a place needs and has. None, zero officers and empty are "not said", and speak neither for nor against.

    `hours` and `euros` are what there is for one practice; hours follow from `officers` where they are not said.
    """

    concepts: frozenset[Name] = frozenset()
    population: int | None = None
    euros: int | None = None
    hours: int | None = None
    officers: int = 0
    country: str = ""
    languages: frozenset[str] = frozenset()

    @property
    def hours_there(self) -> int | None:
        return self.hours if self.hours is not None else self.officers * OFFICER_HOURS or None


@dataclass(frozen=True)
class Facts:
    """What is known of a practice. None and empty are "not published"; `worked_count`: towns where it worked too."""

    key: str
    concepts: frozenset[Name] = frozenset()
    population: int | None = None  # of its place
    euros: int | None = None
    hours: int | None = None
    country: str = ""
    language: str = ""
    evidence_strength: str = ""
    tells_smaller_towns: bool = False
    worked_count: int = 0


@dataclass(frozen=True)
class Reason:
    """Why a practice fits, or a caution: a code of `REASONS`; the concept, or the figure that the sentence needs."""

    code: str
    concepts: tuple[Name, ...] = ()
    number: int | None = None

    @property
    def is_caution(self) -> bool:
        return self.code in CAUTIONS


@dataclass(frozen=True)
class Fit:
    """How well one practice fits: points to order by, never shown as a mark, and the reasons in their order."""

    key: str
    score: int
    reasons: tuple[Reason, ...] = ()


@dataclass
class _Weighing:
    """Gathers points and reasons of one practice."""

    score: int = 0
    reasons: list[Reason] = field(default_factory=list)

    def add(self, points: int, code: str, **detail: Any) -> None:
        self.score += points
        self.reasons.append(Reason(code, **detail))


def fit_of(need: Need, facts: Facts, related: Mapping[Name, Iterable[Name]] | None = None) -> Fit:
    """How well a practice fits a need; a score of zero or less says that it does not.

    `related` names for a concept those right above and below it.
    """
    found = _Weighing()
    _weigh_concepts(found, need, facts, related or {})
    if need.concepts and not found.reasons:
        return Fit(facts.key, 0)
    _weigh_size(found, need, facts)
    _weigh_cost(found, need, facts)
    _weigh_nearness(found, need, facts)
    _weigh_proof(found, facts)
    order = sorted(found.reasons, key=lambda reason: REASONS.index(reason.code))
    return Fit(facts.key, found.score, tuple(order))


def best_fits(
    need: Need, practices: Iterable[Facts], related: Mapping[Name, Iterable[Name]] | None = None, most: int = 3
) -> list[Fit]:
    """The practices that fit best, the best first, ties by key; those that do not fit are left out."""
    fits = [fit for facts in practices if (fit := fit_of(need, facts, related)).score > 0]
    return sorted(fits, key=lambda fit: (-fit.score, fit.key))[:most]


def _weigh_concepts(found: _Weighing, need: Need, facts: Facts, related: Mapping[Name, Iterable[Name]]) -> None:
    for scheme, (first, further) in POINTS.items():
        shared = tuple(sorted(name for name in need.concepts & facts.concepts if name[0] == scheme))
        if shared:
            found.add(first + further * min(len(shared) - 1, MOST_FURTHER), f"same-{scheme}", concepts=shared)
    asked = sorted(name for name in need.concepts - facts.concepts if name[0] == "challenge")
    close = {other for name in asked for other in related.get(name, ()) if other in facts.concepts - need.concepts}
    if close:
        found.add(CLOSE_POINTS, "close-challenge", concepts=tuple(sorted(close)))


def _weigh_size(found: _Weighing, need: Need, facts: Facts) -> None:
    if not need.population:
        return
    if facts.population:
        larger, smaller = max(need.population, facts.population), min(need.population, facts.population)
        if larger <= smaller * LIKE_SIZE:
            found.add(SIZE_POINTS, "similar-size", number=facts.population)
        elif larger <= smaller * NEAR_SIZE:
            found.add(NEAR_SIZE_POINTS, "near-size", number=facts.population)
    is_smaller = facts.population is None or need.population < facts.population
    if facts.tells_smaller_towns and is_smaller:
        found.add(SMALLER_POINTS, "for-smaller-towns")


def _weigh_cost(found: _Weighing, need: Need, facts: Facts) -> None:
    for there, cost, points, within, above in (
        (need.euros, facts.euros, MONEY_POINTS, "within-budget", "costs-more"),
        (need.hours_there, facts.hours, HOURS_POINTS, "within-hours", "takes-more-hours"),
    ):
        if there is None or cost is None:
            continue
        if cost <= there:
            found.add(points, within, number=cost)
        else:
            found.add(-points * (FAR_TOO_MUCH if cost > there * FAR_TOO_MUCH else 1), above, number=cost)


def _weigh_nearness(found: _Weighing, need: Need, facts: Facts) -> None:
    if need.country and need.country == facts.country:
        found.add(COUNTRY_POINTS, "same-country")
    if facts.language and facts.language in need.languages:
        found.add(LANGUAGE_POINTS, "same-language")


def _weigh_proof(found: _Weighing, facts: Facts) -> None:
    if points := EVIDENCE_POINTS.get(facts.evidence_strength):
        found.add(points, "has-evidence")
    if facts.worked_count:
        found.add(TRIED_POINTS * min(facts.worked_count, MOST_TRIED), "tried-elsewhere", number=facts.worked_count)
