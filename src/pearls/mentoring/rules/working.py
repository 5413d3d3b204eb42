"""Agreement, meetings, promises and hand-over: what may be done when. Pure."""

from datetime import date, datetime
from enum import StrEnum

from pearls.kernel.verdict import YES, Verdict, no
from pearls.mentoring.rules.walls import Reader, Side

MOST_MINUTES = 24 * 60
DUE_SOON_DAYS = 7


class Mode(StrEnum):
    """How a meeting is held."""

    ONLINE = "online"
    ON_SITE = "on-site"
    PHONE = "phone"


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class PromiseState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class HandOverState(StrEnum):
    """A hand-over waits for the new mentor; accepted, declined, or taken back it is over."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"


def may_write_agreement(reader: Reader, *, goals: str) -> Verdict:
    """Whether somebody may put down an agreement: either side. Reasons: not-your-pair, needs-text."""
    if not reader.is_in_it:
        return no("not-your-pair")
    return YES if goals.strip() else no("needs-text")


def may_confirm(reader: Reader, *, confirmed: set[Side], is_same: bool) -> Verdict:
    """Whether somebody may confirm for their side. `is_same`: the words are those that were shown.

    Reasons: not-your-pair, already-confirmed, words-changed.
    """
    if reader.side is None:
        return no("not-your-pair")
    if reader.side in confirmed:
        return no("already-confirmed")
    return YES if is_same else no("words-changed")


def may_hold(reader: Reader, *, state: MeetingState, starts_at: datetime, minutes: int, now: datetime) -> Verdict:
    """Whether a meeting may be put down as held.

    Reasons: not-the-mentor, meeting-is-over, not-yet-held, wrong-minutes.
    """
    if not reader.is_mentor:
        return no("not-the-mentor")
    if state != MeetingState.PLANNED:
        return no("meeting-is-over")
    if starts_at > now:
        return no("not-yet-held")
    return YES if 0 < minutes <= MOST_MINUTES else no("wrong-minutes")


def may_cancel(reader: Reader, *, state: MeetingState) -> Verdict:
    """Whether a meeting may be called off. Reasons: not-your-pair, meeting-is-over."""
    if not reader.is_in_it:
        return no("not-your-pair")
    return YES if state == MeetingState.PLANNED else no("meeting-is-over")


def may_promise(reader: Reader, *, what: str, due_on: date, today: date) -> Verdict:
    """Whether something may be promised. Reasons: not-your-pair, needs-text, due-in-the-past."""
    if not reader.is_in_it:
        return no("not-your-pair")
    if not what.strip():
        return no("needs-text")
    return YES if due_on >= today else no("due-in-the-past")


def may_settle(reader: Reader, *, state: PromiseState, to: PromiseState, word: str) -> Verdict:
    """Whether a promise may be settled; one that is dropped says why. Reasons: not-your-pair, promise-is-over,
    needs-reason."""
    if not reader.is_in_it:
        return no("not-your-pair")
    if state != PromiseState.OPEN:
        return no("promise-is-over")
    return YES if to == PromiseState.DONE or word.strip() else no("needs-reason")


def may_begin_hand_over(
    reader: Reader, *, is_town: bool, holds_role: bool, is_same: bool, works_for_town: bool, is_waiting: bool, note: str
) -> Verdict:
    """Whether mentor or office may offer a town to another mentor.

    Reasons: not-the-mentor, not-a-town, not-a-mentor, same-mentor, works-for-town, hand-over-waits, needs-text.
    """
    if not (reader.is_mentor or reader.is_office):
        return no("not-the-mentor")
    checks = (
        (not is_town, no("not-a-town")),
        (not holds_role, no("not-a-mentor")),
        (is_same, no("same-mentor")),
        (works_for_town, no("works-for-town")),
        (is_waiting, no("hand-over-waits")),
        (not note.strip(), no("needs-text")),
    )
    return next((refusal for is_so, refusal in checks if is_so), YES)


def may_answer_hand_over(*, is_to: bool, state: HandOverState, is_full: bool, accepts: bool) -> Verdict:
    """Whether the new mentor may take a town over or decline. Reasons: not-yours-to-answer, hand-over-is-over,
    mentor-is-full."""
    if not is_to:
        return no("not-yours-to-answer")
    if state != HandOverState.WAITING:
        return no("hand-over-is-over")
    return no("mentor-is-full") if accepts and is_full else YES


def may_take_back(*, is_asker: bool, is_office: bool, state: HandOverState) -> Verdict:
    """Whether an offer may be taken back. Reasons: not-the-mentor, hand-over-is-over."""
    if not (is_asker or is_office):
        return no("not-the-mentor")
    return YES if state == HandOverState.WAITING else no("hand-over-is-over")


def may_agree_to_notes(reader: Reader, *, state: HandOverState) -> Verdict:
    """Whether the town may say that its notes go along. Reasons: not-your-town, hand-over-is-over."""
    if not reader.is_supported:
        return no("not-your-town")
    return YES if state == HandOverState.WAITING else no("hand-over-is-over")
