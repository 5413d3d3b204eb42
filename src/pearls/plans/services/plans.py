"""Beginning a plan, filling it in as a whole, sending it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.calls import services as calls
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.documents import services as documents
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.people import queries as people_queries
from pearls.plans.models import Plan
from pearls.plans.queries import title_year as year_queries
from pearls.plans.services.practice_uses import tell_practices


@transaction.atomic
def begin_plan(*, actor: Actor, application: call_queries.Application, now: datetime) -> Plan:
    """Give a new candidate an empty plan; part of the admission, which has asked that the edition has a form."""
    form = call_queries.form_of(application.edition, call_rules.SubmissionKind.PLAN)
    if form is None:
        raise LookupError(f"the edition {application.edition.key} has no form for plans")
    document = documents.create_document(actor=actor, form_version=form, kind="plan", now=now)
    return Plan.objects.create(application=application, document=document, began_at=now)


@transaction.atomic
def close_plan(*, actor: Actor, plan: Plan, now: datetime) -> Plan:
    """Nothing more is written in the plan of a candidate who gave up; part of dropping out."""
    documents.close_document(actor=actor, document=plan.document, now=now)
    return plan


@transaction.atomic
def fill_plan(
    *,
    actor: Actor,
    plan: Plan,
    answers: Mapping[str, Any],
    now: datetime,
    seen: Mapping[str, int] | None = None,
) -> list[str]:
    """Put these answers in the place of what the plan says, as a file or a workshop brought them; gives what changed.

    Raises: NotAllowed (the reasons of title_year.may_write_now and of documents.fill_answers); documents.NotAnAnswer.
    """
    audit.take_turn()
    by_command = call_rules.Access(right=call_rules.Right.EDIT)  # the dates and states bind it as everybody
    access = by_command if actor.is_system else call_queries.access_to(actor, plan.application)
    require(year_queries.may_write_now(access, plan, now))
    changed = documents.fill_answers(actor=actor, document=plan.document, answers=answers, now=now, seen=seen)
    if changed:
        audit.record(
            actor=actor,
            act="plan-filled-in",
            subject=plan.subject,
            edition=plan.application.edition.key,
            now=now,
            data={"place": plan.application.place.key, "answers": len(changed)},
        )
    return changed


@transaction.atomic
def submit_plan(*, actor: Actor, plan: Plan, now: datetime) -> call_queries.Submission:
    """Send the plan as it stands: an immutable snapshot and a receipt. Until its date it may be sent anew.

    Raises: NotAllowed (not-a-candidate, plan-not-due, plan-late, not-speaker, rivals-open, incomplete,
    somebody-was-faster).
    """
    audit.take_turn()
    application, document = plan.application, plan.document
    documents.hold_document(document=document)
    # Now that it is our turn: an amendment of the rules may have moved the date meanwhile.
    application.edition.refresh_from_db(fields=["rules_version"])
    sending = call_rules.Sending(
        state=call_rules.State(application.state),
        is_speaker=people_queries.is_speaker(actor, application.place),
        problems=document_rules.missing(document.form, document_queries.answers_of(document)),
        rivals_count=len(document_queries.open_rivals(document)),
    )
    require(call_rules.may_submit_plan(sending, due_at=call_queries.plan_due_at(application.edition), now=now))
    snapshot = documents.take_snapshot(actor=actor, document=document, now=now)
    Plan.objects.filter(pk=plan.pk).update(submitted_at=now)
    tell_practices(actor=actor, plan=plan, now=now)
    return calls.receive_plan(actor=actor, application=application, snapshot=snapshot, now=now)
