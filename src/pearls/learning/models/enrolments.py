"""Who takes part in a course, in which language, and how far they are."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.kernel.languages import LANGUAGES
from pearls.learning.models.courses import Course, Lesson
from pearls.learning.rules import STARS


class Enrolment(models.Model):
    """A person in a course: one, whatever the language they read it in, and however often they left and came back.

    Who has left is not in the course; what they did stays for when they come back.
    """

    ref = RefField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey("pearls_people.Person", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=8)
    enrolled_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    back_at = models.DateTimeField(null=True, blank=True)  # when they last came back
    nudged_at = models.DateTimeField(null=True, blank=True)  # when it was put on their day that the course waits

    class Meta:
        ordering = ("-enrolled_at", "-pk")
        constraints = (
            UniqueConstraint(fields=("course", "person"), name="learning_enrolled_once"),
            one_of("language", LANGUAGES, name="learning_enrolment_language"),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        """How the journal and lines name this enrolment."""
        return f"enrolment:{self.ref}"


class LessonRead(models.Model):
    """Somebody said that they have read a lesson."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="reads")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = (UniqueConstraint(fields=("enrolment", "lesson"), name="learning_read_once"),)

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.lesson_id}"


class CheckResult(models.Model):
    """How a lesson's self-check went: the best of all tries, and how many there were. What was chosen is not kept."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="results")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    best_percent = models.PositiveSmallIntegerField()
    tries_count = models.PositiveIntegerField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = (
            UniqueConstraint(fields=("enrolment", "lesson"), name="learning_result_once"),
            CheckConstraint(condition=Q(best_percent__lte=100), name="learning_best_percent"),
        )

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.lesson_id}"


class Feedback(models.Model):
    """What somebody says of a course: one to five stars, and words."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="feedback")
    stars = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = (CheckConstraint(condition=Q(stars__in=STARS), name="learning_stars"),)

    def __str__(self) -> str:
        return str(self.enrolment_id)
