"""Records: adding one, taking one out and putting it back, moving it; and filling in many answers in one act."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.documents import rules
from pearls.documents.models import Document, DocumentField
from pearls.documents.rules import Answer, Kind, Problem, Question, RevisionKind
from pearls.documents.services.saving import (
    Writing,
    are_own_files,
    is_there,
    journal_writing,
    locked,
    locked_field,
    take_turn_if_due,
    write_field,
)
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, no, require

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
NAME_LENGTH = 6


class NotAnAnswer(Exception):
    """An answer that was handed in as a whole cannot be understood; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(f"{problem.question}: {problem.code}")


@transaction.atomic
def add_record(
    *, actor: Actor, document: Document, question_id: str, now: datetime, values: Mapping[str, Any] | None = None
) -> str:
    """Add a record at the end, empty or with what is known of it; gives its name.

    Raises: NotAllowed (document-closed, unknown-question); NotAnAnswer.
    """
    is_new_in_journal = take_turn_if_due(actor, document, now)
    document = locked(document)
    question = _records_of(document, question_id)
    order = locked_field(document, question.id)
    names = list(order.value or ())
    name = _new_name(names)
    _write_if_new(actor, document, rules.field_name(question.id, name), dict(values or {}), now)
    _order(actor, question, order, [*names, name], now)
    if is_new_in_journal:
        journal_writing(actor, document, now)
    return name


@transaction.atomic
def remove_record(*, actor: Actor, document: Document, question_id: str, record_id: str, now: datetime) -> None:
    """Take a record out. Its text and history stay, so that it can be put back. Raises: NotAllowed."""
    audit.take_turn()
    _reorder(actor, document, question_id, now, lambda names: [name for name in names if name != record_id])
    audit.record(
        actor=actor,
        act="record-removed",
        subject=f"document:{document.ref}",
        now=now,
        data={"question": question_id, "record": record_id},
    )


@transaction.atomic
def restore_record(*, actor: Actor, document: Document, question_id: str, record_id: str, now: datetime) -> None:
    """Put a record back at the end of its list, as it was. Raises: NotAllowed."""
    audit.take_turn()
    name = rules.field_name(question_id, record_id)
    if not DocumentField.objects.filter(document=document, question=name).exists():
        raise NotAllowed(no("unknown-question", question=name))
    _reorder(actor, document, question_id, now, lambda names: names if record_id in names else [*names, record_id])
    audit.record(
        actor=actor,
        act="record-restored",
        subject=f"document:{document.ref}",
        now=now,
        data={"question": question_id, "record": record_id},
    )


@transaction.atomic
def move_record(
    *, actor: Actor, document: Document, question_id: str, record_id: str, steps: int, now: datetime
) -> None:
    """Move a record up (steps below zero) or down its list; beyond the ends it stops there. Raises: NotAllowed."""
    is_new_in_journal = take_turn_if_due(actor, document, now)

    def moved(names: list[str]) -> list[str]:
        if record_id not in names:
            return names
        rest = [name for name in names if name != record_id]
        at = max(0, names.index(record_id) + steps)
        return [*rest[:at], record_id, *rest[at:]]

    _reorder(actor, document, question_id, now, moved)
    if is_new_in_journal:
        journal_writing(actor, document, now)


@transaction.atomic
def fill_answers(
    *,
    actor: Actor,
    document: Document,
    answers: Mapping[str, Any],
    now: datetime,
    seen: Mapping[str, int] | None = None,
) -> list[str]:
    """Put these answers in the place of what is there, by question, records as whole lists; gives what changed.

    Translations go by their names (`goals-k3--en`), each with the mark of the texts it was made from.
    What is already the same stays untouched; every version before stays in the history. With `seen`, the revisions
    that whoever decides was shown, nothing is changed when one of them is no longer current.
    Raises: NotAllowed (document-closed, unknown-question, record-removed, changed-meanwhile, not-your-file);
    NotAnAnswer.
    """
    audit.take_turn()
    document = locked(document)
    require(rules.may_write(closed_at=document.closed_at))
    _require_unchanged(document, seen)
    changed = []
    # Translations last: that of a new record comes after the record.
    for question_id, value in sorted(answers.items(), key=lambda item: rules.IN_LANGUAGE in item[0]):
        question = document.form.question(question_id)
        if question is None or question.kind == Kind.RECORD:
            raise NotAllowed(no("unknown-question", question=question_id))
        if question.kind != Kind.RECORDS:
            require(is_there(document, question))
            changed += _write_if_new(actor, document, question_id, value, now)
            continue
        rows = _understood(question, value)
        order, records = rules.take_apart(question, rows)
        for name, record in records.items():
            changed += _write_if_new(actor, document, name, record, now)
        if _order(actor, question, locked_field(document, question.id), order, now):
            changed.append(question.id)
    if changed:
        audit.record(
            actor=actor,
            act="answers-filled-in",
            subject=f"document:{document.ref}",
            now=now,
            data={"answers": len(changed)},
        )
    return changed


def _require_unchanged(document: Document, seen: Mapping[str, int] | None) -> None:
    if seen is None:
        return
    rows = DocumentField.objects.filter(document=document, kept_from=None)  # as queries.revisions_of gave them
    current = dict(rows.values_list("question", "revision"))
    if any(current.get(name, 0) != seen.get(name, 0) for name in {*current, *seen}):
        raise NotAllowed(no("changed-meanwhile"))


def _records_of(document: Document, question_id: str) -> Question:
    require(rules.may_write(closed_at=document.closed_at))
    question = document.form.question(question_id)
    if question is None or question.kind != Kind.RECORDS:
        raise NotAllowed(no("unknown-question", question=question_id))
    return question


def _understood(question: Question, raw: Any) -> Any:
    cleaned = rules.clean_answer(question, raw)
    if not isinstance(cleaned, Answer):
        raise NotAnAnswer(cleaned)
    return cleaned.value


def _write_if_new(actor: Actor, document: Document, name: str, raw: Any, now: datetime) -> list[str]:
    """Write one answer or record if it differs from what is there; gives its name where it did."""
    question = document.form.question(name)
    if question is None:
        raise NotAllowed(no("unknown-question", question=name))
    value = _understood(question, raw)
    require(are_own_files(document, question, value))
    field = locked_field(document, name)
    is_still_untranslated = question.kind == Kind.TRANSLATION and not (field.value or value)
    if field.value == value or is_still_untranslated:
        return []
    write_field(Writing(actor, question, field, value, field.revision, "", 0, now), RevisionKind.SAVED, value)
    return [name]


def _reorder(
    actor: Actor, document: Document, question_id: str, now: datetime, change: Callable[[list[str]], list[str]]
) -> None:
    document = locked(document)
    question = _records_of(document, question_id)
    order = locked_field(document, question.id)
    _order(actor, question, order, change(list(order.value or ())), now)


def _order(actor: Actor, question: Question, field: DocumentField, names: list[str], now: datetime) -> bool:
    if names == list(field.value or ()):
        return False
    value = names or None
    write_field(Writing(actor, question, field, value, field.revision, "", 0, now), RevisionKind.SAVED, value)
    return True


def _new_name(taken: list[str]) -> str:
    while True:
        name = "".join(secrets.choice(ALPHABET) for _ in range(NAME_LENGTH))
        if name not in taken:
            return name
