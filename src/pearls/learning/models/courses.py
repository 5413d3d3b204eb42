"""Courses, their lessons with all versions of their texts, self-checks and live sessions."""

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from pearls.db.constraints import one_of
from pearls.db.fields import RefField, TranslatedField
from pearls.kernel.languages import LANGUAGES
from pearls.learning.rules import CourseState, Rule


class Course(models.Model):
    """One course, in all the languages it is told in.

    `study_hours` is what a certificate states: whole hours of reading, checks and live sessions together.
    `pass_percent` and `needed_sessions` are when it is finished (see `rules.Rule`).
    """

    key = models.SlugField(max_length=80, unique=True)
    language = models.CharField(max_length=8)  # of the original
    title = TranslatedField()
    summary = TranslatedField()
    audience = TranslatedField()
    study_hours = models.PositiveSmallIntegerField()
    pass_percent = models.PositiveSmallIntegerField(default=60)
    needed_sessions = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, default=CourseState.DRAFT.value)
    made_by = models.CharField(max_length=64)  # an actor's ref, never a name
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)  # by hand: what ships does not overwrite it
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("made_at", "pk")
        constraints = (
            one_of("state", CourseState, name="learning_course_state"),
            one_of("language", LANGUAGES, name="learning_course_language"),
            CheckConstraint(condition=Q(pass_percent__lte=100), name="learning_pass_percent"),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def subject(self) -> str:
        """How the journal, the outbox and lines name this course."""
        return f"course:{self.key}"

    @property
    def rule(self) -> Rule:
        return Rule(pass_percent=self.pass_percent, needed_sessions=self.needed_sessions)


class Lesson(models.Model):
    """One lesson; its texts are versions. `materials` are `{"url": "https://…", "title": {language: words}}`."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="lessons")
    key = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField()
    materials = models.JSONField(default=list, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)  # materials or steps, by hand

    class Meta:
        ordering = ("position", "pk")
        constraints = (UniqueConstraint(fields=("course", "key"), name="learning_lesson_once"),)

    def __str__(self) -> str:
        return self.key


class LessonStep(models.Model):
    """A step (section) of the action plan that a lesson helps with."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = (UniqueConstraint(fields=("lesson", "step"), name="learning_step_once"),)

    def __str__(self) -> str:
        return self.step


class LessonText(models.Model):
    """A lesson in one language, one version of it. A change is a new version; the old ones stay."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField()  # of reading
    is_current = models.BooleanField(default=True)
    is_shipped = models.BooleanField(default=False)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            one_of("language", LANGUAGES, name="learning_text_language"),
            UniqueConstraint(fields=("lesson", "language", "number"), name="learning_text_version"),
            UniqueConstraint(
                fields=("lesson", "language"), condition=Q(is_current=True), name="learning_one_current_text"
            ),
        )

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.language} {self.number}"


class Question(models.Model):
    """A question of a lesson's self-check; `options` are `{"text": {language: words}, "is_right": bool}`."""

    ref = RefField()
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="questions")
    key = models.CharField(max_length=80)  # of a shipped question, or its ref
    position = models.PositiveSmallIntegerField()
    is_multiple = models.BooleanField(default=False)
    text = TranslatedField()
    options = models.JSONField(default=list)
    explanation = TranslatedField()
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = (UniqueConstraint(fields=("lesson", "key"), name="learning_question_once"),)

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def right(self) -> frozenset[int]:
        """Which options are right, by their place."""
        options: list[dict[str, Any]] = self.options
        return frozenset(number for number, option in enumerate(options) if option["is_right"])


class Session(models.Model):
    """A live session of a course: an event of the calendar, by its ref."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="sessions")
    event_ref = models.CharField(max_length=32)

    class Meta:
        constraints = (UniqueConstraint(fields=("course", "event_ref"), name="learning_session_once"),)

    def __str__(self) -> str:
        return self.event_ref
