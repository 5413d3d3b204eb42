"""Invitations to a panel: what an answer says, until when it is awaited, and when somebody is reminded. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pearls.kernel.verdict import YES, Verdict, no
from pearls.selection.rules.panels import PanelState, SeatState

ANSWER_DAYS = 14  # how long an answer is awaited, where the office names no day
LATE_LASTS = timedelta(days=14)  # a machine that was off for longer writes no reminder of what is long over


class ReminderKind(StrEnum):
    """Of what somebody is reminded: once before the day, once after it."""

    ANSWER_BEFORE = "answer-before"
    ANSWER_AFTER = "answer-after"
    SCORES_BEFORE = "scores-before"
    SCORES_AFTER = "scores-after"


ANSWER = (ReminderKind.ANSWER_BEFORE, ReminderKind.ANSWER_AFTER)
SCORES = (ReminderKind.SCORES_BEFORE, ReminderKind.SCORES_AFTER)
DAYS_BEFORE = {ReminderKind.ANSWER_BEFORE: 3, ReminderKind.SCORES_BEFORE: 5}


@dataclass(frozen=True)
class Offer:
    """What somebody takes on with a seat: at most so many texts (None: all), in these languages (none named: all),
    on topics that they know (none named: none)."""

    capacity: int | None = None
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def reminder_due(
    *,
    kinds: tuple[ReminderKind, ReminderKind],
    due_on: date,
    today: date,
    sent: Collection[ReminderKind],
    since: date | None = None,
) -> ReminderKind | None:
    """The reminder to send today, or None. The day itself still belongs to the time before.

    Whoever was asked (`since`) when the day was near already is not reminded of it beforehand.
    """
    before, after = kinds
    if today > due_on:
        return after if after not in sent and today - due_on <= LATE_LASTS else None
    begins = due_on - timedelta(days=DAYS_BEFORE[before])
    is_fresh = since is not None and since > begins
    return before if today >= begins and before not in sent and not is_fresh else None


def is_overdue(*, seat: SeatState, answer_on: date | None, today: date) -> bool:
    """Whether an invitation was not answered by its day; it may still be answered, until the office withdraws it."""
    return seat == SeatState.INVITED and answer_on is not None and today > answer_on


def may_describe_own(
    *, is_own: bool, seat: SeatState, is_assessor: bool, panel: PanelState, has_begun: bool
) -> Verdict:
    """Whether somebody may change what they take on: while scores are given, until they begin their first text."""
    if not is_own:
        return no("not-your-seat")
    if seat != SeatState.ACCEPTED:
        return no("seat-not-accepted")
    if not is_assessor:
        return no("not-an-assessor")
    if panel != PanelState.SCORING:
        return no("scoring-closed")
    return no("own-scores-begun") if has_begun else YES


def may_ask_again(*, is_office: bool, panel: PanelState, seat: SeatState, answer_on: date, today: date) -> Verdict:
    """Whether an open invitation may get another day for its answer."""
    if not (allowed := may_withdraw(is_office=is_office, panel=panel, seat=seat)):
        return allowed
    return no("day-is-past") if answer_on < today else YES


def may_withdraw(*, is_office: bool, panel: PanelState, seat: SeatState) -> Verdict:
    """Whether an invitation may be taken back: while it is open."""
    if not is_office:
        return no("not-the-office")
    if panel != PanelState.SCORING:
        return no("scoring-closed")
    return YES if seat == SeatState.INVITED else no("already-answered")
