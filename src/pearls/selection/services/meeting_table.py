"""What the members do at the meeting: write notes, change a score with a reason, vote."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, no, require
from pearls.selection import queries
from pearls.selection.models import Ballot, Dossier, MeetingItem, NoteVersion, Panel, Score, ScoreChange, Vote
from pearls.selection.models.assessments import SCORE_PLACES
from pearls.selection.rules import meeting as rules
from pearls.selection.rules.meeting import About, Choice
from pearls.selection.rules.sheet import SheetError, check_scale
from pearls.selection.services.deciding import locked
from pearls.selection.services.meeting import item_for, preside, record_meeting
from pearls.selection.services.sealing import commit_change, spelled
from pearls.selection.services.setting_aside import decide_again


@transaction.atomic
def write_note(
    *, actor: Actor, panel: Panel, dossier: Dossier, text: str, base_revision: int, now: datetime
) -> tuple[MeetingItem, bool]:
    """Keep the note of an item, typed upon the revision that the page showed: what others wrote meanwhile stays.

    Gives the item, and whether a person should look it over because two wrote at the same spot.
    Raises: NotAllowed as `rules.may_write_note`.
    """
    panel = _turn(panel)
    seat, sitting = queries.sitting_of(actor, panel, dossier)
    typed = "\n".join(text.splitlines()).strip()
    require(rules.may_write_note(sitting, length=len(typed)))
    item = MeetingItem.objects.select_for_update(of=("self",)).get(pk=item_for(dossier).pk)
    base = item.versions.filter(revision=base_revision).values_list("text", flat=True).first() or ""
    merged, is_doubled = rules.merged_note(base, item.note, typed)
    if merged == item.note:
        return item, is_doubled
    item.note, item.note_revision = merged, item.note_revision + 1
    item.save(update_fields=["note", "note_revision"])
    NoteVersion.objects.create(item=item, revision=item.note_revision, text=merged, seat=seat, kept_at=now)
    record_meeting(actor, "note-written", panel, now, dossier=dossier.ref, revision=item.note_revision)
    return item, is_doubled


@transaction.atomic
def change_score(
    *,
    actor: Actor,
    panel: Panel,
    dossier: Dossier,
    criterion: str,
    value: Decimal | None,
    reason: str,
    now: datetime,
) -> ScoreChange:
    """Change a score of one's own at the meeting, with a reason; the old and the new one stay visible to all.

    It is committed to after the seal, with what stood before. What was decided on the ground of the old ranking is
    decided anew where it cannot stand.
    Raises: NotAllowed as `rules.may_change_score`, off-scale, too-many-decimals, unknown-criterion.
    """
    panel = _turn(panel)
    score, after = _own_score(actor, panel, dossier, criterion, value, reason)
    before, told = score.value, spelled(score)
    score.value, score.changed_at = after, now
    score.save(update_fields=["value", "changed_at"])
    assessment, why = score.assessment, reason.strip()
    committed = commit_change(panel=panel, assessment=assessment, score=score, before=told, reason=why, now=now)
    change = ScoreChange.objects.create(
        commitment=committed,
        assessment=assessment,
        criterion=criterion,
        before=before,
        after=after,
        reason=why,
        changed_at=now,
    )
    decide_again(panel)
    told_in_chain = {"before": told, "after": spelled(score), "number": committed.number}
    about = {"dossier": dossier.ref, "assessment": assessment.ref, "criterion": criterion}
    data = about | told_in_chain | {"commitment": committed.commitment}
    record_meeting(actor, "score-changed", panel, now, personal={"reason": why}, **data)
    return change


def _own_score(
    actor: Actor, panel: Panel, dossier: Dossier, criterion: str, value: Decimal | None, reason: str
) -> tuple[Score, Decimal]:
    """The score that the actor may change to this value now, and the value. Raises: NotAllowed as `change_score`."""
    rule = panel.stage_rules.criterion(criterion)
    if rule is None:
        raise NotAllowed(no("unknown-criterion", criterion=criterion))
    seat, sitting = queries.sitting_of(actor, panel, dossier)
    score = queries.finished_score(seat, dossier, criterion) if seat else None
    before = score.value if score else None
    require(
        rules.may_change_score(sitting, is_own_finished=score is not None, before=before, after=value, reason=reason)
    )
    try:
        check_scale(rule, value)
    except SheetError as problem:
        raise NotAllowed(no("off-scale", low=f"{rule.scale_min:f}", high=f"{rule.scale_max:f}")) from problem
    if score is None or value is None:
        raise NotAllowed(no("no-score-of-yours"))
    if value != round(value, SCORE_PLACES):
        require(no("too-many-decimals", most=SCORE_PLACES))
    return score, value


@transaction.atomic
def open_vote(
    *, actor: Actor, panel: Panel, question: str, now: datetime, about: About, dossier: Dossier | None = None
) -> Vote:
    """Put a question to the members, on an item or on the whole.

    Raises: NotAllowed as `rules.may_preside`, question-missing.
    """
    panel = preside(actor, panel, dossier)
    if not question.strip():
        require(no("question-missing"))
    vote = Vote.objects.create(panel=panel, dossier=dossier, about=about, question=question.strip(), opened_at=now)
    record_meeting(actor, "vote-opened", panel, now, vote=vote.ref, dossier=dossier.ref if dossier else None)
    return vote


@transaction.atomic
def cast_vote(*, actor: Actor, panel: Panel, vote: Vote, choice: Choice, now: datetime) -> Ballot:
    """Vote, or vote anew while the chair has not closed it: each person has one vote.

    Raises: NotAllowed as `rules.may_vote`.
    """
    panel = _turn(panel)
    vote = Vote.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=vote.pk)
    seat, sitting = queries.sitting_of(actor, panel, vote.dossier)
    require(rules.may_vote(sitting, is_closed=vote.closed_at is not None))
    if seat is None:
        raise NotAllowed(no("not-your-seat"))
    ballot, _is_new = Ballot.objects.update_or_create(vote=vote, seat=seat, defaults={"choice": choice, "cast_at": now})
    # How somebody votes is told once the vote is closed.
    record_meeting(actor, "vote-cast", panel, now, vote=vote.ref)
    return ballot


@transaction.atomic
def close_vote(*, actor: Actor, panel: Panel, vote: Vote, now: datetime) -> Vote:
    """Close a vote: from now on all see how it came out and who voted how.

    Raises: NotAllowed as `rules.may_preside`, vote-closed.
    """
    panel = preside(actor, panel, vote.dossier)
    vote = Vote.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=vote.pk)
    if vote.closed_at is not None:
        require(no("vote-closed"))
    table = queries.table_of(actor, panel)
    vote.entitled = [seat.ref for seat in table.entitled(vote.dossier)]
    vote.closed_at = now
    vote.save(update_fields=["entitled", "closed_at"])
    [counted] = [item for item in queries.votes_of(panel) if item.vote.pk == vote.pk]
    counts = {choice.value: count for choice, count in counted.tally.counts.items()}
    record_meeting(actor, "vote-ended", panel, now, vote=vote.ref, entitled=len(vote.entitled), counts=counts)
    return vote


def _turn(panel: Panel) -> Panel:
    audit.take_turn()
    return locked(panel)
