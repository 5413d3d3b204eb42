"""Whether residents do more than listen, and are heard before something is decided."""

from collections.abc import Iterator

from pearls.plans.rules.checks.finding import Check, FindingKind, Spot
from pearls.plans.rules.reading import Reading, Row, day, span

TOLD = "inform"  # the level of participation at which residents are only told
HARDLY = "hardly"  # how much a group takes part today


def _group_only_told(reading: Reading) -> Iterator[Spot]:
    """Groups that hardly take part, and are reached by no activity in which residents do more than be told."""
    reached = reading.pickers("activities", "groups")
    for group in reading.rows("target_groups"):
        activities = reached.get(group["id"], [])
        if group.get("today") == HARDLY and activities and not any(map(_is_more_than_told, activities)):
            yield Spot("target_groups", group, detail={"activities_count": len(activities)})


def _is_more_than_told(activity: Row) -> bool:
    return activity.get("participation") not in (None, TOLD)


def _heard_in(reading: Reading, decision: Row) -> list[Row]:
    names = set(reading.picked("decisions", decision, "activities"))
    return [activity for activity in reading.rows("activities") if activity["id"] in names]


def _decision_without_participation(reading: Reading) -> Iterator[Spot]:
    for decision in reading.rows("decisions"):
        if not _heard_in(reading, decision):
            yield Spot("decisions", decision, "activities")


def _decision_before_participation(reading: Reading) -> Iterator[Spot]:
    """Decisions before whose day none of their activities has begun. An activity without days is given the benefit."""
    for decision in reading.rows("decisions"):
        on = day(decision.get("on"))
        spans = [span(activity) for activity in _heard_in(reading, decision)]
        begins = [days[0] for days in spans if days]
        if on and begins and len(begins) == len(spans) and min(begins) > on:
            detail = {"decided_on": on.isoformat(), "heard_on": min(begins).isoformat()}
            yield Spot("decisions", decision, "on", detail)


def _decision_only_told(reading: Reading) -> Iterator[Spot]:
    for decision in reading.rows("decisions"):
        activities = _heard_in(reading, decision)
        if activities and all(activity.get("participation") == TOLD for activity in activities):
            yield Spot("decisions", decision, "activities")


CHECKS = (
    Check(
        "group-only-told",
        FindingKind.GAP,
        ("target_groups.today", "activities.groups", "activities.participation"),
        _group_only_told,
    ),
    Check(
        "decision-without-participation",
        FindingKind.GAP,
        ("decisions.activities", "activities"),
        _decision_without_participation,
    ),
    Check(
        "decision-before-participation",
        FindingKind.CLASH,
        ("decisions.activities", "decisions.on", "activities.starts_on"),
        _decision_before_participation,
    ),
    Check(
        "decision-only-told",
        FindingKind.GAP,
        ("decisions.activities", "activities.participation"),
        _decision_only_told,
    ),
)
