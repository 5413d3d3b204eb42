"""What a candidate sends beside its application: its plan. What a plan is, the room above knows."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.calls import labels
from pearls.calls.models import Application, Submission
from pearls.calls.queries import Snapshot
from pearls.calls.rules import State, SubmissionKind
from pearls.calls.services.moving import move, receipt_of, record, write_to_all
from pearls.kernel.actor import Actor


@transaction.atomic
def receive_plan(*, actor: Actor, application: Application, snapshot: Snapshot, now: datetime) -> Submission:
    """Take in a plan that may be sent, as its snapshot: the application moves on, and everybody gets the receipt.

    Raises: NotAllowed (somebody-was-faster).
    """
    audit.take_turn()
    move(application, State.PLAN_SUBMITTED, now=now)
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
