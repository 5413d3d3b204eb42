"""Events, with what belongs to them: programme, questions, materials."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from pearls.calendar.rules import Audience, Group, Kind, MaterialKind, Mode, Precision, QuestionKind, State
from pearls.db.constraints import one_of
from pearls.db.fields import RefField, TranslatedField
from pearls.kernel.languages import pick


class Event(models.Model):
    """Something that people come to.

    `source` names the record of an upper room that keeps this event ("exchange.visit:…"), or of our history
    ("history:forum-2024"). `first_on` and `last_on` are its days in its zone; history knows at times only its `year`,
    shown as published (`date_text`). `taken_count` counts the registered, never above `capacity`.
    `sequence` is iCalendar's: how often time, place or state changed.
    """

    ref = RefField()
    source = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=16)
    title = TranslatedField()
    summary = TranslatedField()
    language = models.CharField(max_length=8, blank=True)  # that is spoken there
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, default="Europe/Riga")
    precision = models.CharField(max_length=8, default=Precision.MINUTE.value)
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField()
    date_text = models.CharField(max_length=60, blank=True)
    mode = models.CharField(max_length=8)
    place = models.ForeignKey(
        "pearls_places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    venue = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)  # for joining; shown to the registered only
    capacity = models.PositiveIntegerField(null=True, blank=True)
    taken_count = models.PositiveIntegerField(default=0)
    audience = models.CharField(max_length=8)
    group = models.CharField(max_length=12, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, default=State.DRAFT.value)
    sequence = models.PositiveIntegerField(default=0)
    organisers = models.ManyToManyField("pearls_people.Person", related_name="+", blank=True)
    made_by = models.CharField(max_length=64)  # an actor's ref, never a name
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    cancelled_because = models.TextField(blank=True)
    attendance_marked_at = models.DateTimeField(null=True, blank=True)
    answers_deleted_at = models.DateTimeField(null=True, blank=True)
    is_history = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False)
    is_edited = models.BooleanField(default=False)  # somebody changed a shipped record: a load leaves it alone
    topics = models.JSONField(default=list, blank=True)
    facts = models.JSONField(default=list, blank=True)
    participants = models.PositiveIntegerField(null=True, blank=True)  # as published, of history
    source_urls = models.JSONField(default=list, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("state", "starts_at"), name="calendar_upcoming"),
            models.Index(fields=("year", "first_on"), name="calendar_by_year"),
        )
        constraints = (
            one_of("kind", Kind, name="calendar_event_kind"),
            one_of("mode", Mode, name="calendar_event_mode"),
            one_of("audience", Audience, name="calendar_event_audience"),
            one_of("state", State, name="calendar_event_state"),
            one_of("precision", Precision, name="calendar_event_precision"),
            one_of("group", Group, name="calendar_event_group"),
            UniqueConstraint(fields=("source",), condition=~Q(source=""), name="calendar_event_once_of_source"),
            CheckConstraint(
                condition=Q(is_history=True) | Q(starts_at__isnull=False, ends_at__isnull=False),
                name="calendar_only_history_without_hours",
            ),
            CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="calendar_event_ends_after_start",
            ),
            CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken_count__lte=F("capacity")),
                name="calendar_never_above_capacity",
            ),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        """How the journal, the outbox and lines of a day name this event."""
        return f"event:{self.ref}"


class Item(models.Model):
    """One item of an event's programme, in a room."""

    ref = RefField()
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="items")
    title = TranslatedField()
    speaker = models.CharField(max_length=200, blank=True)
    room = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_at", "room", "pk")
        constraints = (CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="calendar_item_ends_after_start"),)

    def __str__(self) -> str:
        return str(self.ref)


class Question(models.Model):
    """What the organisers ask everybody who registers.

    `choices` are the answers of a choice as they were first typed: answers name them so. `choice_texts` are their words
    by language, as many in each.
    """

    ref = RefField()
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions")
    text = TranslatedField()
    kind = models.CharField(max_length=8)
    choices = models.JSONField(default=list, blank=True)
    choice_texts = models.JSONField(default=dict, blank=True)
    is_required = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("added_at", "pk")
        constraints = (one_of("kind", QuestionKind, name="calendar_question_kind"),)

    def __str__(self) -> str:
        return str(self.ref)

    def offered(self, language: str) -> list[tuple[str, str]]:
        """Each answer of a choice with its words for a reader of a language."""
        told = [{code: words[number] for code, words in self.choice_texts.items()} for number in self._numbers]
        return [(choice, pick(words, language)[0] or choice) for choice, words in zip(self.choices, told, strict=True)]

    @property
    def _numbers(self) -> range:
        return range(len(self.choices))


class Material(models.Model):
    """Slides, texts or a recording, by their address."""

    ref = RefField()
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="materials")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    is_for_registered = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("added_at", "pk")
        constraints = (one_of("kind", MaterialKind, name="calendar_material_kind"),)

    def __str__(self) -> str:
        return str(self.ref)
