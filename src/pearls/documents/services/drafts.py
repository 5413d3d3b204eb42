"""Beginning, closing and moving drafts, and who is in them."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.documents import rules
from pearls.documents.models import (
    Document,
    DocumentField,
    DocumentPresence,
    FormVersion,
    PrivateAnswer,
    Snapshot,
)
from pearls.kernel.actor import Actor


@transaction.atomic
def create_document(*, actor: Actor, form_version: FormVersion, kind: str, now: datetime) -> Document:
    """Begin an empty draft of a form; `kind` is the word of the room above ("application", "plan")."""
    document = Document.objects.create(form_version=form_version, kind=kind, created_at=now, created_by=actor.ref)
    audit.record(
        actor=actor,
        act="document-created",
        subject=f"document:{document.ref}",
        now=now,
        data={"kind": kind, "form": form_version.key, "version": form_version.number},
    )
    return document


@transaction.atomic
def close_document(*, actor: Actor, document: Document, now: datetime) -> Document:
    """Take no more answers, whatever page is still open somewhere. Closing a closed document changes nothing."""
    audit.take_turn()
    if Document.objects.filter(pk=document.pk, closed_at=None).update(closed_at=now):
        audit.record(actor=actor, act="document-closed", subject=f"document:{document.ref}", now=now)
    document.refresh_from_db(fields=["closed_at"])
    return document


@transaction.atomic
def reopen_document(*, actor: Actor, document: Document, now: datetime) -> Document:
    """Take answers again."""
    audit.take_turn()
    if Document.objects.filter(pk=document.pk).exclude(closed_at=None).update(closed_at=None):
        audit.record(actor=actor, act="document-reopened", subject=f"document:{document.ref}", now=now)
    document.refresh_from_db(fields=["closed_at"])
    return document


@transaction.atomic
def migrate_document(*, actor: Actor, document: Document, form_version: FormVersion, now: datetime) -> list[str]:
    """Move a live draft to another version of its form; gives the questions whose answers no longer fit.

    Answers whose question keeps id and kind go along, the others stay as kept text with all their history.
    Snapshots are not touched: they belong to the version they were made under.
    """
    audit.take_turn()
    document = Document.objects.select_for_update().select_related("form_version").get(pk=document.pk)
    old, kept = document.form_version, []
    for field in DocumentField.objects.select_for_update().filter(document=document, kept_from=None):
        asked, asks = old.form.question(field.question), form_version.form.question(field.question)
        if not rules.carries_over(asked, asks, field.value):
            kept.append(field.question)
            DocumentField.objects.filter(pk=field.pk).update(question=f"{field.question}@{old.number}", kept_from=old)
    Document.objects.filter(pk=document.pk).update(form_version=form_version)
    audit.record(
        actor=actor,
        act="document-migrated",
        subject=f"document:{document.ref}",
        now=now,
        data={"from": old.number, "to": form_version.number, "kept": sorted(kept)},
    )
    return sorted(kept)


def hold_document(*, document: Document) -> None:
    """Let nobody type in a document until the transaction ends: what is checked is then what is fixed."""
    Document.objects.select_for_update().get(pk=document.pk)


def note_presence(*, actor: Actor, document: Document, section: str, now: datetime) -> None:
    """Remember that somebody has a section open. Nobody's act, so nothing for the journal."""
    seen = {"name": actor.name[:200] if actor.is_signed_in else "", "section": section[:60], "seen_at": now}
    # Every open page says so four times a minute: one statement, unless it is the first.
    if not DocumentPresence.objects.filter(document=document, person=actor.ref).update(**seen):
        DocumentPresence.objects.update_or_create(document=document, person=actor.ref, defaults=seen)


def forget_presence(*, person: str) -> int:
    """Forget the name of somebody who had sections open; part of erasing the person. Gives the number of rows."""
    return DocumentPresence.objects.filter(person=person).update(name="", section="")


@transaction.atomic
def erase_private_answers(*, actor: Actor, document: Document, now: datetime) -> int:
    """Erase what was asked privately (people to reach, consents) from draft, history, rivals and snapshots.

    The snapshots stay checkable against their receipts. Gives the number of questions erased.
    """
    audit.take_turn()
    versions = {
        document.form_version_id,
        *Snapshot.objects.filter(document=document).values_list("form_version", flat=True),
    }
    forms = [version.form for version in FormVersion.objects.filter(pk__in=versions)]
    private = {question.id for form in forms for question in form.questions if question.private}
    fields = DocumentField.objects.filter(document=document)
    mine = [field for field in fields if field.question.partition("@")[0] in private]
    DocumentField.objects.filter(pk__in=[field.pk for field in mine]).delete()
    PrivateAnswer.objects.filter(snapshot__document=document).delete()
    DocumentPresence.objects.filter(document=document).delete()
    audit.record(
        actor=actor,
        act="private-answers-erased",
        subject=f"document:{document.ref}",
        now=now,
        data={"questions": sorted(private)},
    )
    return len(mine)
