"""What an assessor does: declare, score, finish, or say that it cannot be judged."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, no, require
from pearls.selection import queries
from pearls.selection.models import Assessment, Declaration, Dossier, Score, Seat, Tie
from pearls.selection.models.assessments import SCORE_PLACES
from pearls.selection.rules import panels as rules
from pearls.selection.rules.panels import AssessmentState, Conflict, PanelState, SeatState
from pearls.selection.rules.sheet import SheetError, check_scale
from pearls.selection.rules.sheet_changes import may_enter_from_paper
from pearls.selection.services.sealing import commit_score
from pearls.selection.services.ties import look_for_ties


@transaction.atomic
def declare(
    *,
    actor: Actor,
    seat: Seat,
    dossier: Dossier,
    has_conflict: bool,
    now: datetime,
    note: str = "",
    from_paper: bool = False,
) -> Declaration:
    """Say that there is a conflict of interest, or none. A conflict shuts the dossier to this person everywhere.

    A conflict found later may still be declared: what was scored does not count then. Before a text opens, ties are
    looked for once more; one that is found then stands instead of the person's word that there is none. `from_paper`:
    the office enters what the person said on paper.
    Raises: NotAllowed seat-not-accepted, conflict-declared, conflict-own-country, scoring-closed.
    """
    _take_turn(seat, dossier)
    require(rules.may_declare(queries.reading_of(actor, seat, dossier, from_paper=from_paper)))
    if not has_conflict and any(tie.dossier_id == dossier.pk for tie in _ties_now(actor, seat, dossier, now)):
        return Declaration.objects.get(seat=seat, dossier=dossier)
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
    act = "conflict-declared" if has_conflict else "no-conflict-declared"
    if from_paper:
        _record(actor, act, dossier, now, **_source(seat))
    else:
        _record(actor, act, dossier, now, personal={"note": note.strip()} if note.strip() else None)
    return declaration


def _ties_now(actor: Actor, seat: Seat, dossier: Dossier, now: datetime) -> list[Tie]:
    """What has come to be known since ties were looked for last."""
    return look_for_ties(actor, dossier.panel, now, seats=[seat])


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
    from_paper: bool = False,
) -> Score:
    """Keep a score, or none, on one criterion, and what was said to it (None leaves the words as they are).

    The first one begins the assessment and binds it to the snapshot in front of the assessor. What was given is
    committed to by a salted hash, with each change. `from_paper`: the office enters what the person wrote on paper.
    Raises: NotAllowed as `may_score`, unknown-criterion, off-scale, too-many-decimals, given-on-page.
    """
    _take_turn(seat, dossier)
    require(rules.may_score(queries.reading_of(actor, seat, dossier, from_paper=from_paper)))
    rule = dossier.panel.stage_rules.criterion(criterion)
    if rule is None:
        raise NotAllowed(no("unknown-criterion", criterion=criterion))
    try:
        check_scale(rule, value)
    except SheetError as problem:
        raise NotAllowed(no("off-scale", low=f"{rule.scale_min:f}", high=f"{rule.scale_max:f}")) from problem
    if value is not None and value != round(value, SCORE_PLACES):
        require(no("too-many-decimals", most=SCORE_PLACES))
    assessment = _begun(actor, seat, dossier, now, from_paper=from_paper)
    score = assessment.scores.filter(criterion=criterion).first() or Score(assessment=assessment, criterion=criterion)
    words = score.comment if comment is None else comment.strip()
    if score.pk and (score.value, score.comment) == (value, words):
        return score
    is_given = not score.pk or score.value != value
    score.value, score.comment, score.changed_at = value, words, now
    score.save(update_fields=["value", "comment", "changed_at"] if score.pk else None)
    _know_whose(assessment, now if from_paper else None)
    # What was given is in no journal before the scoring closes: only that it cannot be changed unseen.
    kept: dict[str, Any] = {}
    if is_given:
        committed = commit_score(
            panel=dossier.panel, assessment=assessment, score=score, candidate=dossier.key, now=now
        )
        kept = {"number": committed.number, "commitment": committed.commitment}
    if from_paper:
        kept |= _source(seat)
    _record(actor, "score-recorded", dossier, now, assessment=assessment.ref, criterion=criterion, **kept)
    return score


def _begun(actor: Actor, seat: Seat, dossier: Dossier, now: datetime, *, from_paper: bool) -> Assessment:
    """The assessment that is begun with the first score; the office never goes on with what a person has begun."""
    assessment, is_new = Assessment.objects.get_or_create(
        seat=seat, dossier=dossier, defaults={"snapshot_id": dossier.snapshot_id, "began_at": now}
    )
    if from_paper:
        is_own_work = not is_new and assessment.on_paper_at is None
        is_office = actor.is_office(dossier.panel.edition.key)
        require(may_enter_from_paper(is_office=is_office, is_own_work=is_own_work))
    return assessment


def _know_whose(assessment: Assessment, on_paper_at: datetime | None) -> None:
    """Whether it is what the office entered, or the person's own work since."""
    if assessment.on_paper_at != on_paper_at:
        assessment.on_paper_at = on_paper_at
        assessment.save(update_fields=["on_paper_at"])


def _source(seat: Seat) -> dict[str, Any]:
    """What the journal adds where the office enters something from paper: for whom, by name as personal detail."""
    return {
        "personal": {"source": str(seat.person)},
        "person": seat.person.ref,
        "from_paper": True,
        "seat": seat.ref,
    }


@transaction.atomic
def finish_assessment(
    *, actor: Actor, seat: Seat, dossier: Dossier, now: datetime, from_paper: bool = False
) -> Assessment:
    """Hand the scores of one dossier in; from now on the others' scores of it can be seen.

    Raises: NotAllowed as `may_finish`: scores-missing names the criteria; given-on-page.
    """
    _take_turn(seat, dossier)
    assessment = queries.assessment_of(seat, dossier)
    scored = [key for key, score in queries.scores_of(assessment).items() if score.value is not None]
    reading = queries.reading_of(actor, seat, dossier, from_paper=from_paper)
    require(rules.may_finish(reading, stage=dossier.panel.stage_rules, scored=scored))
    if assessment is None:
        raise NotAllowed(no("scores-missing", criteria=[]))
    if from_paper and assessment.on_paper_at is None:
        require(no("given-on-page"))
    assessment.state, assessment.finished_at = AssessmentState.FINISHED, now
    assessment.save(update_fields=["state", "finished_at"])
    told = _source(seat) if from_paper else {}
    _record(actor, "assessment-finished", dossier, now, assessment=assessment.ref, **told)
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
    actor: Actor,
    act: str,
    dossier: Dossier,
    now: datetime,
    *,
    personal: dict[str, Any] | None = None,
    person: str = "",
    **data: Any,
) -> None:
    """Free text is kept under the actor's name (or that of `person`), so that it goes when the person is erased."""
    audit.record(
        actor=actor,
        act=act,
        subject=f"dossier:{dossier.ref}",
        now=now,
        edition=dossier.panel.edition.key,
        data=data,
        personal=personal,
        person=(person or actor.ref) if personal else "",
    )
