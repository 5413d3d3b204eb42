"""The applicant's acts: begin, send, withdraw, answer the office."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from pearls.audit import services as audit
from pearls.calls import labels, queries, rules
from pearls.calls.events import ApplicationEnded
from pearls.calls.models import Application, Clarification, Member, PartnerPlace, Submission
from pearls.calls.rules import Right, State, SubmissionKind
from pearls.calls.services.moving import look_again, move, receipt_of, record, write_to_all
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.documents import services as documents
from pearls.kernel import events
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, NotAllowed, Verdict, no, require
from pearls.people import queries as people_queries
from pearls.programme import rules as programme_rules


@transaction.atomic
def begin_application(
    *,
    actor: Actor,
    edition: queries.Edition,
    place: queries.Place,
    now: datetime,
    legal_body: str = "",
    is_team: bool = False,
    partners: Sequence[queries.Place] = (),
) -> Application:
    """Begin a draft for a place; its speaker may be confirmed later. For a team the place is the lead.

    Raises: NotAllowed (not-signed-in, call-not-open, call-closed, already-applied, no-teams, no-form, and the
    reasons of eligibility).
    """
    edition_rules = queries.rules_of(edition)
    has_application = queries.has_applied(edition, place)
    require(queries.may_begin_now(actor, edition, place, now, has_application=has_application, is_team=is_team))
    form = queries.form_of(edition, SubmissionKind.APPLICATION)
    if form is None:
        raise NotAllowed(no("no-form"))
    person = people_queries.person_of(actor)
    parent = place.legal_parent
    try:
        with transaction.atomic():
            application = Application.objects.create(
                edition=edition,
                place=place,
                legal_body=legal_body.strip() or (parent.display_name if parent else ""),
                is_team=is_team,
                document=documents.create_document(actor=actor, form_version=form, kind="application", now=now),
                language=edition_rules.languages[0] if edition_rules and edition_rules.languages else "en",
                began_at=now,
                began_by=person,
                moved_at=now,
            )
    except IntegrityError as taken:  # two colleagues began in the same second
        raise NotAllowed(no("already-applied")) from taken
    Member.objects.create(
        application=application, person=person, email=person.email, right=Right.EDIT, invited_at=now, joined_at=now
    )
    _set_partners(application, partners if is_team else ())
    record(actor, "application-began", application, now, {"is_team": is_team})
    return application


@transaction.atomic
def change_team(
    *, actor: Actor, application: Application, partners: Sequence[queries.Place], now: datetime
) -> Application:
    """Name the other municipalities of a team application; none makes it the place's own again.

    Raises: NotAllowed (no-teams, and the reasons of may_edit).
    """
    audit.take_turn()
    require(_may_edit(actor, application, now))
    edition_rules = queries.rules_of(application.edition)
    teams_allowed = edition_rules is not None and edition_rules.eligibility.teams
    require(YES if teams_allowed or not partners else no("no-teams"))
    application.is_team = bool(partners)
    application.save(update_fields=["is_team"])
    _set_partners(application, partners)
    record(actor, "team-changed", application, now, {"partners": [place.key for place in partners]})
    return application


@transaction.atomic
def submit_application(*, actor: Actor, application: Application, now: datetime) -> Submission:
    """Send the application as it stands: an immutable snapshot, and a receipt by mail to everybody who works on it.

    Until the deadline it may be sent anew; the latest submission counts, all are kept. One that the office has returned
    goes with the answer that was kept for its question.
    Raises: NotAllowed (not-speaker, call-not-open, call-closed, rivals-open, incomplete, already-decided, withdrawn,
    clarification-late, needs-answer, somebody-was-faster).
    """
    audit.take_turn()
    return _send(actor, application, now)


@transaction.atomic
def draft_answer(*, actor: Actor, application: Application, answer: str, base: str, now: datetime) -> Clarification:
    """Keep an answer to the office's question until somebody who speaks for the place sends it.

    `base` is the text that the writer began with: where a colleague has changed it since, nobody's words are lost.
    Raises: NotAllowed (may-not-write, not-returned, clarification-late, answer-changed).
    """
    audit.take_turn()
    question = _question_to_answer(actor, application, now)
    _keep_answer(question, answer, base)
    record(actor, "clarification-drafted", application, now, {"clarification": question.ref})
    return question


@transaction.atomic
def answer_clarification(
    *, actor: Actor, application: Application, answer: str, now: datetime, base: str | None = None
) -> Submission:
    """Answer the office's question and send the application anew, with whatever was changed for it.

    Raises: NotAllowed (as draft_answer, where a base is given, and the reasons of submit_application).
    """
    audit.take_turn()
    _keep_answer(_question_to_answer(actor, application, now), answer, base)
    return _send(actor, application, now)


@transaction.atomic
def withdraw_application(*, actor: Actor, application: Application, now: datetime) -> Application:
    """The place takes its application back; what was sent stays on record, and the place may begin anew.

    Raises: NotAllowed (not-speaker, already-decided, withdrawn, somebody-was-faster).
    """
    audit.take_turn()
    is_speaker = people_queries.is_speaker(actor, application.place)
    is_own_draft = application.state == State.DRAFT and queries.access_to(actor, application).has(Right.EDIT)
    require(rules.may_withdraw(is_speaker=is_speaker or is_own_draft, state=State(application.state)))
    move(application, State.WITHDRAWN, now=now)
    documents.close_document(actor=actor, document=application.document, now=now)
    record(actor, "application-withdrawn", application, now)
    write_to_all(actor, labels.WITHDRAWN_LETTER, application, now)
    events.publish(ApplicationEnded(application=application.ref, state=application.state, actor=actor, now=now))
    return application


def _question_to_answer(actor: Actor, application: Application, now: datetime) -> Clarification:
    question = queries.open_clarification(application)
    due_at = question.due_at if question else None
    access, state = queries.access_to(actor, application), State(application.state)
    require(rules.may_answer_clarification(access=access, state=state, due_at=due_at, now=now))
    if question is None:
        raise NotAllowed(no("not-returned"))
    return question


def _keep_answer(question: Clarification, answer: str, base: str | None) -> None:
    """Write the draft of an answer, if it still is what the writer began with (any, where None)."""
    here = Clarification.objects.filter(pk=question.pk, answered_at=None)
    if base is not None:
        here = here.filter(answer=base)
    require(YES if here.update(answer=answer.strip()) == 1 else no("answer-changed"))
    question.answer = answer.strip()


def _send(actor: Actor, application: Application, now: datetime) -> Submission:
    documents.hold_document(document=application.document)
    look_again(application.edition)
    question = queries.open_clarification(application) if application.state == State.RETURNED else None
    sending = _sending(actor, application, question)
    window = queries.window_of(application.edition, application.place)
    due_at = queries.clarification_due_at(application)
    require(rules.may_submit(sending, window=window, now=now, clarification_due_at=due_at))
    closes_at = window.closes_at
    snapshot = documents.take_snapshot(actor=actor, document=application.document, now=now)
    move(application, State.SUBMITTED, now=now, submitted_at=now)
    submission = Submission.objects.create(
        application=application,
        kind=SubmissionKind.APPLICATION,
        number=application.submissions.filter(kind=SubmissionKind.APPLICATION).count() + 1,
        snapshot=snapshot,
        submitted_at=now,
        submitted_by_id=actor.person_id,
        is_late=closes_at is not None and not programme_rules.is_in_time(closes_at, now),
    )
    data = {"submission": submission.ref, "number": submission.number, "sha256": snapshot.sha256}
    if question is None:
        record(actor, "application-submitted", application, now, data)
    else:
        Clarification.objects.filter(pk=question.pk).update(answered_at=now, submission=submission)
        data["clarification"] = question.ref
        words = {"answer": question.answer}
        record(actor, "clarification-answered", application, now, data, words, person=actor.ref)
    write_to_all(actor, labels.RECEIPT_LETTER, application, now, receipt_of(submission))
    return submission


def _sending(actor: Actor, application: Application, question: Clarification | None) -> rules.Sending:
    document = application.document
    answers = document_queries.answers_of(document)
    return rules.Sending(
        state=State(application.state),
        is_speaker=people_queries.is_speaker(actor, application.place),
        problems=document_rules.missing(document.form, answers),
        rivals_count=len(document_queries.open_rivals(document)),
        owes_answer=question is not None and not question.answer,
    )


def _may_edit(actor: Actor, application: Application, now: datetime) -> Verdict:
    return rules.may_edit(
        access=queries.access_to(actor, application),
        state=State(application.state),
        window=queries.window_of(application.edition, application.place),
        now=now,
        clarification_due_at=queries.clarification_due_at(application),
    )


def _set_partners(application: Application, partners: Sequence[queries.Place]) -> None:
    PartnerPlace.objects.filter(application=application).delete()
    others = dict.fromkeys(place.pk for place in partners if place.pk != application.place_id)
    PartnerPlace.objects.bulk_create(PartnerPlace(application=application, place_id=pk) for pk in others)
