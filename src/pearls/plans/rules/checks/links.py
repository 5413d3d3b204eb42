"""Whether the plan holds together: challenges, the goals that answer them, the activities that serve these."""

from collections.abc import Iterator

from pearls.plans.rules.checks.finding import Check, FindingKind, Spot
from pearls.plans.rules.reading import Reading


def _empty_links(reading: Reading, question_id: str, column_id: str) -> Iterator[Spot]:
    for row in reading.rows(question_id):
        if not reading.picked(question_id, row, column_id):
            yield Spot(question_id, row, column_id)


def _never_picked(reading: Reading, question_id: str, by: str, column_id: str) -> Iterator[Spot]:
    picked = reading.pickers(by, column_id)
    for row in reading.rows(question_id):
        if row["id"] not in picked:
            yield Spot(question_id, row)


def _activity_serves_no_goal(reading: Reading) -> Iterator[Spot]:
    return _empty_links(reading, "activities", "goals")


def _goal_without_activity(reading: Reading) -> Iterator[Spot]:
    return _never_picked(reading, "goals", "activities", "goals")


def _goal_without_indicator(reading: Reading) -> Iterator[Spot]:
    return _never_picked(reading, "goals", "indicators", "goals")


def _goal_answers_no_challenge(reading: Reading) -> Iterator[Spot]:
    return _empty_links(reading, "goals", "challenges")


def _challenge_without_goal(reading: Reading) -> Iterator[Spot]:
    return _never_picked(reading, "challenges", "goals", "challenges")


def _group_reached_by_nobody(reading: Reading) -> Iterator[Spot]:
    return _never_picked(reading, "target_groups", "activities", "groups")


def _indicator_measures_nothing(reading: Reading) -> Iterator[Spot]:
    for spot in _empty_links(reading, "indicators", "goals"):
        if spot.row is not None and not reading.picked("indicators", spot.row, "activities"):
            yield spot


GAP = FindingKind.GAP
CHECKS = (
    Check("challenge-without-goal", GAP, ("challenges", "goals.challenges"), _challenge_without_goal),
    Check("goal-answers-no-challenge", GAP, ("goals.challenges", "challenges"), _goal_answers_no_challenge),
    Check("goal-without-activity", GAP, ("goals", "activities.goals"), _goal_without_activity),
    Check("goal-without-indicator", GAP, ("goals", "indicators.goals"), _goal_without_indicator),
    Check("activity-serves-no-goal", GAP, ("activities.goals", "goals"), _activity_serves_no_goal),
    Check("group-reached-by-nobody", GAP, ("target_groups", "activities.groups"), _group_reached_by_nobody),
    Check("indicator-measures-nothing", GAP, ("indicators.goals", "goals"), _indicator_measures_nothing),
)
