"""Before the call: will any plan get too few scores, once everybody stands aside for their own country? Pure.

It asks the same engine that shares texts in earnest, so a yes is a sharing that exists.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from pearls.kernel.sharing import Task, impossible_items, serve
from pearls.selection.rules.assigning import Assessor
from pearls.selection.rules.readers import FEWEST_SCORES


@dataclass(frozen=True)
class Expected:
    """Plans expected from one country: how many on the panel may score them, and how many of these can be spared."""

    country: str
    plans: int
    readers: int
    spare: int

    @property
    def is_short(self) -> bool:
        return self.spare < 0


@dataclass(frozen=True)
class Forecast:
    """Whether the panel suffices for what is expected; `is_roomy` where the assessors' room does too."""

    rows: tuple[Expected, ...]
    wanted: int
    is_roomy: bool
    short: frozenset[str] = frozenset()  # countries whose plans cannot all get their scores

    @property
    def is_enough(self) -> bool:
        return self.is_roomy and not any(row.is_short for row in self.rows)


def forecast(
    assessors: Sequence[Assessor], plans: Mapping[str, int], *, is_own_country_open: bool, wanted: int = FEWEST_SCORES
) -> Forecast:
    """Before the call: will any plan get fewer scores than wanted, once everybody stands aside for their own country?

    What else makes people stand aside is not known yet; `spare` says for how many more there is room.
    """
    expected = {country: count for country, count in sorted(plans.items()) if count > 0}
    may = {country: _readers(assessors, country, is_own_country_open) for country in expected}
    rows = [Expected(one, expected[one], len(may[one]), len(may[one]) - wanted) for one in expected]
    task = _task(assessors, plans, wanted, is_own_country_open=is_own_country_open)
    blocked = impossible_items(task)
    short = {name.partition(" ")[0] for name in blocked} | {row.country for row in rows if row.is_short}
    return Forecast(tuple(rows), wanted, is_roomy=not blocked, short=frozenset(short))


def _task(assessors: Sequence[Assessor], plans: Mapping[str, int], wanted: int, *, is_own_country_open: bool) -> Task:
    """The question as the solver of a real assignment knows it; a plan is its country and a number."""
    items = {f"{country} {number}": country for country, count in plans.items() for number in range(count)}
    may = {country: _readers(assessors, country, is_own_country_open) for country in plans}
    return Task(
        items=list(items),
        capacities={one.id: one.capacity for one in assessors},
        points={(item, who): 1 for item, country in items.items() for who in may[country]},
        per_item=wanted,
    )


def _readers(assessors: Iterable[Assessor], country: str, is_own_country_open: bool) -> list[str]:
    return [one.id for one in assessors if one.capacity and (is_own_country_open or one.country != country)]


@dataclass(frozen=True)
class Advice:
    """What would make it enough: so many `people` more, from none of the countries, who take `takes` texts each; or
    the same people, if each took `each` texts (None: not by that alone)."""

    people: int
    takes: int
    each: int | None


def advice(
    assessors: Sequence[Assessor], plans: Mapping[str, int], *, is_own_country_open: bool, wanted: int = FEWEST_SCORES
) -> Advice:
    """What to add where people do not suffice; asked where `forecast` says so."""
    total = sum(plans.values())
    takes = min(max((one.capacity for one in assessors), default=0) or total, total)

    def is_enough(people: Sequence[Assessor]) -> bool:
        return bool(serve(_task(people, plans, wanted, is_own_country_open=is_own_country_open)))

    def is_enough_with(count: int) -> bool:
        return is_enough([*assessors, *(Assessor(f"+{number}", "", frozenset(), takes) for number in range(count))])

    def is_enough_at(capacity: int) -> bool:
        return is_enough([replace(one, capacity=capacity) for one in assessors])

    # So many new people can give every plan all its scores by themselves.
    most = wanted + ceil(wanted * total / takes)
    people = bisect_left(range(most), True, key=is_enough_with)
    each = bisect_left(range(total), True, key=is_enough_at)
    return Advice(people, takes, each if is_enough_at(each) else None)
