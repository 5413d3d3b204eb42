"""Typing into an application or a plan. The documents room keeps every word; here we ask who may write, and when."""

from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.calls import queries, rules
from pearls.calls.models import Application
from pearls.calls.rules import State
from pearls.documents import services as documents
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import Verdict, require


def may_write_now(
    access: rules.Access,
    application: Application,
    document: queries.Document,
    window: rules.Window,
    now: datetime,
) -> Verdict:
    """Whether somebody may type into the application's form, or into its plan, at this moment."""
    state = State(application.state)
    if document.pk == application.document_id:
        return rules.may_edit(
            access=access,
            state=state,
            window=window,
            now=now,
            clarification_due_at=queries.clarification_due_at(application),
        )
    if not (writes := rules.may_write(access)):
        return writes
    return rules.may_edit_plan(state=state, due_at=queries.plan_due_at(application.edition), now=now)


@transaction.atomic
def save_answer(
    *,
    actor: Actor,
    application: Application,
    document: queries.Document,
    question_id: str,
    raw: Any,
    base_revision: int,
    writer: str,
    now: datetime,
) -> documents.SaveOutcome:
    """Keep an answer. Nothing is lost: where two changed the same words, both stay until somebody chooses.

    Raises: NotAllowed (the reasons of may_edit or may_edit_plan; unknown-question, not-your-file).
    """
    window = queries.window_of(application.edition, application.place)
    require(may_write_now(queries.access_to(actor, application), application, document, window, now))
    return documents.save_answer(
        actor=actor,
        document=document,
        question_id=question_id,
        raw=raw,
        base_revision=base_revision,
        writer=writer,
        now=now,
    )
