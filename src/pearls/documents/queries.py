"""All reads of forms, drafts, rivals, histories and snapshots. Who may see a document, the room above has asked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate

from pearls.documents import rules
from pearls.documents.models import (
    Document,
    DocumentField,
    DocumentPresence,
    DocumentRevision,
    FormVersion,
    PrivateAnswer,
    Rival,
    Snapshot,
)


class Kept(NamedTuple):
    """The current answer to a question as pages need it: a large plan has hundreds, and models of them cost time."""

    value: Any
    revision: int
    changed_at: datetime | None


@dataclass(frozen=True)
class Writing:
    """What one person (an actor's ref) wrote on one day: in how many answers, how many versions, and the last when."""

    day: date
    person: str
    answers: int
    versions: int
    last_at: datetime


DATA = Path(__file__).resolve().parent / "data"
HERE_FOR = timedelta(seconds=45)  # a page tells every 15 seconds that it is still open


def form_version(key: str, number: int | None = None) -> FormVersion | None:
    """A version of a form; the newest where no number is given; None where there is none."""
    versions = FormVersion.objects.filter(key=key)
    found: FormVersion | None = (versions.filter(number=number) if number else versions).order_by("-number").first()
    return found


def fields_of(document: Document) -> dict[str, Kept]:
    """The current answers with their revisions, by question; without what an older form asked."""
    rows = document.fields.filter(kept_from=None).values_list("question", *Kept._fields)
    return {question: Kept(*kept) for question, *kept in rows}


def answers_of(document: Document) -> dict[str, Any]:
    """The current answers by question; questions without an answer are left out."""
    return rules.assemble(document.form, dict(document.fields.filter(kept_from=None).values_list("question", "value")))


def answers_in(document: Document, fields: Mapping[str, Kept]) -> dict[str, Any]:
    """The answers in these fields of the document, records as lists."""
    return rules.assemble(document.form, {name: field.value for name, field in fields.items()})


def translations_of(document: Document, language: str) -> dict[str, dict[str, str]]:
    """The document's texts in another language, by the name of what is translated."""
    return rules.translations_in(dict(document.fields.values_list("question", "value")), language)


def answers_at(document: Document, revisions: Mapping[str, int]) -> dict[str, Any]:
    """The answers as they stood when each had this revision; one that is not named had none."""
    return rules.assemble(document.form, _kept_at(document, revisions))


def answers_and_translations_at(document: Document, revisions: Mapping[str, int]) -> dict[str, Any]:
    """The answers at these revisions, and after them their translations under names of their own (`vision--en`)."""
    kept = _kept_at(document, revisions)
    answers = rules.assemble(document.form, kept)
    return answers | rules.translations_kept(document.form, answers, kept)


def _kept_at(document: Document, revisions: Mapping[str, int]) -> dict[str, Any]:
    wanted = {name: number for name, number in revisions.items() if number}
    rows = DocumentRevision.objects.filter(field__document=document, number__in=set(wanted.values()))
    return {
        question: value
        for question, number, value in rows.values_list("field__question", "number", "value")
        if wanted.get(question) == number
    }


def revisions_of(document: Document) -> dict[str, int]:
    """The current revision of every answer and record: what a decision upon them was made upon."""
    return dict(document.fields.filter(kept_from=None).values_list("question", "revision"))


def kept_answers(document: Document) -> list[tuple[rules.Question, Any]]:
    """Answers that the present form no longer asks for, with the question they answered."""
    found = []
    for field in document.fields.exclude(kept_from=None).select_related("kept_from").order_by("question"):
        question = field.kept_from.form.question(field.question.partition("@")[0]) if field.kept_from else None
        if question is not None and field.value is not None:
            found.append((question, field.value))
    return found


def open_rivals(document: Document) -> list[Rival]:
    """The texts that wait for a choice, oldest first."""
    rivals = Rival.objects.filter(field__document=document, state=rules.RivalState.OPEN)
    return list(rivals.select_related("field"))


def rival_of(document: Document, ref: str) -> Rival | None:
    """One rival of this document, open or settled; None where it belongs elsewhere."""
    return Rival.objects.select_related("field").filter(field__document=document, ref=ref).first()


def history_of(document: Document, question: str) -> QuerySet[DocumentRevision]:
    """All versions of an answer, newest first."""
    return DocumentRevision.objects.filter(field__document=document, field__question=question).order_by("-number")


def value_at(document: Document, name: str, number: int | None = None) -> tuple[Any, int]:
    """What an answer or record said at the version of that number (None: now), and the version's number."""
    field = DocumentField.objects.filter(document=document, question=name).first()
    if field is None or number is None or number >= field.revision:
        return (field.value, field.revision) if field else (None, 0)
    seen = field.revisions.filter(number__lte=number).exclude(kind=rules.RevisionKind.ASIDE).last()
    return (seen.value, seen.number) if seen else (None, 0)


def answers_at_instant(document: Document, at: datetime) -> dict[str, Any]:
    """The answers as they stood at that instant, and their translations (`vision--en`), rebuilt from the history; one
    query. What the present form no longer asks is left out, as in `answers_of`.
    """
    versions = DocumentRevision.objects.filter(field=OuterRef("pk"), changed_at__lte=at)
    newest = versions.exclude(kind=rules.RevisionKind.ASIDE).order_by("-number").values("value")[:1]
    kept = dict(document.fields.filter(kept_from=None).annotate(was=Subquery(newest)).values_list("question", "was"))
    answers = rules.assemble(document.form, kept)
    return answers | rules.translations_kept(document.form, answers, kept)


def writings_of(document: Document, zone: tzinfo) -> list[Writing]:
    """Who wrote on which day of that zone, the newest day first; one query."""
    days = DocumentRevision.objects.filter(field__document=document).annotate(day=TruncDate("changed_at", tzinfo=zone))
    rows = (
        days.order_by()
        .values_list("day", "changed_by")
        .annotate(answers=Count("field", distinct=True), versions=Count("pk"), last=Max("changed_at"))
    )
    return [Writing(*row) for row in rows.order_by("-day", "-last")]


def number_written_by(document: Document, name: str, writer: str) -> int | None:
    """The number of the version that the page of this name wrote last; None where it wrote none."""
    own = history_of(document, name).filter(writer=writer)
    number: int | None = own.values_list("number", flat=True).first()
    return number


def people_here(document: Document, *, now: datetime, but: str = "") -> list[DocumentPresence]:
    """Who has the document open now, without the asker (an actor's ref)."""
    rows = DocumentPresence.objects.filter(document=document, seen_at__gt=now - HERE_FOR).exclude(name="")
    return list(rows.exclude(person=but).order_by("name"))


def snapshot_answers(snapshot: Snapshot, *, with_private: bool) -> dict[str, Any]:
    """The answers of a snapshot; private ones only where asked for and not yet erased."""
    answers: dict[str, Any] = dict(snapshot.answers)
    if with_private:
        answers |= dict(PrivateAnswer.objects.filter(snapshot=snapshot).values_list("question", "value"))
    return answers


def snapshot_content(snapshot: Snapshot) -> dict[str, Any]:
    """What the snapshot's SHA-256 is of; holds nothing private."""
    return rules.snapshot_content(
        form_key=snapshot.form_version.key,
        form_sha256=snapshot.form_version.sha256,
        answers=snapshot.answers,
        commitments=snapshot.commitments,
    )


def is_intact(snapshot: Snapshot) -> bool:
    """Whether the snapshot still is what its receipt says, private answers that are still there included."""
    private: Mapping[str, tuple[str, Any]] = {
        row.question: (row.salt, row.value) for row in PrivateAnswer.objects.filter(snapshot=snapshot)
    }
    return rules.snapshot_sha256(snapshot_content(snapshot)) == snapshot.sha256 and all(
        rules.commitment(salt, value) == snapshot.commitments.get(question)
        for question, (salt, value) in private.items()
    )


def shipped_definition(key: str) -> dict[str, Any]:
    """A form definition that comes with the project ("application", "plan"), to be published or changed first.

    Raises: FileNotFoundError, when none of that key is shipped.
    """
    file = DATA / f"{key}.toml"
    if not key.isidentifier() or not file.is_file():
        raise FileNotFoundError(f"no form {key!r} is shipped; there are {', '.join(shipped_keys())}")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def shipped_keys() -> list[str]:
    """The keys of the shipped forms."""
    return sorted(file.stem for file in DATA.glob("*.toml"))
