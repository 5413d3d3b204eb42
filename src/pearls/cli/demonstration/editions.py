"""The demonstration editions: the programme's ready-made rules with dates that lie around today."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pearls.programme
from pearls.programme import rules
from pearls.programme.rules import EditionRules, Moment, Step

OPEN, JURY, MEETING, PLANS, TITLES = "demo-open", "demo-jury", "demo-meeting", "demo-plans", "demo-titles"
KEYS = (OPEN, JURY, MEETING, PLANS, TITLES)
NAMES = {
    OPEN: {"en": "Demonstration: an open call", "lv": "Demonstrācija: atvērts uzsaukums"},
    JURY: {"en": "Demonstration: the jury at work", "lv": "Demonstrācija: žūrija darbā"},
    MEETING: {"en": "Demonstration: the jury meets", "lv": "Demonstrācija: žūrija apspriežas"},
    PLANS: {"en": "Demonstration: plans being written", "lv": "Demonstrācija: top plāni"},
    TITLES: {"en": "Demonstration: the title year", "lv": "Demonstrācija: titula gads"},
}
# Days from the day of loading. The open call stays open for ten weeks and more.
OFFSETS: dict[str, dict[Step, int]] = {
    OPEN: {
        Step.CALL_OPENS: -30,
        Step.CALL_CLOSES: 75,
        Step.APPLICANTS_PUBLISHED: 82,
        Step.PRESELECTION_SCORES_DUE: 110,
        Step.PRESELECTION_RESULT: 117,
        Step.PLAN_DUE: 280,
        Step.JURY_SCORES_DUE: 300,
        Step.JURY_MEETS: 305,
        Step.RESULT_PUBLISHED: 312,
    },
    JURY: {
        Step.CALL_OPENS: -320,
        Step.CALL_CLOSES: -250,
        Step.APPLICANTS_PUBLISHED: -243,
        Step.PRESELECTION_SCORES_DUE: -215,
        Step.PRESELECTION_RESULT: -208,
        Step.PLAN_DUE: -14,
        Step.JURY_SCORES_DUE: 16,
        Step.JURY_MEETS: 20,
        Step.RESULT_PUBLISHED: 27,
    },
    MEETING: {
        Step.CALL_OPENS: -339,
        Step.CALL_CLOSES: -269,
        Step.APPLICANTS_PUBLISHED: -262,
        Step.PRESELECTION_SCORES_DUE: -234,
        Step.PRESELECTION_RESULT: -227,
        Step.PLAN_DUE: -33,
        Step.JURY_SCORES_DUE: -3,
        Step.JURY_MEETS: 0,
        Step.RESULT_PUBLISHED: 7,
    },
    PLANS: {
        Step.CALL_OPENS: -190,
        Step.CALL_CLOSES: -120,
        Step.APPLICANTS_PUBLISHED: -113,
        Step.PRESELECTION_SCORES_DUE: -85,
        Step.PRESELECTION_RESULT: -78,
        Step.PLAN_DUE: 60,
        Step.JURY_SCORES_DUE: 80,
        Step.JURY_MEETS: 84,
        Step.RESULT_PUBLISHED: 91,
    },
    # More than a year ago, so that on any day of this year it was before this year.
    TITLES: {
        Step.CALL_OPENS: -717,
        Step.CALL_CLOSES: -647,
        Step.APPLICANTS_PUBLISHED: -640,
        Step.PRESELECTION_SCORES_DUE: -612,
        Step.PRESELECTION_RESULT: -605,
        Step.PLAN_DUE: -411,
        Step.JURY_SCORES_DUE: -381,
        Step.JURY_MEETS: -377,
        Step.RESULT_PUBLISHED: -370,
    },
}
HOURS = {Step.CALL_OPENS: time(10), Step.JURY_MEETS: time(10)}
ZONE = ZoneInfo("Europe/Brussels")
READY_MADE = Path(pearls.programme.__file__).resolve().parent / "data" / "rules" / "next.toml"


def rules_text(key: str, now: datetime) -> str:
    """The rules of a demonstration edition as they would read if it had been set up for today."""
    ready: EditionRules = rules.parse_edition_rules(READY_MADE.read_text(encoding="utf-8"))
    zone = ready.dates.zone
    today = now.astimezone(ZoneInfo(zone)).date()
    steps = {}
    for step, days in OFFSETS[key].items():
        hour = HOURS.get(step, time(23, 59, 59) if step in rules.DEADLINES else time(12))
        wall = datetime.combine(today + timedelta(days=days), hour)
        steps[step] = Moment(day=wall.date(), wall=wall, instant=wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC))
    result = steps[Step.RESULT_PUBLISHED].day
    moved = replace(
        ready,
        key=key,
        name=NAMES[key],
        title_year=today.year if key == TITLES else result.year + 1,
        dates=replace(ready.dates, steps=steps),
    )
    return rules.write_edition_rules(moved)


def loaded_for(call_opens_at: datetime | None) -> date:
    """The day for which the open call has its dates now: that of loading, or of the last time they were moved."""
    if call_opens_at is None:
        raise ValueError("the open call of the demonstration has no day on which it opens")
    return call_opens_at.astimezone(ZONE).date() - timedelta(days=OFFSETS[OPEN][Step.CALL_OPENS])


def day_of(step: Step, key: str, now: datetime, *, plus: int = 0) -> datetime:
    """Ten in the morning, so many days after a step of a demonstration edition, in UTC."""
    day = now.date() + timedelta(days=OFFSETS[key][step] + plus)
    return datetime.combine(day, time(10), tzinfo=UTC)
