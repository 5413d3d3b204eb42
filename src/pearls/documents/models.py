"""Forms and their versions, drafts answer by answer with all their history, and immutable snapshots."""

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q, UniqueConstraint

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.documents import rules

REF_LENGTH = 80  # of an actor's ref such as "system:reminders"


class ImmutableError(Exception):
    """Something tried to change or remove what stays as it is."""


class ImmutableQuerySet(models.QuerySet[Any]):
    """Rows that are written once: neither changed nor removed through this."""

    def update(self, **fields: Any) -> NoReturn:
        raise ImmutableError(f"{self.model.__name__} is written once, got an update of {', '.join(fields)}")

    def delete(self) -> NoReturn:
        raise ImmutableError(f"{self.model.__name__} is written once, got a delete")

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise ImmutableError(f"{self.model.__name__} is written once, got a bulk update")


class ImmutableModel(models.Model):
    """A row that is inserted and then only read; the database refuses changes too (see the migration)."""

    objects: ClassVar[models.Manager[Any]] = ImmutableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise ImmutableError(f"{type(self).__name__} is written once, got a second save")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise ImmutableError(f"{type(self).__name__} is written once, got a delete")


_READ: dict[str, rules.Form] = {}  # forms by the SHA-256 of their definition: a handful an edition


class FormVersion(ImmutableModel):
    """One version of a form, for good: what an answer was asked is never rewritten."""

    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=REF_LENGTH)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["key", "number"], name="documents_form_number_once"),
            UniqueConstraint(fields=["key", "sha256"], name="documents_form_content_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"

    @property
    def form(self) -> rules.Form:
        """The definition, read; once in a process, for a definition never changes and a form is frozen."""
        form = _READ.get(self.sha256)
        if form is None:
            form = _READ[self.sha256] = rules.parse_form(self.definition)
        return form


class Document(models.Model):
    """A form being filled in. What it is for (an application, a plan) and who may touch it, the room above knows."""

    ref = RefField()
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=REF_LENGTH)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"

    @property
    def form(self) -> rules.Form:
        return self.form_version.form

    @property
    def file_owner(self) -> str:
        """The owner under which the files of this document are stored."""
        return f"document:{self.ref}"


class DocumentField(models.Model):
    """The current answer to one question. `revision` is the number of the version that is current;
    `written` the highest number used (asides use numbers too) and what a writer must match to write.

    An answer that a newer form no longer asks for stays with its history: `kept_from` is the form it answered, and
    `question` is then written as `id@number of that form`.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="fields")
    question = models.CharField(max_length=80)
    value = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=REF_LENGTH, blank=True)
    changed_at = models.DateTimeField(null=True)
    kept_from = models.ForeignKey(FormVersion, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [UniqueConstraint(fields=["document", "question"], name="documents_field_once")]

    def __str__(self) -> str:
        return self.question


class DocumentRevision(models.Model):
    """One version of one answer, exactly as it was confirmed to whoever typed it.

    `writer` names the open page (a tab), so that a page that repeats itself is not taken for somebody else;
    `sequence` counts what that page sent, so that a straggler does not undo what was typed after it (0: not counted).
    """

    field = models.ForeignKey(DocumentField, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    value = models.JSONField(null=True)
    writer = models.CharField(max_length=40, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=REF_LENGTH)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["field", "number"]
        constraints = [
            UniqueConstraint(fields=["field", "number"], name="documents_revision_once"),
            one_of("kind", rules.RevisionKind, name="documents_revision_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Rival(models.Model):
    """A text that met another one in the same spot: kept until somebody chooses."""

    ref = RefField()
    field = models.ForeignKey(DocumentField, on_delete=models.CASCADE, related_name="rivals")
    value = models.JSONField(null=True)
    base = models.JSONField(null=True)
    writer = models.CharField(max_length=40, blank=True)
    kept_by = models.CharField(max_length=REF_LENGTH)
    kept_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=rules.RivalState.OPEN)
    choice = models.CharField(max_length=12, blank=True)
    settled_by = models.CharField(max_length=REF_LENGTH, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["kept_at", "id"]
        constraints = [
            one_of("state", rules.RivalState, name="documents_rival_state"),
            one_of("choice", ["", *rules.RivalChoice], name="documents_rival_choice"),
            UniqueConstraint(fields=["field", "writer"], condition=Q(state="open"), name="documents_rival_once"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.ref}"


class Snapshot(ImmutableModel):
    """The answers as they stood at one instant, for good. Private answers lie apart, so that they can be erased;
    `sha256` is of `rules.snapshot_content` and holds for the private ones by their commitments.
    """

    ref = RefField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="snapshots")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    answers = models.JSONField()
    commitments = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=REF_LENGTH)

    class Meta:
        ordering = ["document", "number"]
        constraints = [UniqueConstraint(fields=["document", "number"], name="documents_snapshot_once")]

    def __str__(self) -> str:
        return f"{self.ref}"

    @property
    def form(self) -> rules.Form:
        form: rules.Form = self.form_version.form
        return form


class PrivateAnswer(models.Model):
    """A private answer of a snapshot; removed when the time of its purpose is over, the snapshot stays checkable."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="private_answers")
    question = models.CharField(max_length=80)
    salt = models.CharField(max_length=64)
    value = models.JSONField()

    class Meta:
        constraints = [UniqueConstraint(fields=["snapshot", "question"], name="documents_private_once")]

    def __str__(self) -> str:
        return self.question


class DocumentPresence(models.Model):
    """Who is in which section right now, and when the journal last said that this person was writing; the name is
    forgotten after a while."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="presences")
    person = models.CharField(max_length=REF_LENGTH)
    name = models.CharField(max_length=200, blank=True)
    section = models.CharField(max_length=60, blank=True)
    seen_at = models.DateTimeField()
    journalled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["document", "person"], name="documents_presence_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.section}"
