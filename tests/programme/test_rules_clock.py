"""An edition in time: clock changes, the deadline to the second, leap days."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pearls.programme.rules import (
    Phase,
    RulesError,
    Step,
    call_is_open,
    is_in_time,
    parse_edition_rules,
    phase,
)

NEXT = Path("src/pearls/programme/data/rules/next.toml").read_text()


def rules_with(**steps):
    lines = []
    for line in NEXT.splitlines():
        key = line.partition(" = ")[0]
        lines.append(f"{key} = {steps.pop(key)}" if key in steps else line)
    assert not steps
    return parse_edition_rules("\n".join(lines))


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_a_deadline_lasts_for_the_whole_second_that_it_names():
    deadline = utc(2027, 4, 2, 21, 59, 59)

    assert is_in_time(deadline, deadline)
    assert is_in_time(deadline, deadline + timedelta(microseconds=999_999))
    assert not is_in_time(deadline, deadline + timedelta(seconds=1))


def test_the_call_opens_on_its_second_and_closes_after_its_second():
    dates = rules_with().dates

    assert not call_is_open(dates, utc(2026, 10, 5, 7, 59, 59))
    assert call_is_open(dates, utc(2026, 10, 5, 8, 0, 0))
    assert call_is_open(dates, utc(2027, 4, 2, 21, 59, 59))
    assert not call_is_open(dates, utc(2027, 4, 2, 22, 0, 0))


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        # The last second before and the first after summer time begins (28 March 2027) and ends (25 October 2026).
        ("Europe/Brussels", "2027-03-28T01:59:59", utc(2027, 3, 28, 0, 59, 59)),
        ("Europe/Brussels", "2027-03-28T03:00:00", utc(2027, 3, 28, 1, 0, 0)),
        ("Europe/Brussels", "2026-10-25T01:59:59", utc(2026, 10, 24, 23, 59, 59)),
        ("Europe/Brussels", "2026-10-25T02:30:00", utc(2026, 10, 25, 0, 30, 0)),  # the first of the two
        ("Europe/Brussels", "2026-10-25T03:00:00", utc(2026, 10, 25, 2, 0, 0)),
        ("Europe/Riga", "2027-03-28T04:00:00", utc(2027, 3, 28, 1, 0, 0)),
    ],
)
def test_wall_times_around_the_clock_changes_are_the_right_instants(zone, wall, instant):
    rules = rules_with(zone=f'"{zone}"', call_closes=wall)

    assert rules.dates.instant(Step.CALL_CLOSES) == instant


@pytest.mark.parametrize(("zone", "wall"), [("Europe/Brussels", "T02:30:00"), ("Europe/Riga", "T03:59:59")])
def test_an_hour_that_the_clocks_skip_is_refused(zone, wall):
    with pytest.raises(RulesError, match=r"dates.call_closes: expected a time that exists in .*the clocks skip"):
        rules_with(zone=f'"{zone}"', call_closes=f"2027-03-28{wall}")


def test_a_leap_day_exists_in_a_leap_year_only():
    leap = {"call_closes": "2028-02-29T23:59:59", "title_year": "2029"}
    later = {
        step: f"2028-{day}T12:00:00"
        for step, day in {
            "applicants_published": "03-07",
            "preselection_scores_due": "05-05",
            "preselection_result": "05-12",
            "plan_due": "10-27",
            "jury_scores_due": "11-10",
            "jury_meets": "11-15",
            "result_published": "11-22",
        }.items()
    }

    assert rules_with(**leap, **later).dates.instant(Step.CALL_CLOSES) == utc(2028, 2, 29, 22, 59, 59)
    with pytest.raises(RulesError, match="file: expected TOML"):
        rules_with(call_closes="2027-02-29T23:59:59")


def test_the_phases_follow_the_dates():
    dates = rules_with().dates

    def at(*parts):
        return phase(dates, utc(*parts), title_year=2028)

    assert at(2026, 10, 1) == Phase.ANNOUNCED
    assert at(2026, 10, 5, 8) == Phase.CALL_OPEN
    assert at(2027, 4, 2, 21, 59, 59) == Phase.CALL_OPEN
    assert at(2027, 4, 2, 22) == Phase.PRESELECTION
    assert at(2027, 5, 14, 10) == Phase.PLANS
    assert at(2027, 10, 29, 22) == Phase.JURY
    assert at(2027, 11, 24, 11) == Phase.TITLE_YEAR
    assert at(2028, 12, 31, 22, 59, 59) == Phase.TITLE_YEAR
    assert at(2028, 12, 31, 23) == Phase.OVER


def test_history_of_which_only_days_are_known_has_its_phases_too():
    dates = parse_edition_rules(Path("src/pearls/programme/data/rules/2026.toml").read_text()).dates

    assert phase(dates, utc(2025, 4, 4, 21, 59), title_year=2026) == Phase.CALL_OPEN
    assert phase(dates, utc(2025, 9, 1), title_year=2026) == Phase.PLANS
    assert phase(dates, utc(2026, 11, 22), title_year=2026) == Phase.TITLE_YEAR
