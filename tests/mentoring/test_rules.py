"""Walls, promises, hand-overs and silence, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from pearls.mentoring.rules import walls, working
from pearls.mentoring.rules.quiet import Level, Sign, Thresholds, life_of
from pearls.mentoring.rules.walls import Reader, Visibility
from pearls.mentoring.rules.working import HandOverState, MeetingState, PromiseState

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
READERS = {
    "mentor": (Reader(is_mentor=True, is_peer=True), "pair mentors office"),
    "town": (Reader(is_supported=True), "pair"),
    "office": (Reader(is_office=True), "office"),
    "mentor of another town": (Reader(is_peer=True), "mentors"),
    "mentor who judges": (Reader(is_peer=True, judges=True), ""),
    "juror": (Reader(judges=True), ""),
    "town officer who mentors elsewhere": (Reader(is_supported=True, is_peer=True), "pair"),
    "coordinator who speaks for the town": (Reader(is_supported=True, is_office=True), "pair"),
    "stranger": (Reader(), ""),
}


@pytest.mark.parametrize("who", READERS)
def test_each_reads_the_notes_that_are_for_them(who: str) -> None:
    reader, expected = READERS[who]

    read = {code.value for code in Visibility if walls.may_read_note(reader, visibility=code)}

    assert read == set(expected.split())


def test_a_new_mentor_does_not_read_what_the_pair_noted_before() -> None:
    mentor = Reader(is_mentor=True)

    assert not walls.may_read_note(mentor, visibility=Visibility.PAIR, is_from_before=True)
    assert walls.may_read_note(mentor, visibility=Visibility.OFFICE, is_from_before=True)


@pytest.mark.parametrize(("who", "writes"), [("mentor", 3), ("town", 1), ("office", 1), ("juror", 0), ("stranger", 0)])
def test_each_writes_for_whom_they_may(who: str, writes: int) -> None:
    reader, _reads = READERS[who]

    allowed = [code for code in Visibility if walls.may_write_note(reader, visibility=code, text="x")]

    assert len(allowed) == writes


def test_a_promise_is_dropped_with_a_word_and_kept_without_one() -> None:
    town = Reader(is_supported=True)

    def settle(to: PromiseState, word: str = "", state: PromiseState = PromiseState.OPEN) -> str:
        return working.may_settle(town, state=state, to=to, word=word).reason

    assert settle(PromiseState.DONE) == ""
    assert settle(PromiseState.DROPPED) == "needs-reason"
    assert settle(PromiseState.DROPPED, "The hall burnt down.") == ""
    assert settle(PromiseState.DONE, state=PromiseState.DONE) == "promise-is-over"


@pytest.mark.parametrize(("minutes", "reason"), [(0, "wrong-minutes"), (1, ""), (1440, ""), (1441, "wrong-minutes")])
def test_a_meeting_took_whole_minutes_within_a_day(minutes: int, reason: str) -> None:
    mentor = Reader(is_mentor=True)

    verdict = working.may_hold(mentor, state=MeetingState.PLANNED, starts_at=NOW, minutes=minutes, now=NOW)

    assert verdict.reason == reason


def test_only_the_one_who_is_asked_takes_a_town_over_and_only_with_room() -> None:
    ask = {"is_to": True, "state": HandOverState.WAITING, "is_full": False, "accepts": True}

    def answer(**changed: object) -> str:
        return working.may_answer_hand_over(**(ask | changed)).reason  # type: ignore[arg-type]

    assert answer() == ""
    assert answer(is_to=False) == "not-yours-to-answer"
    assert answer(state=HandOverState.TAKEN_BACK) == "hand-over-is-over"
    assert answer(is_full=True) == "mentor-is-full"
    assert answer(is_full=True, accepts=False) == ""


@pytest.mark.parametrize(
    ("days", "level"), [(20, Level.ALIVE), (21, Level.QUIET), (41, Level.QUIET), (42, Level.SILENT)]
)
def test_a_town_is_quiet_from_the_day_that_the_data_say(days: int, level: Level) -> None:
    signs = {Sign.PLAN: NOW - timedelta(days=days), Sign.MEETING: None, Sign.BEGINNING: NOW - timedelta(days=90)}

    life = life_of(signs, thresholds=Thresholds(21, 42), now=NOW)

    assert (life.level, life.days, life.sign) == (level, days, Sign.PLAN)


def test_thresholds_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="expected 0 < quiet_days < silent_days"):
        Thresholds(10, 10)
