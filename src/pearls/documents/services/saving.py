"""Saving an answer so that nobody's words are lost: of a second tab, of a colleague, or of a repeated call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.documents import rules
from pearls.documents.models import Document, DocumentField, DocumentPresence, DocumentRevision, Rival
from pearls.documents.rules import Problem, Question, RevisionKind, RivalChoice, RivalState, SaveKind
from pearls.documents.rules.answers import problems_of
from pearls.files import queries as file_queries
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, Verdict, no, require

JOURNAL_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class SaveOutcome:
    """What became of a saving. `value` and `revision` are the current ones, with which the page goes on.

    `rival` is there for a conflict; `problem` where nothing could be kept; `problems` are what still keeps the
    answer from being sent (too many words), though it is kept.
    """

    kind: SaveKind
    value: Any
    revision: int
    rival: Rival | None = None
    problem: Problem | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Writing:
    """Who writes what where, at one instant."""

    actor: Actor
    question: Question
    field: DocumentField
    value: Any
    base_revision: int
    writer: str
    sequence: int
    now: datetime


@transaction.atomic
def save_answer(
    *,
    actor: Actor,
    document: Document,
    question_id: str,
    raw: Any,
    base_revision: int,
    now: datetime,
    writer: str = "",
    sequence: int = 0,
) -> SaveOutcome:
    """Keep an answer typed upon revision `base_revision` (0: upon nothing) in the open page named `writer`.

    If somebody else changed the answer meanwhile, both changes are put together where they do not touch; otherwise
    the current answer stays, this one is kept as a rival, and a person chooses. Every version stays in the history.
    `sequence` counts the page's savings: one that arrives after a later one changes nothing.
    The journal says once an hour that a person writes in a document; who wrote which word is in its history.
    Raises: NotAllowed, "document-closed", "unknown-question", "record-removed" or "not-your-file".
    """
    is_new_in_journal = take_turn_if_due(actor, document, now)
    document = locked(document)
    require(rules.may_write(closed_at=document.closed_at))
    question = document.form.question(question_id)
    require(_is_asked(question, question_id))
    assert question is not None  # noqa: S101 - just asked
    require(is_there(document, question))
    cleaned = rules.clean_answer(question, raw)
    if isinstance(cleaned, Problem):
        current = DocumentField.objects.filter(document=document, question=question_id).first()
        value, revision = (current.value, current.revision) if current else (None, 0)
        return SaveOutcome(SaveKind.REFUSED, value, revision, problem=cleaned)
    require(are_own_files(document, question, cleaned.value))
    field = locked_field(document, question_id)
    outcome = _keep(Writing(actor, question, field, cleaned.value, base_revision, writer, sequence, now))
    if is_new_in_journal and outcome.kind != SaveKind.UNCHANGED:
        journal_writing(actor, document, now)
    return outcome


@transaction.atomic
def choose_rival(
    *,
    actor: Actor,
    document: Document,
    rival: Rival,
    choice: RivalChoice,
    base_revision: int,
    now: datetime,
    raw: Any = None,
) -> SaveOutcome:
    """Settle a conflict: the current text, the rival, or both as the chooser has put them together (`raw`).

    If the current answer changed since the chooser was shown (`base_revision`), nothing is settled and the outcome
    is again a conflict. The text not chosen stays in the history.
    Raises: NotAllowed, "document-closed" or "rival-settled".
    """
    audit.take_turn()
    document = locked(document)
    field = DocumentField.objects.select_for_update().get(pk=rival.field_id, document=document)
    rival = Rival.objects.select_for_update().get(pk=rival.pk)
    require(rules.may_choose(state=rival.state, closed_at=document.closed_at))
    question = document.form.question(field.question)
    require(_is_asked(question, field.question))
    assert question is not None  # noqa: S101 - just asked
    if field.revision != base_revision:
        return SaveOutcome(SaveKind.CONFLICT, field.value, field.revision, rival=rival)
    value = {RivalChoice.CURRENT: field.value, RivalChoice.RIVAL: rival.value}.get(choice)
    if choice == RivalChoice.BOTH:
        cleaned = rules.clean_answer(question, raw)
        if isinstance(cleaned, Problem):
            return SaveOutcome(SaveKind.REFUSED, field.value, field.revision, rival=rival, problem=cleaned)
        require(are_own_files(document, question, cleaned.value))
        value = cleaned.value
    require(is_there(document, question))
    writing = Writing(actor, question, field, value, base_revision, "", 0, now)
    if value != field.value:
        write_field(writing, RevisionKind.CHOSEN, value)
    _settle(rival, choice, actor, now)
    audit.record(
        actor=actor,
        act="rival-settled",
        subject=f"document:{document.ref}",
        now=now,
        data={"question": question.id, "choice": choice, "revision": field.revision},
    )
    return _outcome(writing, SaveKind.SAVED)


def _keep(writing: Writing) -> SaveOutcome:
    field, value = writing.field, writing.value
    if _is_straggler(writing):
        write_field(writing, RevisionKind.ASIDE, value)
        return _outcome(writing, SaveKind.UNCHANGED)
    pending = _own_rival(field, writing.writer)
    if pending is not None:
        return _keep_in_rival(writing, pending)
    base = _base_value(field, writing.base_revision, writing.writer)
    if value in (field.value, base):
        return _outcome(writing, SaveKind.UNCHANGED)
    if base == field.value:
        write_field(writing, RevisionKind.SAVED, value)
        return _outcome(writing, SaveKind.SAVED)
    is_merged, merged = _merged(writing.question, base, value, field.value)
    write_field(writing, RevisionKind.ASIDE, value)
    if is_merged:
        if merged != field.value:
            write_field(writing, RevisionKind.MERGED, merged)
        return _outcome(writing, SaveKind.MERGED)
    rival = Rival.objects.create(
        field=field,
        value=value,
        base=base,
        writer=writing.writer or f"post-{field.written}",
        kept_by=writing.actor.ref,
        kept_at=writing.now,
    )
    return _outcome(writing, SaveKind.CONFLICT, rival)


def _merged(question: Question, base: Any, mine: Any, theirs: Any) -> tuple[bool, Any]:
    if question.kind in (rules.Kind.RECORD, rules.Kind.TRANSLATION):
        return rules.merge_records(question.columns, base, mine, theirs)
    return rules.merge_values(question.kind, base, mine, theirs)


def _keep_in_rival(writing: Writing, rival: Rival) -> SaveOutcome:
    """The page types on while its conflict waits: its rival follows, the current answer stays."""
    if writing.value == writing.field.value:
        _settle(rival, RivalChoice.CURRENT, writing.actor, writing.now)
        return _outcome(writing, SaveKind.UNCHANGED)
    if writing.value != rival.value:
        write_field(writing, RevisionKind.ASIDE, writing.value)
        Rival.objects.filter(pk=rival.pk).update(value=writing.value, kept_at=writing.now)
        rival.refresh_from_db()
    return _outcome(writing, SaveKind.CONFLICT, rival)


def _is_straggler(writing: Writing) -> bool:
    """Whether this very page has sent something later that is already here."""
    own = DocumentRevision.objects.filter(field=writing.field, writer=writing.writer)
    return bool(writing.writer and writing.sequence) and own.filter(sequence__gt=writing.sequence).exists()


def _base_value(field: DocumentField, base_revision: int, writer: str) -> Any:
    """What the typed text grew from: what this very page sent last, even if the answer to it got lost on the way;
    else the answer that was current at the revision it was shown."""
    revisions = DocumentRevision.objects.filter(field=field).order_by("-number")
    sent = (RevisionKind.SAVED, RevisionKind.ASIDE)
    own = revisions.filter(writer=writer, number__gt=base_revision, kind__in=sent) if writer else revisions.none()
    last = own.order_by("-sequence", "-number").first()
    if last is not None:
        return last.value
    if base_revision > field.written:  # a number nobody was ever given: take nothing for granted
        return None
    seen = revisions.filter(number__lte=base_revision).exclude(kind=RevisionKind.ASIDE).first()
    return seen.value if seen else None


def write_field(writing: Writing, kind: RevisionKind, value: Any) -> None:
    field = writing.field
    number = field.written + 1
    changes: dict[str, Any] = {"written": number}
    if kind != RevisionKind.ASIDE:
        changes |= {"revision": number, "value": value, "changed_by": writing.actor.ref, "changed_at": writing.now}
    hit = DocumentField.objects.filter(pk=field.pk, written=field.written).update(**changes)
    if hit != 1:
        raise RuntimeError(f"{field.question}: expected revision {field.written}, somebody wrote between")
    for name, new in changes.items():
        setattr(field, name, new)
    DocumentRevision.objects.create(
        field=field,
        number=number,
        kind=kind,
        value=value,
        # A merge holds words that this page never sent, so it is nobody's: see _base_value.
        writer=writing.writer if kind in (RevisionKind.SAVED, RevisionKind.ASIDE) else "",
        sequence=writing.sequence,
        changed_by=writing.actor.ref,
        changed_at=writing.now,
    )


def _outcome(writing: Writing, kind: SaveKind, rival: Rival | None = None) -> SaveOutcome:
    field = writing.field
    problems = () if field.value is None else tuple(problems_of(writing.question, field.value))
    return SaveOutcome(kind, field.value, field.revision, rival=rival, problems=problems)


def _settle(rival: Rival, choice: RivalChoice, actor: Actor, now: datetime) -> None:
    Rival.objects.filter(pk=rival.pk, state=RivalState.OPEN).update(
        state=RivalState.SETTLED, choice=choice, settled_by=actor.ref, settled_at=now
    )


def _own_rival(field: DocumentField, writer: str) -> Rival | None:
    if not writer:
        return None
    return Rival.objects.filter(field=field, writer=writer, state=RivalState.OPEN).first()


def locked(document: Document) -> Document:
    """The row as it is now, nobody else writing in this document until the transaction ends."""
    rows = Document.objects.select_for_update(of=("self",)).select_related("form_version")
    return rows.get(pk=document.pk)


def locked_field(document: Document, question: str) -> DocumentField:
    DocumentField.objects.bulk_create([DocumentField(document=document, question=question)], ignore_conflicts=True)
    return DocumentField.objects.select_for_update().get(document=document, question=question)


def _is_asked(question: Question | None, question_id: str) -> Verdict:
    return YES if question else no("unknown-question", question=question_id)


def is_there(document: Document, question: Question) -> Verdict:
    """A record can be written while nobody has taken it out; records as a whole are added and moved one by one."""
    if question.kind == rules.Kind.RECORDS:
        return no("unknown-question", question=question.id)
    base, record = rules.name_parts(question.id.partition(rules.IN_LANGUAGE)[0])
    if not record:
        return YES
    order = DocumentField.objects.filter(document=document, question=base).values_list("value", flat=True).first()
    return YES if record in (order or ()) else no("record-removed")


def are_own_files(document: Document, question: Question, value: Any) -> Verdict:
    """Files named in an answer were uploaded to this document: nobody can point at somebody else's file."""
    if question.kind != rules.Kind.FILE or not value:
        return YES
    own = file_queries.refs_of_owner(document.file_owner)
    return YES if all(item["ref"] in own for item in value) else no("not-your-file")


def take_turn_if_due(actor: Actor, document: Document, now: datetime) -> bool:
    """Whether this hour's journal entry is still to be written. The journal's turn comes before the document's lock,
    as in every other act, so that two acts never wait for each other."""
    since = now - JOURNAL_EVERY
    if DocumentPresence.objects.filter(document=document, person=actor.ref, journalled_at__gt=since).exists():
        return False
    audit.take_turn()
    return True


def journal_writing(actor: Actor, document: Document, now: datetime) -> None:
    DocumentPresence.objects.update_or_create(
        document=document,
        person=actor.ref,
        defaults={"journalled_at": now},
        create_defaults={"journalled_at": now, "seen_at": now, "name": actor.name[:200] if actor.is_signed_in else ""},
    )
    audit.record(
        actor=actor,
        act="draft-written",
        subject=f"document:{document.ref}",
        now=now,
        data={"answers": DocumentField.objects.filter(document=document).exclude(value=None).count()},
    )
