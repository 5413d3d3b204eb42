"""The clock in working days, and who may do what, without a database."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pearls.complaints.rules import clock, feedback
from pearls.complaints.rules import complaints as rules
from pearls.complaints.rules.complaints import Complaining, Deciding, Measure, Result, State, Tie
from pearls.complaints.rules.feedback import Wording
from pearls.programme.rules import RulesError, parse_edition_rules, write_edition_rules

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
FIRST, LAST = datetime(2000, 1, 1), datetime(2060, 12, 31)  # noqa: DTZ001 - hypothesis adds the zone
INSTANTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
ZONES = st.sampled_from(sorted(available_timezones() - {"localtime"}))
COUNTS = st.integers(1, 250)
NEXT = Path("src/pearls/programme/data/rules/next.toml").read_text()
NOW = datetime(2027, 11, 1, 9, 0, tzinfo=UTC)


def one_by_one(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


@given(day=DAYS, count=COUNTS)
@example(day=date(2026, 11, 28), count=5)
@example(day=date(2026, 11, 29), count=20)
def test_working_days_are_counted_as_one_counts_them_on_a_calendar(day: date, count: int) -> None:
    last = clock.working_day_after(day, count)

    assert last == one_by_one(day, count)
    assert clock.working_days_between(day, last) == count


@given(start=INSTANTS, days=COUNTS, zone=ZONES)
@example(start=datetime(2011, 12, 29, 12, tzinfo=UTC), days=1, zone="Pacific/Apia")
@example(start=datetime(2027, 10, 29, 21, 30, tzinfo=UTC), days=1, zone="Europe/Riga")
@example(start=datetime(2027, 3, 26, 23, 30, tzinfo=UTC), days=1, zone="Europe/Brussels")
def test_a_deadline_is_the_last_second_of_a_working_day_that_there_is(start: datetime, days: int, zone: str) -> None:
    ends = clock.deadline(start, days=days, zone=zone).astimezone(ZoneInfo(zone))

    assert (ends.hour, ends.minute, ends.second) == (23, 59, 59)
    assert ends.weekday() < 5
    assert ends.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == ends.replace(tzinfo=None)
    assert clock.working_days_between(start.astimezone(ZoneInfo(zone)).date(), ends.date()) >= days


def test_samoa_once_left_a_friday_out_and_nobody_loses_the_day() -> None:
    start = datetime(2011, 12, 29, 12, tzinfo=UTC)  # Thursday the 29th in Apia; the 30th was skipped

    ends = clock.deadline(start, days=1, zone="Pacific/Apia").astimezone(ZoneInfo("Pacific/Apia"))

    assert ends.date() == date(2012, 1, 2)


def test_an_hour_of_summer_time_neither_adds_nor_takes_a_day() -> None:
    before = datetime(2027, 10, 29, 9, tzinfo=UTC)  # a Friday; the clocks go back on Sunday
    ends = clock.deadline(before, days=1, zone="Europe/Brussels")

    assert ends == datetime(2027, 11, 1, 22, 59, 59, tzinfo=UTC)
    assert clock.days_left(ends, now=before, zone="Europe/Brussels") == 1
    assert clock.days_left(ends, now=ends, zone="Europe/Brussels") == 0


def test_the_days_are_rules_of_the_edition_and_twenty_where_they_are_silent() -> None:
    said = parse_edition_rules(NEXT.replace("days_to_answer = 20", "days_to_answer = 15"))
    head, _table, tail = NEXT.partition("[complaints]")
    silent = parse_edition_rules(head + tail[tail.index("[preselection]") :])

    assert (said.complaints.complain_within, said.complaints.answer_within) == (20, 15)
    assert (silent.complaints.days_to_answer, silent.complaints.answer_within) == (None, 20)
    assert parse_edition_rules(write_edition_rules(said)) == said
    with pytest.raises(RulesError, match=r"complaints\.days_to_answer"):
        parse_edition_rules(NEXT.replace("days_to_answer = 20", "days_to_answer = 0"))


def asked(**changes: object) -> Complaining:
    there = {"is_speaker": True, "is_published": True, "has_place": False, "has_open": False, "until": NOW}
    return Complaining(**(there | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "at", "reason"),
    [
        ({}, NOW, ""),
        ({}, NOW + timedelta(microseconds=999_999), ""),
        ({}, NOW + timedelta(seconds=1), "too-late"),
        ({"is_speaker": False}, NOW, "not-speaker"),
        ({"is_speaker": False, "on_paper": True}, NOW, ""),
        ({"is_published": False}, NOW, "not-published"),
        ({"until": None}, NOW, "not-published"),
        ({"has_place": True}, NOW, "has-place"),
        ({"has_open": True}, NOW, "complaint-there"),
    ],
)
def test_the_applicant_alone_complains_in_time_of_a_public_result(changes: object, at: datetime, reason: str) -> None:
    assert rules.may_complain(asked(**changes), received_at=at).reason == reason  # type: ignore[arg-type]


def test_a_complaint_says_what_about_and_what_happened() -> None:
    assert rules.is_worded(grounds=["facts"], text="Our budget was read as zero.")
    assert rules.is_worded(grounds=[], text="x").reason == "needs-ground"
    assert rules.is_worded(grounds=["judgement"], text="x").reason == "unknown-ground"
    assert rules.is_worded(grounds=["facts"], text="  ").reason == "needs-text"


@pytest.mark.parametrize("tie", Tie)
def test_whoever_had_a_part_is_no_second_reader(tie: Tie) -> None:
    free = {"is_office": True, "state": State.READING, "is_offered": True}

    assert rules.may_name_reader(ties=[], **free)  # type: ignore[arg-type]
    assert rules.may_name_reader(ties=[tie], **free).reason == "reader-involved"  # type: ignore[arg-type]


def deciding(**changes: object) -> Deciding:
    there = {"is_office": True, "is_reader": False, "ties": frozenset(), "state": State.PROPOSED}
    return Deciding(**(there | changes))  # type: ignore[arg-type]


def test_somebody_else_than_the_reader_and_the_panel_decides() -> None:
    assert rules.may_decide(deciding())
    assert rules.may_decide(deciding(ties=frozenset({Tie.OFFICE})))
    assert rules.may_decide(deciding(is_office=False)).reason == "not-the-office"
    assert rules.may_decide(deciding(is_reader=True)).reason == "reader-does-not-decide"
    assert rules.may_decide(deciding(ties=frozenset({Tie.PANEL}))).reason == "decider-involved"
    assert rules.may_decide(deciding(state=State.READING)).reason == "nothing-proposed"


def test_nothing_follows_from_a_complaint_that_is_not_upheld() -> None:
    said = {"text": "No."}

    assert rules.is_decision(result=Result.REJECTED, measure=Measure.NONE, **said)
    assert rules.is_decision(result=Result.REJECTED, measure=Measure.REASONS_ANEW, **said).reason == "unknown-measure"
    assert rules.is_decision(result=Result.UPHELD, measure="new-result", **said).reason == "unknown-measure"
    assert rules.is_decision(result=Result.UPHELD, measure=Measure.NONE, text=" ").reason == "needs-reason"


def test_reasons_are_worded_by_office_or_chair_and_sent_when_none_is_missing() -> None:
    office, written = Wording(is_office=True), {"a": "Clear.", "b": " "}

    assert feedback.may_send(office, criteria=["a"], written=written)
    assert feedback.may_send(office, criteria=["a", "b"], written=written).reason == "reasons-missing"
    assert feedback.may_word(Wording(is_office=False)).reason == "not-office-nor-chair"
    assert feedback.may_word(Wording(is_office=False, is_chair=True))
    assert feedback.may_word(Wording(is_office=False, is_chair=True, is_shut=True)).reason == "conflict-shuts-it"
    assert feedback.may_word(Wording(is_office=True, is_sent=True)).reason == "reasons-sent"


def test_the_points_of_one_person_are_never_a_mean() -> None:
    assert [feedback.shows_points(count) for count in (0, 1, 2)] == [False, False, True]


@given(st.lists(st.text(alphabet="ab \n", max_size=6)))
def test_a_draft_says_each_remark_once_in_an_order_that_tells_nothing(comments: list[str]) -> None:
    assert feedback.draft_from(comments) == feedback.draft_from(list(reversed(comments)))
    assert feedback.draft_from([*comments, *comments]) == feedback.draft_from(comments)
