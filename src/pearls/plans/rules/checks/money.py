"""Whether the money is there, to the cent."""

from collections.abc import Iterator

from pearls.plans.rules import money
from pearls.plans.rules.checks.finding import Check, FindingKind, Spot
from pearls.plans.rules.reading import Reading

CROWD_PERCENT = 60  # more than this part of the dated costs in one quarter
CROWD_LEAST = 3  # of fewer dated costs nobody can say that they crowd
IDEA = "idea"


def _cost_without_source(reading: Reading) -> Iterator[Spot]:
    for line in reading.rows("cost_lines"):
        if not money.has_source(reading, line):
            yield Spot("cost_lines", line, "source", {"amount_cents": line.get("amount") or 0})


def _cost_without_activity(reading: Reading) -> Iterator[Spot]:
    for line in reading.rows("cost_lines"):
        if not reading.picked("cost_lines", line, "activity"):
            yield Spot("cost_lines", line, "activity", {"amount_cents": line.get("amount") or 0})


def _activity_without_cost(reading: Reading) -> Iterator[Spot]:
    paid = reading.pickers("cost_lines", "activity")
    for activity in reading.rows("activities"):
        if activity["id"] not in paid:
            yield Spot("activities", activity)


def _crowded_quarter(reading: Reading) -> Iterator[Spot]:
    dated = [(quarter, share) for quarter, share in money.costs_by_quarter(reading) if quarter]
    lines = [line for line in reading.rows("cost_lines") if money.quarter_of(line)]
    total = sum(share.total_cents for _quarter, share in dated)
    if len(lines) < CROWD_LEAST or not total:
        return
    for quarter, share in dated:
        if share.total_cents * 100 > CROWD_PERCENT * total:
            detail = {
                "year": quarter[0],
                "quarter": quarter[1],
                "amount_cents": share.total_cents,
                "all_cents": total,
            }
            yield Spot("cost_lines", column_id="on", detail=detail)


def _difference(reading: Reading) -> int:
    """Money less costs; nothing while one side is not written at all."""
    found = money.balance(reading)
    is_written = found.costs_cents and (reading.rows("sources") or found.seed_cents)
    return found.money_cents - found.costs_cents if is_written else 0


def _spot_of_sums(reading: Reading, difference: int) -> Spot:
    found = money.balance(reading)
    detail = {
        "costs_cents": found.costs_cents,
        "money_cents": found.money_cents,
        "difference_cents": abs(difference),
    }
    return Spot("sources", detail=detail)


def _money_falls_short(reading: Reading) -> Iterator[Spot]:
    if (difference := _difference(reading)) < 0:
        yield _spot_of_sums(reading, difference)


def _money_left_over(reading: Reading) -> Iterator[Spot]:
    if (difference := _difference(reading)) > 0:
        yield _spot_of_sums(reading, difference)


def _source_overdrawn(reading: Reading) -> Iterator[Spot]:
    for funding in money.costs_by_source(reading):
        row = reading.row("sources", funding.name)
        if row and funding.given_cents is not None and funding.spent_cents > funding.given_cents:
            detail = {"given_cents": funding.given_cents, "spent_cents": funding.spent_cents}
            yield Spot("sources", row, "amount", detail)


def _source_only_an_idea(reading: Reading) -> Iterator[Spot]:
    for source in reading.rows("sources"):
        if source.get("state") == IDEA:
            yield Spot("sources", source, "state", {"amount_cents": source.get("amount") or 0})


def _seed_money_over_limit(reading: Reading) -> Iterator[Spot]:
    question = reading.form.question("seed_money")
    asked = money.balance(reading).seed_cents
    if question and question.maximum is not None and asked > question.maximum:
        yield Spot("seed_money", detail={"asked_cents": asked, "limit_cents": question.maximum})


def _seed_lines_differ(reading: Reading) -> Iterator[Spot]:
    found = money.balance(reading)
    if found.seed_cents != found.seed_lines_cents:
        detail = {"asked_cents": found.seed_cents, "lines_cents": found.seed_lines_cents}
        yield Spot("seed_money", detail=detail)


GAP, CLASH, HINT = FindingKind.GAP, FindingKind.CLASH, FindingKind.HINT
AMOUNTS = ("sources.amount", "cost_lines.amount")
CHECKS = (
    Check("cost-without-source", GAP, ("cost_lines.source", "sources"), _cost_without_source),
    Check("cost-without-activity", GAP, ("cost_lines.activity", "activities"), _cost_without_activity),
    Check("activity-without-cost", HINT, ("activities", "cost_lines.activity"), _activity_without_cost),
    Check("crowded-quarter", HINT, ("cost_lines.amount", "cost_lines.on"), _crowded_quarter),
    Check("money-falls-short", CLASH, AMOUNTS, _money_falls_short),
    Check("money-left-over", HINT, AMOUNTS, _money_left_over),
    Check("source-overdrawn", CLASH, (*AMOUNTS, "cost_lines.source"), _source_overdrawn),
    Check("source-only-an-idea", HINT, ("sources.state",), _source_only_an_idea),
    Check("seed-money-over-limit", CLASH, ("seed_money",), _seed_money_over_limit),
    Check("seed-lines-differ", CLASH, ("seed_money", "cost_lines.is_seed"), _seed_lines_differ),
)
