"""What an assessor does: declare, score, finish, or say that it cannot be judged."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, no, require
from pearls.selection import queries
from pearls.selection.models import Assessment, Declaration, Dossier, Score, Seat
from pearls.selection.models.assessments import SCORE_PLACES
from pearls.selection.rules import panels as rules
from pearls.selection.rules.panels import AssessmentState, Conflict, PanelState, SeatState
from pearls.selection.rules.sheet import SheetError, check_scale


@transaction.atomic
def declare(
    *, actor: Actor, seat: Seat, dossier: Dossier, has_conflict: bool, now: datetime, note: str = ""
) -> Declaration:
    """Say that there is a conflict of interest, or none. A conflict shuts the dossier to this person everywhere.

    A conflict found later may still be declared: what was scored does not count then.
    Raises: NotAllowed seat-not-accepted, conflict-declared, conflict-own-country, scoring-closed.
    """
    _take_turn(seat, dossier)
    require(rules.may_declare(queries.reading_of(actor, seat, dossier)))
    conflict = Conflict.DECLARED if has_conflict else Conflict.NONE
    declaration, _is_new = Declaration.objects.update_or_create(
        seat=seat,
        dossier=dossier,
        defaults={"conflict": conflict, "note": note.strip(), "declared_at": now},
    )
    if has_conflict:
        Assessment.objects.filter(seat=seat, dossier=dossier).update(
            state=AssessmentState.CANNOT_JUDGE, finished_at=now
        )
    personal = {"note": note.strip()} if note.strip() else None
    _record(actor, "conflict-declared" if has_conflict else "no-conflict-declared", dossier, now, personal=personal)
    return declaration


@transaction.atomic
def record_score(
    *,
    actor: Actor,
    seat: Seat,
    dossier: Dossier,
    criterion: str,
    now: datetime,
    value: Decimal | None,
    comment: str | None = None,
) -> Score:
    """Keep a score, or none, on one criterion, and what was said to it (None leaves the words as they are).

    The first one begins the assessment and binds it to the snapshot in front of the assessor.
    Raises: NotAllowed as `may_score`, unknown-criterion, off-scale, too-many-decimals.
    """
    _take_turn(seat, dossier)
    require(rules.may_score(queries.reading_of(actor, seat, dossier)))
    rule = dossier.panel.stage_rules.criterion(criterion)
    if rule is None:
        raise NotAllowed(no("unknown-criterion", criterion=criterion))
    try:
        check_scale(rule, value)
    except SheetError as problem:
        raise NotAllowed(no("off-scale", low=f"{rule.scale_min:f}", high=f"{rule.scale_max:f}")) from problem
    if value is not None and value != round(value, SCORE_PLACES):
        require(no("too-many-decimals", most=SCORE_PLACES))
    assessment, _is_new = Assessment.objects.get_or_create(
        seat=seat, dossier=dossier, defaults={"snapshot_id": dossier.snapshot_id, "began_at": now}
    )
    score = assessment.scores.filter(criterion=criterion).first() or Score(assessment=assessment, criterion=criterion)
    words = score.comment if comment is None else comment.strip()
    if score.pk and (score.value, score.comment) == (value, words):
        return score
    score.value, score.comment, score.changed_at = value, words, now
    score.save(update_fields=["value", "comment", "changed_at"] if score.pk else None)
    given = None if value is None else f"{value.normalize():f}"
    _record(actor, "score-recorded", dossier, now, assessment=assessment.ref, criterion=criterion, score=given)
    return score


@transaction.atomic
def finish_assessment(*, actor: Actor, seat: Seat, dossier: Dossier, now: datetime) -> Assessment:
    """Hand the scores of one dossier in; from now on the others' scores of it can be seen.

    Raises: NotAllowed as `may_finish`: scores-missing names the criteria.
    """
    _take_turn(seat, dossier)
    assessment = queries.assessment_of(seat, dossier)
    scored = [key for key, score in queries.scores_of(assessment).items() if score.value is not None]
    reading = queries.reading_of(actor, seat, dossier)
    require(rules.may_finish(reading, stage=dossier.panel.stage_rules, scored=scored))
    if assessment is None:
        raise NotAllowed(no("scores-missing", criteria=[]))
    assessment.state, assessment.finished_at = AssessmentState.FINISHED, now
    assessment.save(update_fields=["state", "finished_at"])
    _record(actor, "assessment-finished", dossier, now, assessment=assessment.ref)
    return assessment


@transaction.atomic
def say_cannot_judge(*, actor: Actor, seat: Seat, dossier: Dossier, reason: str, now: datetime) -> Assessment:
    """Step aside for one dossier, with a reason: no score of this person counts for it, and none is a zero.

    Raises: NotAllowed as `may_score`, reason-missing.
    """
    _take_turn(seat, dossier)
    require(rules.may_say_cannot_judge(queries.reading_of(actor, seat, dossier), reason=reason))
    assessment, _is_new = Assessment.objects.update_or_create(
        seat=seat,
        dossier=dossier,
        defaults={"state": AssessmentState.CANNOT_JUDGE, "reason": reason.strip(), "finished_at": now},
        create_defaults={
            "state": AssessmentState.CANNOT_JUDGE,
            "reason": reason.strip(),
            "finished_at": now,
            "began_at": now,
            "snapshot_id": dossier.snapshot_id,
        },
    )
    personal = {"reason": reason.strip()}
    _record(actor, "cannot-judge-said", dossier, now, personal=personal, assessment=assessment.ref)
    return assessment


@transaction.atomic
def reopen_assessment(*, actor: Actor, assessment: Assessment, reason: str, now: datetime) -> Assessment:
    """Take a finished assessment up again, with a reason that stays in the record.

    Raises: NotAllowed not-your-seat, scoring-closed, assessment-open, reason-missing, conflict-…
    """
    seat, dossier = assessment.seat, assessment.dossier
    _take_turn(seat, dossier)
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    require(
        rules.may_reopen(
            is_own_seat=seat.person_id == actor.person_id and seat.state == SeatState.ACCEPTED,
            is_office=actor.is_office(dossier.panel.edition.key),
            panel=PanelState(dossier.panel.state),
            state=AssessmentState(assessment.state),
            reason=reason,
        )
    )
    if Declaration.objects.filter(seat=seat, dossier=dossier).exclude(conflict=Conflict.NONE).exists():
        require(no("conflict-declared"))
    assessment.state, assessment.reason, assessment.finished_at = AssessmentState.OPEN, reason.strip(), None
    assessment.save(update_fields=["state", "reason", "finished_at"])
    personal = {"reason": reason.strip()}
    _record(actor, "assessment-reopened", dossier, now, personal=personal, assessment=assessment.ref)
    return assessment


def _take_turn(seat: Seat, dossier: Dossier) -> None:
    """Queue for the journal, then look again: while this page was open, scoring may have closed or the seat ended."""
    audit.take_turn()
    seat.refresh_from_db(fields=["state", "is_assessor"])
    dossier.panel.refresh_from_db(fields=["state"])


def _record(
    actor: Actor, act: str, dossier: Dossier, now: datetime, *, personal: dict[str, Any] | None = None, **data: Any
) -> None:
    """Free text is kept under the actor's name, so that it goes when the person is erased."""
    audit.record(
        actor=actor,
        act=act,
        subject=f"dossier:{dossier.ref}",
        now=now,
        edition=dossier.panel.edition.key,
        data=data,
        personal=personal,
        person=actor.ref if personal else "",
    )
