"""What a plan costs and who pays: exact sums in cents, by activity, by source and by quarter.

A cost line marked as seed money is paid from it, whatever source it names. A line whose activity, source or day is not
given, or is no longer there, is counted under the empty name or under None: nothing is lost from the sum.
"""

from collections import defaultdict
from dataclasses import dataclass

from pearls.plans.rules.reading import Reading, Row, day, total_cents

Quarter = tuple[int, int]  # the year, and 1 to 4


@dataclass(frozen=True)
class Share:
    """The costs that one activity or one quarter carries; `name` is the activity's, empty for none."""

    name: str
    total_cents: int
    seed_cents: int = 0
    unfunded_cents: int = 0  # neither source nor seed money


@dataclass(frozen=True)
class Funding:
    """What a source gives and what is paid from it. `given_cents` is None where no amount is written."""

    name: str
    given_cents: int | None
    spent_cents: int


@dataclass(frozen=True)
class Balance:
    """All costs, and all money named for them: sources and seed money."""

    costs_cents: int
    sources_cents: int
    seed_cents: int
    seed_lines_cents: int

    @property
    def money_cents(self) -> int:
        return self.sources_cents + self.seed_cents


def is_seed(line: Row) -> bool:
    return line.get("is_seed") is True


def has_source(reading: Reading, line: Row) -> bool:
    """Whether somebody pays the line: a source or seed money. A form without sources leaves none open."""
    return not reading.asks("cost_lines.source") or is_seed(line) or bool(reading.picked("cost_lines", line, "source"))


def balance(reading: Reading) -> Balance:
    """Costs against money, to the cent."""
    lines = reading.rows("cost_lines")
    seed = reading.answer("seed_money")
    return Balance(
        costs_cents=total_cents(lines),
        sources_cents=total_cents(reading.rows("sources")),
        seed_cents=seed if isinstance(seed, int) else 0,
        seed_lines_cents=total_cents(filter(is_seed, lines)),
    )


def costs_by_activity(reading: Reading) -> list[Share]:
    """Each activity with what it costs, in the plan's order; costs without an activity last, where there are any."""
    by_activity: dict[str, list[Row]] = defaultdict(list)
    for line in reading.rows("cost_lines"):
        by_activity[next(iter(reading.picked("cost_lines", line, "activity")), "")].append(line)
    names = [row["id"] for row in reading.rows("activities")] + ([""] if "" in by_activity else [])
    return [_share(reading, name, by_activity[name]) for name in names]


def costs_by_source(reading: Reading) -> list[Funding]:
    """Each source with what is paid from it, in the plan's order. "seed" where the form asks for seed money; then,
    under the empty name, costs that nobody pays yet."""
    spent: dict[str, int] = defaultdict(int)
    seed_spent = unfunded = 0
    for line in reading.rows("cost_lines"):
        amount = line.get("amount") or 0
        source = next(iter(reading.picked("cost_lines", line, "source")), "")
        if is_seed(line):
            seed_spent += amount
        elif source:
            spent[source] += amount
        else:
            unfunded += amount
    found = [Funding(row["id"], row.get("amount"), spent[row["id"]]) for row in reading.rows("sources")]
    seed = reading.answer("seed_money")
    if seed or seed_spent:
        found.append(Funding(SEED, seed, seed_spent))
    return found + ([Funding("", None, unfunded)] if unfunded else [])


SEED = "seed-money"  # holds a hyphen, so that no record is ever called so


def quarter_of(line: Row) -> Quarter | None:
    """The quarter in which a line is paid; None where no day is given."""
    on = day(line.get("on"))
    return (on.year, (on.month - 1) // 3 + 1) if on else None


def costs_by_quarter(reading: Reading) -> list[tuple[Quarter | None, Share]]:
    """What is paid in each quarter from the first to the last with a cost; last, what has no day yet."""
    by_quarter: dict[Quarter | None, list[Row]] = defaultdict(list)
    for line in reading.rows("cost_lines"):
        by_quarter[quarter_of(line)].append(line)
    dated = sorted(quarter for quarter in by_quarter if quarter)
    quarters: list[Quarter | None] = [*(_from_to(dated[0], dated[-1]) if dated else ())]
    if len(quarters) > MOST_QUARTERS:
        quarters = [*dated]
    if None in by_quarter:
        quarters.append(None)
    return [(quarter, _share(reading, "", by_quarter.get(quarter, []))) for quarter in quarters]


MOST_QUARTERS = 16  # a plan lasts about a year; a mistyped century is no reason to draw four hundred bars


def _from_to(first: Quarter, last: Quarter) -> list[Quarter]:
    start, end = first[0] * 4 + first[1] - 1, last[0] * 4 + last[1] - 1
    return [(at // 4, at % 4 + 1) for at in range(start, end + 1)]


def _share(reading: Reading, name: str, lines: list[Row]) -> Share:
    return Share(
        name=name,
        total_cents=total_cents(lines),
        seed_cents=total_cents(line for line in lines if is_seed(line)),
        unfunded_cents=total_cents(line for line in lines if not has_source(reading, line)),
    )
