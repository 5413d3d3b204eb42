from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.calls import rules
from pearls.calls.rules import Access, Beginning, Right, Sending, State, Window
from pearls.kernel.verdict import YES, no

OPENS = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)
CLOSES = datetime(2027, 4, 2, 21, 59, 59, tzinfo=UTC)
WINDOW = Window(opens_at=OPENS, closes_at=CLOSES)
EDITOR = Access(right=Right.EDIT)
SECOND = timedelta(seconds=1)


def sending(state: State = State.DRAFT, **changes: object) -> Sending:
    values: dict[str, object] = {"is_speaker": True, "problems": (), "rivals_count": 0, **changes}
    return Sending(state=state, **values)  # type: ignore[arg-type]


def test_a_draft_may_be_submitted_until_the_call_closes() -> None:
    last_instant = CLOSES + timedelta(microseconds=999_999)

    assert rules.may_submit(sending(), window=WINDOW, now=last_instant) == YES
    assert rules.may_submit(sending(), window=WINDOW, now=CLOSES + SECOND) == no("call-closed", closes_at=CLOSES)


def test_a_draft_may_not_be_submitted_before_the_call_opens() -> None:
    verdict = rules.may_submit(sending(), window=WINDOW, now=OPENS - SECOND)

    assert verdict == no("call-not-open", opens_at=OPENS)


def test_a_late_link_moves_the_end_for_one_place() -> None:
    late = Window(opens_at=OPENS, closes_at=CLOSES, late_until=CLOSES + timedelta(days=2))

    assert rules.may_submit(sending(), window=late, now=CLOSES + timedelta(days=1)) == YES
    assert rules.may_submit(sending(), window=late, now=CLOSES + timedelta(days=3)).reason == "call-closed"


def test_a_late_link_never_shortens_the_call() -> None:
    early = Window(opens_at=OPENS, closes_at=CLOSES, late_until=OPENS)

    assert rules.window_closes_at(early) == CLOSES


def test_a_submission_may_be_replaced_until_the_deadline() -> None:
    assert rules.may_submit(sending(State.SUBMITTED), window=WINDOW, now=CLOSES) == YES


def test_what_is_missing_keeps_an_application_from_being_sent() -> None:
    assert rules.may_submit(sending(problems=["a", "b"]), window=WINDOW, now=CLOSES) == no("incomplete", count=2)
    assert rules.may_submit(sending(rivals_count=1), window=WINDOW, now=CLOSES) == no("rivals-open", count=1)
    assert rules.may_submit(sending(is_speaker=False), window=WINDOW, now=CLOSES) == no("not-speaker")


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT, State.SUBMITTED, State.RETURNED}))
def test_nothing_is_sent_once_a_decision_has_been_taken(state: State) -> None:
    reason = rules.may_submit(sending(state), window=WINDOW, now=CLOSES).reason

    assert reason == ("withdrawn" if state == State.WITHDRAWN else "already-decided")


def test_a_returned_application_is_sent_anew_by_its_own_date_not_by_the_calls() -> None:
    due = CLOSES + timedelta(days=7)
    returned = sending(State.RETURNED)

    assert rules.may_submit(returned, window=WINDOW, now=due, clarification_due_at=due) == YES
    late = rules.may_submit(returned, window=WINDOW, now=due + SECOND, clarification_due_at=due)
    assert late == no("clarification-late", due_at=due)


def test_a_place_begins_once_and_while_the_call_is_open() -> None:
    fresh = Beginning(is_signed_in=True, eligible=YES, has_application=False)
    again = Beginning(is_signed_in=True, eligible=YES, has_application=True)

    assert rules.may_begin(fresh, window=WINDOW, now=OPENS) == YES
    assert rules.may_begin(again, window=WINDOW, now=OPENS) == no("already-applied")
    assert rules.may_begin(fresh, window=WINDOW, now=CLOSES + SECOND).reason == "call-closed"


def test_a_place_that_the_office_must_look_at_may_begin_and_a_capital_may_not() -> None:
    by_hand = Beginning(is_signed_in=True, eligible=no("needs-office"), has_application=False)
    capital = Beginning(is_signed_in=True, eligible=no("excluded-capital"), has_application=False)

    assert rules.may_begin(by_hand, window=WINDOW, now=OPENS) == YES
    assert rules.may_begin(capital, window=WINDOW, now=OPENS) == no("excluded-capital")


def test_teams_apply_only_where_the_rules_take_them() -> None:
    team = Beginning(is_signed_in=True, eligible=YES, has_application=False, is_team=True, teams_allowed=None)

    assert rules.may_begin(team, window=WINDOW, now=OPENS) == no("no-teams")


def test_each_right_holds_the_ones_before_it() -> None:
    assert [Access(right=Right.COMMENT).has(right) for right in Right] == [True, True, False]
    assert not Access().has(Right.VIEW)
    assert Access(is_speaker=True).has(Right.EDIT)
    assert not Access(is_mentor=True).has(Right.EDIT)
    assert not Access(is_mentor=True, right=Right.EDIT).has(Right.EDIT)
    assert Access(is_mentor=True, right=Right.VIEW).has(Right.COMMENT)


def test_a_draft_is_written_by_those_who_may_and_while_it_is_time() -> None:
    assert rules.may_edit(access=EDITOR, state=State.DRAFT, window=WINDOW, now=CLOSES) == YES
    viewer = Access(right=Right.VIEW)
    assert rules.may_edit(access=viewer, state=State.DRAFT, window=WINDOW, now=CLOSES) == no("may-not-write")
    late = rules.may_edit(access=EDITOR, state=State.DRAFT, window=WINDOW, now=CLOSES + SECOND)
    assert late.reason == "call-closed"


def test_a_plan_is_sent_by_candidates_until_its_second() -> None:
    candidate = sending(State.CANDIDATE)

    assert rules.may_submit_plan(candidate, due_at=CLOSES, now=CLOSES) == YES
    assert rules.may_submit_plan(candidate, due_at=CLOSES, now=CLOSES + SECOND) == no("plan-late", due_at=CLOSES)
    assert rules.may_submit_plan(candidate, due_at=None, now=CLOSES) == no("plan-not-due")
    assert rules.may_submit_plan(sending(State.ELIGIBLE), due_at=CLOSES, now=CLOSES).reason == "not-a-candidate"


def test_a_no_of_the_office_needs_a_reason_and_a_yes_needs_none() -> None:
    def decide(is_eligible: bool, reason: str) -> str:
        return rules.may_decide_eligibility(
            is_office=True, state=State.SUBMITTED, is_eligible=is_eligible, reason=reason
        ).reason

    assert decide(False, " ") == "needs-reason"
    assert decide(False, "It is a capital.") == decide(True, "") == ""


def test_the_list_of_applicants_waits_for_the_end_and_for_every_decision() -> None:
    def publish(now: datetime, undecided_count: int) -> str:
        return rules.may_publish_applicants(
            is_office=True, closes_at=CLOSES, now=now, undecided_count=undecided_count
        ).reason

    assert publish(CLOSES, 0) == "call-still-open"
    assert publish(CLOSES + SECOND, 1) == "eligibility-undecided"
    assert publish(CLOSES + SECOND, 0) == ""


def test_a_draft_is_reminded_once_for_each_distance() -> None:
    began = OPENS
    three_days_before = CLOSES - timedelta(days=3)

    def due(now: datetime, sent: set[int], began_at: datetime = began) -> timedelta | None:
        return rules.is_reminder_due(closes_at=CLOSES, now=now, began_at=began_at, sent_days=sent)

    assert due(CLOSES - timedelta(days=20), set()) is None
    assert due(three_days_before, {14}) == timedelta(days=3)
    assert due(three_days_before, {14, 3}) is None
    assert due(three_days_before, set()) == timedelta(days=3)
    assert due(three_days_before + SECOND, set(), began_at=three_days_before + SECOND) is None
    assert due(CLOSES, set()) is None


@given(st.lists(st.integers(min_value=0, max_value=40 * 24), max_size=60))
def test_however_often_the_job_runs_nobody_is_reminded_twice_of_one_distance(hours: list[int]) -> None:
    sent: list[int] = []

    for hour in sorted(hours):
        distance = rules.is_reminder_due(
            closes_at=CLOSES, now=CLOSES - timedelta(days=40) + timedelta(hours=hour), began_at=OPENS, sent_days=sent
        )
        if distance is not None:
            sent.append(distance.days)

    assert len(sent) == len(set(sent))
    assert sent == sorted(sent, reverse=True)


def test_every_state_can_be_reached_and_says_where_it_leads() -> None:
    reached = {State.DRAFT}
    for _ in State:
        reached |= {to for state in reached for to in rules.MOVES[state]}

    assert reached == set(State) == set(rules.MOVES)
