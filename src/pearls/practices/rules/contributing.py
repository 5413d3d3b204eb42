"""Contributions: how a practice that somebody writes becomes public, who may do what on the way, and how it ends.

A contribution is a draft until it is sent. An editor checks it first; a second person decides. Either may send it back
with words. Nobody reviews what is their own, and nobody does both steps, unless nobody else is there to do it.
"""

from dataclasses import dataclass
from enum import StrEnum

from pearls.files.rules import FREE, Licence, may_hold_one_more
from pearls.kernel.verdict import YES, Verdict, no


class State(StrEnum):
    """How far a contribution has come."""

    DRAFT = "draft"
    SENT = "sent"  # waits for the first check
    CHECKED = "checked"  # waits for the decision
    RETURNED = "returned"  # back to its author, because …
    PUBLIC = "public"
    WITHDRAWN = "withdrawn"  # taken back before, or withdrawn after it was public


OPEN = frozenset({State.DRAFT, State.SENT, State.CHECKED, State.RETURNED})
WRITTEN = frozenset({State.DRAFT, State.RETURNED})
WAITING = frozenset({State.SENT, State.CHECKED})
LICENCES = (*FREE, Licence.OWN)  # of photos


@dataclass(frozen=True)
class Reader:
    """What somebody is to a contribution; `others_count` more could review it, beside this reader and its author."""

    is_author: bool = False
    speaks_for_place: bool = False
    is_editor: bool = False
    is_office: bool = False
    was_checker: bool = False
    others_count: int = 0

    @property
    def is_own(self) -> bool:
        return self.is_author or self.speaks_for_place

    @property
    def reviews(self) -> bool:
        return self.is_editor or self.is_office


def may_contribute(*, is_signed_in: bool) -> Verdict:
    """Whether somebody may begin a contribution: anybody with an account."""
    return YES if is_signed_in else no("needs-account")


def may_see(reader: Reader) -> Verdict:
    """Whether somebody may read a contribution: its author, officers of its town, editors and the office."""
    return YES if reader.is_own or reader.reviews else no("not-yours")


def may_write(reader: Reader, state: State) -> Verdict:
    """Whether somebody may change a contribution now: those whose it is, while it has not been sent."""
    if not reader.is_own:
        return no("not-yours")
    return YES if state in WRITTEN else no("not-being-written", state=str(state))


def may_speak_for(*, is_speaker: bool) -> Verdict:
    """Whether a contribution may be told in the name of a town."""
    return YES if is_speaker else no("not-your-town")


def may_save(reader: Reader, state: State, *, seen: int, version: int) -> Verdict:
    """Whether what was typed may replace what is there; not where a colleague has changed it since it was `seen`."""
    if not (writes := may_write(reader, state)):
        return writes
    return YES if seen == version else no("changed-meanwhile")


def may_send(reader: Reader, state: State, *, is_complete: bool, are_names_settled: bool) -> Verdict:
    """Whether a contribution may go to the editors."""
    if not (writes := may_write(reader, state)):
        return writes
    if not is_complete:
        return no("not-complete")
    return YES if are_names_settled else no("names-unsettled")


def may_take_back(reader: Reader, state: State) -> Verdict:
    """Whether a contribution may be given up: by those whose it is, until it is public."""
    if not reader.is_own:
        return no("not-yours")
    return YES if state in OPEN else no("not-open", state=str(state))


def may_comment(reader: Reader, state: State, text: str) -> Verdict:
    """Whether somebody may say something about a contribution that is not finished."""
    if not may_see(reader):
        return no("not-yours")
    if state not in OPEN:
        return no("not-open", state=str(state))
    return YES if text.strip() else no("empty-comment")


def may_review(reader: Reader) -> Verdict:
    """Whether somebody may review this contribution at all; their own only where nobody else could."""
    if not reader.reviews:
        return no("editors-only")
    return no("own-contribution") if reader.is_own and reader.others_count else YES


def may_check(reader: Reader, state: State) -> Verdict:
    """Whether somebody may pass a contribution on to the decision: complete, right, understandable."""
    if not (reviews := may_review(reader)):
        return reviews
    return YES if state == State.SENT else no("not-waiting-for-check")


def may_decide(reader: Reader, state: State) -> Verdict:
    """Whether somebody may make a contribution public: an editor or the office, and not who checked it."""
    if not (reviews := may_review(reader)):
        return reviews
    if state != State.CHECKED:
        return no("not-waiting-for-decision")
    return no("second-pair-of-eyes") if reader.was_checker and reader.others_count else YES


def may_return(reader: Reader, state: State, reason: str) -> Verdict:
    """Whether somebody may send a contribution back to its author, with words."""
    if not (reviews := may_review(reader)):
        return reviews
    if state not in WAITING:
        return no("not-waiting")
    return YES if reason.strip() else no("needs-reason")


def may_improve(reader: Reader, *, is_withdrawn: bool, is_being_changed: bool) -> Verdict:
    """Whether a public practice may be changed by a contribution, one at once: by its author, town or the office."""
    if not (reader.is_own or reader.is_office):
        return no("not-yours")
    if is_withdrawn:
        return no("already-withdrawn")
    return no("already-being-changed") if is_being_changed else YES


def may_withdraw(reader: Reader, *, is_withdrawn: bool, reason: str | None = None) -> Verdict:
    """Whether a public practice may be withdrawn: by its author, its town or the office, with a reason.

    `reason` None asks whether it could be.
    """
    if not (reader.is_own or reader.is_office):
        return no("not-yours")
    if is_withdrawn:
        return no("already-withdrawn")
    return YES if reason is None or reason.strip() else no("needs-reason")


def may_add_photo(reader: Reader, state: State, photo_count: int) -> Verdict:
    """Whether one more photo may stand with a contribution."""
    if not (writes := may_write(reader, state)):
        return writes
    return may_hold_one_more(photo_count)
