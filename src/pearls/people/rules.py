"""Who speaks for a place, and what may become of an account: pure decisions."""

from dataclasses import dataclass
from enum import StrEnum

from pearls.kernel.verdict import YES, Verdict, no


class SpeakerState(StrEnum):
    """How far somebody's word that they speak for a place has come."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ENDED = "ended"


LIVING_STATES = frozenset({SpeakerState.CLAIMED, SpeakerState.CONFIRMED})


@dataclass(frozen=True)
class ClaimReader:
    """What the one who looks at a claim is to it."""

    is_office: bool
    speaks_for_place: bool
    is_own_claim: bool


def may_claim(*, is_signed_in: bool, state: SpeakerState | None) -> Verdict:
    """Whether a person may say that they speak for a place; `state` is that of their living claim, if any."""
    if not is_signed_in:
        return no("not-signed-in")
    if state == SpeakerState.CONFIRMED:
        return no("already-speaks")
    if state == SpeakerState.CLAIMED:
        return no("already-claimed")
    return YES


def may_decide_claim(*, reader: ClaimReader, state: SpeakerState) -> Verdict:
    """Whether a claim may be confirmed or refused: by the office, or by somebody who already speaks for the place."""
    if reader.is_own_claim and not reader.is_office:
        return no("own-claim")
    if not reader.is_office and not reader.speaks_for_place:
        return no("not-yours-to-decide")
    if state != SpeakerState.CLAIMED:
        return no("claim-decided", state=state)
    return YES


def may_end_speaking(*, reader: ClaimReader, state: SpeakerState) -> Verdict:
    """Whether somebody may stop speaking for a place: by their own word, the office's, or a fellow speaker's."""
    if not (reader.is_office or reader.is_own_claim or reader.speaks_for_place):
        return no("not-yours-to-decide")
    if state not in LIVING_STATES:
        return no("claim-decided", state=state)
    return YES


def may_erase(*, is_self: bool, is_office: bool, is_active: bool) -> Verdict:
    """Whether an account may be erased: by its owner, or by the office at the owner's request."""
    if not (is_self or is_office):
        return no("not-yours-to-decide")
    if not is_active:
        return no("already-erased")
    return YES
