"""Who takes part, and how far they are."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet

from pearls.kernel.actor import Actor
from pearls.kernel.verdict import Verdict
from pearls.learning import rules
from pearls.learning.models import CheckResult, Course, Enrolment, Feedback, Lesson, LessonRead
from pearls.learning.queries import sessions
from pearls.learning.queries.courses import how_many
from pearls.learning.rules import Way


@dataclass(frozen=True)
class Progress:
    """How far somebody is: the lessons read, the best of each self-check by lesson, and whether the course is done."""

    read: frozenset[int]
    best: dict[int, int]
    lesson_count: int
    attended_count: int
    finished: Verdict

    @property
    def read_count(self) -> int:
        return len(self.read)


def enrolment_of(actor: Actor, course: Course) -> Enrolment | None:
    """The actor's own enrolment in a course; None once they have left it."""
    found = enrolment_ever(actor, course)
    return found if found is not None and found.left_at is None else None


def enrolment_ever(actor: Actor, course: Course) -> Enrolment | None:
    """The actor's own enrolment in a course, also one that they have left."""
    if not actor.is_signed_in:
        return None
    found = Enrolment.objects.filter(course=course, person_id=actor.person_id or 0)
    return found.select_related("course", "person", "feedback").first()


def enrolments_of(actor: Actor) -> QuerySet[Enrolment]:
    """The courses that the actor is in, with how many lessons each has and how many are read."""
    return with_progress(_own(actor).filter(left_at=None))


def left_by(actor: Actor) -> QuerySet[Enrolment]:
    """The courses that the actor has left and may come back to, the last one first."""
    found = _own(actor).filter(left_at__isnull=False).exclude(course__state=rules.CourseState.DRAFT)
    return found.order_by("-left_at", "-pk")


def _own(actor: Actor) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(person_id=actor.person_id or 0).select_related("course")


def with_progress(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """With `lesson_count` and `read_count`."""
    lessons = Lesson.objects.filter(course=OuterRef("course"))
    reads = LessonRead.objects.filter(enrolment=OuterRef("pk"))
    counted = enrolments.annotate(lesson_count=how_many(lessons, "course"), read_count=how_many(reads, "enrolment"))
    return counted.order_by("-enrolled_at", "-pk")


def enrolments_of_person(person: str) -> QuerySet[Enrolment]:
    """All of what a person (a ref) learns or has learned here."""
    return Enrolment.objects.filter(person__ref=person).select_related("course").order_by("pk")


def enrolled_in(actor: Actor, course: Course) -> QuerySet[Enrolment]:
    """Who takes part in a course, for the office and its maker; for others nobody."""
    if not rules.may_see_enrolled(actor, made_by=course.made_by):
        return Enrolment.objects.none()
    return with_progress(_active(course).filter(left_at=None).select_related("person", "course"))


def left_count(course: Course) -> int:
    """How many have left a course and not come back."""
    return _active(course).filter(left_at__isnull=False).count()


def _active(course: Course) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(course=course, person__is_active=True)


def progress_of(enrolment: Enrolment) -> Progress:
    """How far somebody is in their course, and whether that finishes it; three queries or four."""
    course = enrolment.course
    lessons = list(
        Lesson.objects.filter(course=course)
        .annotate(question_count=Count("questions", filter=Q(questions__removed_at=None)))
        .values_list("pk", "question_count")
    )
    there = {pk for pk, _count in lessons}
    read = frozenset(LessonRead.objects.filter(enrolment=enrolment).values_list("lesson_id", flat=True)) & there
    best = dict(CheckResult.objects.filter(enrolment=enrolment).values_list("lesson_id", "best_percent"))
    attended = sessions.attended_count(course, enrolment.person_id) if course.needed_sessions else 0
    way = Way(
        lesson_count=len(lessons),
        read_count=len(read),
        best_percents=[best.get(pk) for pk, count in lessons if count],
        attended_count=attended,
    )
    return Progress(read, best, len(lessons), attended, rules.is_finished(course.rule, way))


def feedback_of(enrolment: Enrolment) -> Feedback | None:
    """What somebody said of the course; no query where the enrolment was fetched with it."""
    try:
        return enrolment.feedback
    except Feedback.DoesNotExist:
        return None


def finished_feedback(course: Course) -> QuerySet[Feedback]:
    """What was said of a course, the newest first; who said it is not told."""
    return Feedback.objects.filter(enrolment__course=course).order_by("-given_at", "-pk")


def to_be_nudged(*, now: datetime) -> QuerySet[Enrolment]:
    """Who began an open course some time ago, or came back to it, has not finished it and was not reminded."""
    since = now - timedelta(days=rules.WAITS_DAYS)
    found = Enrolment.objects.filter(left_at=None, finished_at=None, nudged_at=None, person__is_active=True)
    found = found.filter(Q(back_at=None, enrolled_at__lte=since) | Q(back_at__lte=since))
    return with_progress(found.exclude(course__state=rules.CourseState.DRAFT).select_related("course", "person"))
