"""The candidate's plan: a document of its own, sent like the application."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.calls import labels, queries, rules
from pearls.calls.models import Application, Plan, Submission
from pearls.calls.rules import State, SubmissionKind
from pearls.calls.services.moving import look_again, move, receipt_of, record, write_to_all
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.documents import services as documents
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, no, require
from pearls.people import queries as people_queries


def begin_plan(actor: Actor, application: Application, now: datetime) -> Plan:
    """Give a new candidate an empty plan; part of the admission, which the journal records.

    Raises: NotAllowed (no-form).
    """
    form = queries.form_of(application.edition, SubmissionKind.PLAN)
    if form is None:
        raise NotAllowed(no("no-form"))
    document = documents.create_document(actor=actor, form_version=form, kind="plan", now=now)
    return Plan.objects.create(application=application, document=document, began_at=now)


@transaction.atomic
def submit_plan(*, actor: Actor, application: Application, now: datetime) -> Submission:
    """Send the plan as it stands: an immutable snapshot and a receipt. Until its date it may be sent anew.

    Raises: NotAllowed (not-a-candidate, plan-not-due, plan-late, not-speaker, rivals-open, incomplete,
    somebody-was-faster).
    """
    audit.take_turn()
    document = application.plan.document
    documents.hold_document(document=document)
    look_again(application.edition)
    sending = rules.Sending(
        state=State(application.state),
        is_speaker=people_queries.is_speaker(actor, application.place),
        problems=document_rules.missing(document.form, document_queries.answers_of(document)),
        rivals_count=len(document_queries.open_rivals(document)),
    )
    require(rules.may_submit_plan(sending, due_at=queries.plan_due_at(application.edition), now=now))
    snapshot = documents.take_snapshot(actor=actor, document=document, now=now)
    move(application, State.PLAN_SUBMITTED, now=now)
    Plan.objects.filter(application=application).update(submitted_at=now)
    submission = Submission.objects.create(
        application=application,
        kind=SubmissionKind.PLAN,
        number=application.submissions.filter(kind=SubmissionKind.PLAN).count() + 1,
        snapshot=snapshot,
        submitted_at=now,
        submitted_by_id=actor.person_id,
    )
    data = {"submission": submission.ref, "number": submission.number, "sha256": snapshot.sha256}
    record(actor, "plan-submitted", application, now, data)
    write_to_all(actor, labels.PLAN_RECEIPT_LETTER, application, now, receipt_of(submission))
    return submission
