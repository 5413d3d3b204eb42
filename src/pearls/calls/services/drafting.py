"""Typing into an application. The documents room keeps every word; here we ask who may write, and when."""

from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.calls import queries
from pearls.calls.models import Application
from pearls.documents import services as documents
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require


@transaction.atomic
def save_answer(
    *,
    actor: Actor,
    application: Application,
    question_id: str,
    raw: Any,
    base_revision: int,
    writer: str,
    now: datetime,
) -> documents.SaveOutcome:
    """Keep an answer. Nothing is lost: where two changed the same words, both stay until somebody chooses.

    Raises: NotAllowed (the reasons of may_edit; unknown-question, not-your-file).
    """
    require(queries.may_write_now(actor, application, now))
    return documents.save_answer(
        actor=actor,
        document=application.document,
        question_id=question_id,
        raw=raw,
        base_revision=base_revision,
        writer=writer,
        now=now,
    )
