"""Typing into an application or a plan. The documents room keeps every word; here we ask who may write, and when."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from pearls.calls import queries, rules
from pearls.calls.models import Application
from pearls.calls.rules import State
from pearls.documents import services as documents
from pearls.documents.rules import RivalChoice
from pearls.files import services as files
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, Verdict, no, require


def may_write_now(actor: Actor, application: Application, document: queries.Document, now: datetime) -> Verdict:
    """Whether the actor may type into the application's form, or into its plan, at this moment."""
    access = queries.access_to(actor, application)
    state = State(application.state)
    if document.pk == application.document_id:
        return rules.may_edit(
            access=access,
            state=state,
            window=queries.window_of(application.edition, application.place),
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
    require(may_write_now(actor, application, document, now))
    return documents.save_answer(
        actor=actor,
        document=document,
        question_id=question_id,
        raw=raw,
        base_revision=base_revision,
        writer=writer,
        now=now,
    )


@transaction.atomic
def choose_rival(
    *,
    actor: Actor,
    application: Application,
    document: queries.Document,
    rival: queries.Rival,
    choice: RivalChoice,
    base_revision: int,
    raw: Any,
    now: datetime,
) -> documents.SaveOutcome:
    """Choose between two texts that met in one answer, or put both together.

    Raises: NotAllowed (the reasons of may_edit or may_edit_plan; rival-settled).
    """
    require(may_write_now(actor, application, document, now))
    return documents.choose_rival(
        actor=actor,
        document=document,
        rival=rival,
        choice=choice,
        base_revision=base_revision,
        raw=raw,
        now=now,
    )


@transaction.atomic
def attach_file(
    *,
    actor: Actor,
    application: Application,
    document: queries.Document,
    question_id: str,
    upload: "UploadedFile[Any]",
    now: datetime,
) -> queries.StoredFile:
    """Keep an uploaded file for a question of the form; the answer names it afterwards.

    Raises: NotAllowed (the reasons of may_edit or may_edit_plan; unknown-question; the files room's own).
    """
    require(may_write_now(actor, application, document, now))
    question = document.form.question(question_id)
    require(YES if question and question.file_kinds else no("unknown-question"))
    assert question is not None  # noqa: S101 - just asked
    return files.store_file(actor=actor, upload=upload, owner=document.file_owner, allowed=question.file_kinds, now=now)


def note_presence(
    *, actor: Actor, application: Application, document: queries.Document, section: str, now: datetime
) -> None:
    """Remember that somebody has a section open. Raises: NotAllowed (not-yours)."""
    require(rules.may_read(queries.access_to(actor, application)))
    documents.note_presence(actor=actor, document=document, section=section, now=now)
