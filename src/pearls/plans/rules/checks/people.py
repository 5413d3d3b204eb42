"""Whether somebody does it: owners, a coordinator, hours, roles, and who answers for risks."""

from collections.abc import Iterator, Mapping

from pearls.plans.rules.checks.finding import Check, FindingKind, Spot
from pearls.plans.rules.reading import Reading, Row, month_number, month_of, span

# Our own measure: an activity takes whoever answers for it a working day a month while it lasts.
HOURS_FOR_ACTIVITY = 8
LEVELS: Mapping[str, int] = {"low": 1, "medium": 2, "high": 3}
HIGH_RISK = 6  # likelihood times effect: high and medium, or high and high


def _activity_without_owner(reading: Reading) -> Iterator[Spot]:
    for activity in reading.rows("activities"):
        if not reading.picked("activities", activity, "owner"):
            yield Spot("activities", activity, "owner")


def _nobody_coordinates(reading: Reading) -> Iterator[Spot]:
    team = reading.rows("team")
    has_begun = bool(team or reading.rows("activities"))
    if has_begun and not any(member.get("coordinates") is True for member in team):
        yield Spot("team")


def _owner_carries_too_much(reading: Reading) -> Iterator[Spot]:
    carried = reading.pickers("activities", "owner")
    for member in reading.rows("team"):
        hours = member.get("hours")
        activities = carried.get(member["id"], [])
        if hours is None or not activities:
            continue
        count, month = _busiest_month(activities)
        if hours < count * HOURS_FOR_ACTIVITY:
            detail = {
                "activities_count": count,
                "hours": hours,
                "needed_hours": count * HOURS_FOR_ACTIVITY,
                "month_on": month_of(month).isoformat() if month else "",
            }
            yield Spot("team", member, "hours", detail)


def _busiest_month(activities: list[Row]) -> tuple[int, int]:
    """How many of these go on in the month with most of them, and which it is (0 where none has a day).

    What has no day yet takes its time too, and is counted in whichever month it will be.
    """
    spans = [(month_number(days[0]), month_number(days[1])) for row in activities if (days := span(row))]
    undated = len(activities) - len(spans)
    # The crowd is largest in a month in which one of them begins.
    counts = [(sum(first <= month <= last for first, last in spans), -month) for month, _last in spans]
    count, month = max(counts, default=(0, 0))
    return count + undated, -month


def _influential_without_role(reading: Reading) -> Iterator[Spot]:
    partners = reading.pickers("activities", "partners")
    for stakeholder in reading.rows("stakeholders"):
        has_part = stakeholder.get("role") or stakeholder["id"] in partners
        if stakeholder.get("influence") == "high" and not has_part:
            yield Spot("stakeholders", stakeholder, "role")


def _risk_without_answer(reading: Reading) -> Iterator[Spot]:
    for risk in reading.rows("risks"):
        if not risk.get("answer"):
            yield Spot("risks", risk, "answer")


def _high_risk_without_owner(reading: Reading) -> Iterator[Spot]:
    for risk in reading.rows("risks"):
        weight = LEVELS.get(risk.get("likelihood", ""), 0) * LEVELS.get(risk.get("effect", ""), 0)
        if weight >= HIGH_RISK and not reading.picked("risks", risk, "owner"):
            yield Spot("risks", risk, "owner")


CHECKS = (
    Check("activity-without-owner", FindingKind.GAP, ("activities.owner", "team"), _activity_without_owner),
    Check("nobody-coordinates", FindingKind.GAP, ("team.coordinates",), _nobody_coordinates),
    Check("owner-carries-too-much", FindingKind.HINT, ("team.hours", "activities.owner"), _owner_carries_too_much),
    Check(
        "influential-without-role",
        FindingKind.GAP,
        ("stakeholders.influence", "stakeholders.role"),
        _influential_without_role,
    ),
    Check("risk-without-answer", FindingKind.GAP, ("risks.answer",), _risk_without_answer),
    Check(
        "high-risk-without-owner",
        FindingKind.GAP,
        ("risks.likelihood", "risks.effect", "risks.owner"),
        _high_risk_without_owner,
    ),
)
