"""Who may open, score, see and decide what on a panel. Pure; the reasons are worded in `labels`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pearls.kernel.verdict import YES, Verdict, no
from pearls.programme.rules.stages import StageRules


class PanelState(StrEnum):
    """`scoring` from the start: dossiers come in and are read; `closed`: scores stand, the body decides.

    `half-signed`: the chair has signed, the second signature is missing; nothing can be decided, nothing published.
    `set-aside`: a plan with a place left after the signature; the body decides and signs anew.
    """

    SCORING = "scoring"
    CLOSED = "closed"
    HALF_SIGNED = "half-signed"
    SIGNED = "signed"
    SET_ASIDE = "set-aside"
    PUBLISHED = "published"


# The body decides now, the first time or anew.
DECIDING = frozenset({PanelState.CLOSED, PanelState.SET_ASIDE})
# The chair has signed, be it that the signature was set aside since.
SIGNED_ONCE = frozenset({PanelState.HALF_SIGNED, PanelState.SIGNED, PanelState.SET_ASIDE, PanelState.PUBLISHED})


class SeatState(StrEnum):
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ENDED = "ended"


class Conflict(StrEnum):
    """What a person said, or the rule says, about one dossier before its text may be opened."""

    NONE = "none"
    DECLARED = "declared"
    OWN_COUNTRY = "own-country"
    MENTOR = "mentor"  # of the place, at any time in this edition
    TIE = "tie"  # of another kind, by the rules or by the chair's word
    TIE_WAITS = "tie-waits"  # found, and nobody has decided yet


class AssignmentState(StrEnum):
    """Whether texts are shared among the assessors: `none`, everybody scores everything; only `in-force` binds."""

    NONE = "none"
    PROPOSED = "proposed"
    IN_FORCE = "in-force"


class AssessmentState(StrEnum):
    OPEN = "open"
    FINISHED = "finished"
    CANNOT_JUDGE = "cannot-judge"


class Ground(StrEnum):
    """Why a plan has its final outcome."""

    RULE = "rule"
    TIE = "tie"
    EXTRA_PLACE = "extra-place"
    LINE = "line"


def may_run_panel(*, is_office: bool) -> Verdict:
    """Whether somebody may convene, invite, hand in dossiers, close and publish."""
    return YES if is_office else no("not-the-office")


def may_invite(*, is_office: bool, panel: PanelState, is_seated: bool) -> Verdict:
    if not is_office:
        return no("not-the-office")
    if panel != PanelState.SCORING:
        return no("scoring-closed")
    return no("already-on-the-panel") if is_seated else YES


def may_answer_invitation(*, is_own: bool, seat: SeatState, panel: PanelState) -> Verdict:
    """An invitation is answered by the person invited; a no may still become a yes while scores are given."""
    if not is_own:
        return no("not-your-seat")
    if seat == SeatState.ENDED:
        return no("seat-ended")
    return YES if panel == PanelState.SCORING else no("scoring-closed")


# What shuts a text, and the reason that is given.
_SHUT = {
    Conflict.DECLARED: "conflict-declared",
    Conflict.OWN_COUNTRY: "conflict-own-country",
    Conflict.MENTOR: "conflict-mentor",
    Conflict.TIE: "conflict-tie",
    Conflict.TIE_WAITS: "conflict-tie-waits",
}


def is_shut_by(conflict: Conflict | None) -> bool:
    """Whether this keeps a text shut."""
    return conflict in _SHUT


def _shut_by(conflict: Conflict) -> Verdict:
    return no(_SHUT[conflict])


@dataclass(frozen=True)
class Reading:
    """What somebody is to one dossier; `conflict` is None before anything was declared.

    `is_assigned` is False only where the panel shares its texts and this one is for others to score.
    """

    is_own_seat: bool
    seat: SeatState
    is_assessor: bool
    panel: PanelState
    conflict: Conflict | None
    assessment: AssessmentState | None = None
    has_left: bool = False
    is_assigned: bool = True


def may_declare(reading: Reading) -> Verdict:
    """Whether a conflict, or none, may be declared. One that came by the rules stays; a declared one too.

    A chair who gives no scores declares as well: the chair decides ties and signs.
    """
    if not reading.is_own_seat or reading.seat != SeatState.ACCEPTED:
        return no("seat-not-accepted")
    if reading.conflict in _SHUT:
        return _shut_by(reading.conflict)
    return YES if reading.panel == PanelState.SCORING else no("scoring-closed")


def may_open(reading: Reading) -> Verdict:
    """Whether the text may be opened: only after the person has said that there is no conflict."""
    if not reading.is_own_seat or reading.seat != SeatState.ACCEPTED:
        return no("seat-not-accepted")
    if reading.conflict in _SHUT:
        return _shut_by(reading.conflict)
    if reading.conflict is None:
        return no("declare-first")
    return YES


def may_score(reading: Reading) -> Verdict:
    """Whether scores and comments may be written now."""
    if not (opened := may_open(reading)):
        return opened
    if not reading.is_assessor:
        return no("not-an-assessor")
    if not reading.is_assigned:
        return no("not-assigned")
    if reading.panel != PanelState.SCORING:
        return no("scoring-closed")
    if reading.has_left:
        return no("plan-has-left")
    if reading.assessment not in (None, AssessmentState.OPEN):
        return no("assessment-finished")
    return YES


def may_finish(reading: Reading, *, stage: StageRules, scored: Collection[str]) -> Verdict:
    """Whether an assessment may be handed in: every criterion has a score."""
    if not (allowed := may_score(reading)):
        return allowed
    missing = [criterion.id for criterion in stage.criteria if criterion.id not in scored]
    return no("scores-missing", criteria=missing) if missing else YES


def may_say_cannot_judge(reading: Reading, *, reason: str) -> Verdict:
    if not (allowed := may_score(reading)):
        return allowed
    return YES if reason.strip() else no("reason-missing")


def may_reopen(
    *, is_own_seat: bool, is_office: bool, panel: PanelState, state: AssessmentState, reason: str
) -> Verdict:
    """Whether a finished assessment may be taken up again: by its assessor or the office, with a reason."""
    if not (is_own_seat or is_office):
        return no("not-your-seat")
    if panel != PanelState.SCORING:
        return no("scoring-closed")
    if state == AssessmentState.OPEN:
        return no("assessment-open")
    return YES if reason.strip() else no("reason-missing")


def may_see_others(
    *, is_assessor: bool, own: AssessmentState | None, conflict: Conflict | None, is_assigned: bool = True
) -> Verdict:
    """Whether the others' scores of one dossier may be seen: once one's own are in, and never with a conflict."""
    if conflict in _SHUT:
        return _shut_by(conflict)
    if not is_assessor or own in (AssessmentState.FINISHED, AssessmentState.CANNOT_JUDGE):
        return YES
    return no("own-scores-first") if is_assigned else no("not-assigned")


def may_see_result(*, seat: SeatState | None, panel: PanelState) -> Verdict:
    """Whether somebody who does not run the panel may see its ranking and evidence: on it, and once scoring is closed.

    Plans that are shut to them are not in what they see, and nothing is that would tell where these stand.
    """
    if seat != SeatState.ACCEPTED:
        return no("seat-not-accepted")
    return no("scoring-open") if panel == PanelState.SCORING else YES


def may_close_scoring(*, is_office: bool, panel: PanelState, unfinished: int, reason: str) -> Verdict:
    """Whether scoring may end. While assessments are unfinished it needs a reason: they will not count."""
    if not is_office:
        return no("not-the-office")
    if panel != PanelState.SCORING:
        return no("scoring-closed")
    return no("reason-missing") if unfinished and not reason.strip() else YES


def may_decide(*, is_chair: bool, panel: PanelState, reason: str) -> Verdict:
    """Whether the chair may write a decision of the body into the record, now and with this reason."""
    if not is_chair:
        return no("not-the-chair")
    if panel == PanelState.SCORING:
        return no("scoring-open")
    if panel not in DECIDING:
        return no("already-signed")
    return YES if reason.strip() else no("reason-missing")


def may_use_extra_place(*, is_decided: bool, is_eligible: bool, used: int, stage: StageRules) -> Verdict:
    """Whether one more plan may get an extra place: it must be marked by the ranking, after ties are settled."""
    if not is_decided:
        return no("tie-open")
    if used >= stage.extra_titles:
        return no("no-extra-place", extra_titles=stage.extra_titles)
    return YES if is_eligible else no("not-extra-eligible")


def may_sign(*, is_chair: bool, panel: PanelState, undecided: int, reason: str, open_votes: int = 0) -> Verdict:
    """Whether the chair may sign: once scoring is closed, every plan has an outcome and no vote is open.

    Anew only with a reason.
    """
    if not is_chair:
        return no("not-the-chair")
    if panel == PanelState.SCORING:
        return no("scoring-open")
    if panel not in DECIDING:
        return no("already-signed")
    if undecided:
        return no("undecided-left", count=undecided)
    if open_votes:
        return no("vote-open", count=open_votes)
    return no("reason-missing") if panel == PanelState.SET_ASIDE and not reason.strip() else YES


@dataclass(frozen=True)
class Second:
    """Who wants to give the second signature, beside the chair's."""

    is_first_signer: bool
    is_member: bool  # has accepted a seat on the panel
    is_office: bool
    has_other_members: bool  # somebody on the panel beside the first signer


def may_countersign(second: Second, *, panel: PanelState, is_same: bool) -> Verdict:
    """Whether somebody may sign beside the chair: another member of the panel, for the result that both were shown.

    A conflict with single plans does not bar from it: signed is that the result is what came out. Where the panel has
    no other member, the office signs, and somebody else of it publishes.
    """
    if second.is_first_signer:
        return no("signed-by-you")
    if not second.is_member and not (second.is_office and not second.has_other_members):
        return no("second-from-panel")
    if panel != PanelState.HALF_SIGNED:
        return no("not-half-signed")
    return YES if is_same else no("other-hash")


def may_take_signature_back(*, is_chair: bool, panel: PanelState, reason: str) -> Verdict:
    """Whether the chair may take the first signature back, before the second one is there."""
    if not is_chair:
        return no("not-the-chair")
    if panel != PanelState.HALF_SIGNED:
        return no("not-half-signed")
    return YES if reason.strip() else no("reason-missing")


def may_publish(
    *, is_office: bool, panel: PanelState, gone: Collection[str] = (), is_second_signer: bool = False
) -> Verdict:
    """Whether the result may be set to be published: after both have signed, once, and while it is true.

    `gone` are the plans with a place in the signed result that are no longer there. `is_second_signer`: somebody of
    the office who signed in place of a member; the publication is for somebody else.
    """
    if not is_office:
        return no("not-the-office")
    if panel == PanelState.PUBLISHED:
        return no("already-published")
    if panel == PanelState.SET_ASIDE or (panel == PanelState.SIGNED and gone):
        return no("signature-set-aside", plans=sorted(gone))
    if panel == PanelState.HALF_SIGNED:
        return no("second-missing")
    if is_second_signer:
        return no("second-publishes-not")
    return YES if panel == PanelState.SIGNED else no("not-signed")


def is_late(*, due_at: datetime | None, now: datetime, unfinished: int) -> bool:
    """Whether an assessor still owes scores although the date has passed."""
    return bool(unfinished) and due_at is not None and now > due_at
