"""A mentor's work with a town, as far as the platform keeps it."""

from datetime import date, datetime, timedelta

from pearls.calls.rules import Access
from pearls.kernel.verdict import YES, Verdict, no

QUIET_AFTER = timedelta(days=14)


def quiet_days(*, last_written_at: datetime, now: datetime) -> int:
    """For how many whole days nobody has written; 0 while that is less than two weeks."""
    silence = now - last_written_at
    return silence.days if silence >= QUIET_AFTER else 0


def may_note_meeting(access: Access, *, held_on: date, today: date, agreed: str) -> Verdict:
    """Whether a meeting may be noted, once it was. Reasons: not-the-mentor, day-to-come, needs-words."""
    if not access.is_mentor:
        return no("not-the-mentor")
    if held_on > today:
        return no("day-to-come")
    return YES if agreed.strip() else no("needs-words")


def may_raise_flag(access: Access, *, reason: str) -> Verdict:
    """Whether the office may be told that a town needs it. Reasons: not-the-mentor, needs-words."""
    if not access.is_mentor:
        return no("not-the-mentor")
    return YES if reason.strip() else no("needs-words")


def may_settle_flag(*, is_office: bool, is_settled: bool, outcome: str) -> Verdict:
    """Whether a flag may be settled, with what was done. Reasons: not-the-office, flag-settled, needs-words."""
    if not is_office:
        return no("not-the-office")
    if is_settled:
        return no("flag-settled")
    return YES if outcome.strip() else no("needs-words")
