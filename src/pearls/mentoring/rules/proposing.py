"""A proposal of who mentors whom: each pair with its affinity and reasons, or the towns that cannot be served. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pearls.kernel import sharing
from pearls.mentoring.rules import matching
from pearls.mentoring.rules.matching import Mentor, OwnCountry, SizeClass, Town


@dataclass(frozen=True)
class Question:
    """What a proposal is made from; nothing private is in it."""

    towns: Sequence[Town]
    mentors: Sequence[Mentor]
    on: date
    per_town: int = 1

    def mentor(self, name: str) -> Mentor:
        return next(mentor for mentor in self.mentors if mentor.id == name)

    def town(self, name: str) -> Town:
        return next(town for town in self.towns if town.id == name)


@dataclass(frozen=True)
class Proposal:
    """The pairs with what speaks for each; or `impossible`, for each town there its possible mentors."""

    rows: tuple[dict[str, Any], ...]
    impossible: tuple[dict[str, Any], ...]
    is_optimal: bool


def propose(question: Question, *, seed: int = 1) -> Proposal:
    """The best sharing of the towns."""
    allowed = matching.pairs_allowed(question.towns, question.mentors, on=question.on)
    towns = sorted(town.id for town in question.towns)
    capacities = {mentor.id: mentor.capacity for mentor in question.mentors}
    found = sharing.share(sharing.Task(towns, capacities, allowed, question.per_town), seed=seed)
    reaching = {name: sorted(mentor for town, mentor in allowed if town == name) for name in found.impossible}
    return Proposal(
        rows=tuple(row_of(question.town(town), question.mentor(mentor)) for town, mentor in found.pairs),
        impossible=tuple({"town": name, "allowed_mentors": mentors} for name, mentors in reaching.items()),
        is_optimal=found.is_optimal,
    )


def row_of(town: Town, mentor: Mentor) -> dict[str, Any]:
    """One pair with its affinity and reasons, as plain values."""
    reasons = [{"code": one.code, "points": one.points, **one.params} for one in matching.reasons_for(town, mentor)]
    return {
        "town": town.id,
        "mentor": mentor.id,
        "affinity": sum(one["points"] for one in reasons),
        "reasons": reasons,
    }


def as_json(question: Question, proposal: Proposal) -> dict[str, Any]:
    """The document of `pearls match --json`."""
    if proposal.impossible:
        return {"impossible": [dict(row) for row in proposal.impossible]}
    loads = Counter(row["mentor"] for row in proposal.rows)
    by_town: dict[str, int] = dict.fromkeys(sorted(town.id for town in question.towns), 0)
    for row in proposal.rows:
        by_town[row["town"]] += row["affinity"]
    worst = min(by_town, key=lambda name: (by_town[name], name), default=None)
    return {
        "assignments": [dict(row) for row in proposal.rows],
        "loads": {mentor.id: loads[mentor.id] for mentor in sorted(question.mentors, key=lambda one: one.id)},
        "least_served": None if worst is None else {"town": worst, "total_affinity": by_town[worst]},
        "total_affinity": sum(by_town.values()),
        "optimal": proposal.is_optimal,
    }


def as_snapshot(question: Question) -> dict[str, Any]:
    """What a proposal was made from, to keep."""
    return {
        "on": question.on.isoformat(),
        "per_town": question.per_town,
        "towns": [
            {
                "id": town.id,
                "country": town.country,
                "language": town.language,
                "themes": sorted(town.themes),
                "size": town.size.value,
                "closed_to": sorted(town.closed_to),
            }
            for town in question.towns
        ],
        "mentors": [
            {
                "id": mentor.id,
                "country": mentor.country,
                "languages": sorted(mentor.languages),
                "capacity": mentor.capacity,
                "themes": sorted(mentor.themes),
                "countries": sorted(mentor.countries),
                "own_country": mentor.own_country.value,
                "sizes": sorted(size.value for size in mentor.sizes),
                "available_from": mentor.available_from.isoformat() if mentor.available_from else None,
                "available_until": mentor.available_until.isoformat() if mentor.available_until else None,
            }
            for mentor in question.mentors
        ],
    }


def from_snapshot(kept: Mapping[str, Any]) -> Question:
    """The question that was kept."""
    return Question(
        towns=[
            Town(
                id=row["id"],
                country=row["country"],
                language=row["language"],
                themes=frozenset(row["themes"]),
                size=SizeClass(row["size"]),
                closed_to=frozenset(row["closed_to"]),
            )
            for row in kept["towns"]
        ],
        mentors=[_mentor(row) for row in kept["mentors"]],
        on=date.fromisoformat(kept["on"]),
        per_town=kept["per_town"],
    )


def _mentor(row: Mapping[str, Any]) -> Mentor:
    first, last = (row[name] and date.fromisoformat(row[name]) for name in ("available_from", "available_until"))
    return Mentor(
        id=row["id"],
        country=row["country"],
        languages=frozenset(row["languages"]),
        capacity=row["capacity"],
        themes=frozenset(row["themes"]),
        countries=frozenset(row["countries"]),
        own_country=OwnCountry(row["own_country"]),
        sizes=frozenset(SizeClass(size) for size in row["sizes"]),
        available_from=first,
        available_until=last,
    )
