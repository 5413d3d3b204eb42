"""Whether one will see what has changed."""

from collections.abc import Iterator, Mapping
from datetime import date

from pearls.plans.rules.checks.finding import Check, FindingKind, Spot
from pearls.plans.rules.reading import Reading, Row, day, span


def _without(reading: Reading, column_id: str) -> Iterator[Spot]:
    for indicator in reading.rows("indicators"):
        if indicator.get(column_id) in (None, ""):
            yield Spot("indicators", indicator, column_id)


def _indicator_without_baseline(reading: Reading) -> Iterator[Spot]:
    return _without(reading, "baseline")


def _indicator_without_target(reading: Reading) -> Iterator[Spot]:
    return _without(reading, "target")


def _indicator_without_method(reading: Reading) -> Iterator[Spot]:
    return _without(reading, "how")


def _target_equals_baseline(reading: Reading) -> Iterator[Spot]:
    for indicator in reading.rows("indicators"):
        if indicator.get("target") and indicator.get("target") == indicator.get("baseline"):
            yield Spot("indicators", indicator, "target", {"value": indicator["target"]})


def _baseline_measured_too_late(reading: Reading) -> Iterator[Spot]:
    """Measured after the first day of what is to change it: its activities, else those of its goals."""
    by_goal = reading.pickers("activities", "goals")
    for indicator in reading.rows("indicators"):
        on = day(indicator.get("baseline_on"))
        begins = _first_day(_that_move(reading, indicator, by_goal))
        if on and begins and on > begins:
            detail = {"measured_on": on.isoformat(), "begins_on": begins.isoformat()}
            yield Spot("indicators", indicator, "baseline_on", detail)


def _that_move(reading: Reading, indicator: Row, by_goal: Mapping[str, list[Row]]) -> list[Row]:
    names = set(reading.picked("indicators", indicator, "activities"))
    if names:
        return [activity for activity in reading.rows("activities") if activity["id"] in names]
    return [activity for goal in reading.picked("indicators", indicator, "goals") for activity in by_goal.get(goal, [])]


def _first_day(activities: list[Row]) -> date | None:
    return min((days[0] for activity in activities if (days := span(activity))), default=None)


GAP, CLASH = FindingKind.GAP, FindingKind.CLASH
CHECKS = (
    Check("indicator-without-baseline", GAP, ("indicators.baseline",), _indicator_without_baseline),
    Check("indicator-without-target", GAP, ("indicators.target",), _indicator_without_target),
    Check("indicator-without-method", GAP, ("indicators.how",), _indicator_without_method),
    Check("target-equals-baseline", CLASH, ("indicators.target", "indicators.baseline"), _target_equals_baseline),
    Check(
        "baseline-too-late",
        CLASH,
        ("indicators.baseline_on", "activities.starts_on"),
        _baseline_measured_too_late,
    ),
)
