"""Whether the days make sense, and leave the team some air."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from pearls.plans.rules.checks.finding import Check, FindingKind, Spot
from pearls.plans.rules.reading import Reading, day, month_number, month_of, span

CROWD_PERCENT = 50  # more than this part of the activities beginning in one month is a crowd
CROWD_LEAST = 4  # of fewer activities nobody can say that they crowd


def _activity_without_days(reading: Reading) -> Iterator[Spot]:
    for activity in reading.rows("activities"):
        if span(activity) is None:
            yield Spot("activities", activity, "starts_on")


def _ends_before_it_starts(reading: Reading, question_id: str) -> Iterator[Spot]:
    for row in reading.rows(question_id):
        starts, ends = day(row.get("starts_on")), day(row.get("ends_on"))
        if starts and ends and ends < starts:
            detail = {"starts_on": starts.isoformat(), "ends_on": ends.isoformat()}
            yield Spot(question_id, row, "ends_on", detail)


def _activity_ends_before_it_starts(reading: Reading) -> Iterator[Spot]:
    return _ends_before_it_starts(reading, "activities")


def _stage_ends_before_it_starts(reading: Reading) -> Iterator[Spot]:
    return _ends_before_it_starts(reading, "stages")


def outside_year(year: int) -> Check:
    """The check for one title year, which lasts from its first day to its last."""

    def look(reading: Reading) -> Iterator[Spot]:
        for activity in reading.rows("activities"):
            days = span(activity)
            if days and (days[0] < date(year, 1, 1) or days[1] > date(year, 12, 31)):
                column = "starts_on" if days[0].year != year else "ends_on"
                detail = {"starts_on": days[0].isoformat(), "ends_on": days[1].isoformat(), "year": year}
                yield Spot("activities", activity, column, detail)

    return Check("activity-outside-year", FindingKind.CLASH, DAYS, look)


def _crowded_month(reading: Reading) -> Iterator[Spot]:
    begins = [days[0] for activity in reading.rows("activities") if (days := span(activity))]
    if len(begins) < CROWD_LEAST:
        return
    month, count = Counter(month_number(on) for on in begins).most_common(1)[0]
    if count * 100 > CROWD_PERCENT * len(begins):
        detail = {
            "month_on": month_of(month).isoformat(),
            "activities_count": count,
            "all_count": len(begins),
        }
        yield Spot("activities", detail=detail)


DAYS = ("activities.starts_on", "activities.ends_on")
CHECKS = (
    Check("activity-without-days", FindingKind.GAP, DAYS, _activity_without_days),
    Check("activity-ends-before-start", FindingKind.CLASH, DAYS, _activity_ends_before_it_starts),
    Check(
        "stage-ends-before-start",
        FindingKind.CLASH,
        ("stages.starts_on", "stages.ends_on"),
        _stage_ends_before_it_starts,
    ),
    Check("crowded-month", FindingKind.HINT, DAYS, _crowded_month),
)
