"""Courses and lessons: to read, to write, and those that help with a step of the plan."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.kernel.actor import Actor
from pearls.learning import rules
from pearls.learning.models import Course, Enrolment, Lesson, LessonText, Question
from pearls.learning.rules import CourseState
from pearls.learning.rules.texts import Block, blocks_of, language_for

DATA = Path(__file__).resolve().parent.parent / "data"
MOST_FOR_STEP = 4


@dataclass(frozen=True)
class LessonLink:
    """A lesson as a list shows it: in the language that suits the reader, with the minutes that reading takes."""

    course: str  # its key
    key: str
    title: str
    language: str
    minutes: int


@dataclass(frozen=True)
class Told:
    """A lesson in one language, ready to read, and the languages it is told in."""

    lesson: Lesson
    text: LessonText
    languages: tuple[str, ...]

    @property
    def blocks(self) -> list[Block]:
        return blocks_of(self.text.body)


@cache
def plan_steps() -> dict[str, dict[str, str]]:
    """The steps of the action plan as it is shipped, in their order: id and title in several languages."""
    form = document_rules.parse_form(document_queries.shipped_definition("plan"))
    return {section.id: dict(section.title) for section in form.sections}


def shipped_courses() -> list[dict[str, Any]]:
    """The courses that come with the project, as their files say."""
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.toml"))]


def with_counts(courses: QuerySet[Course]) -> QuerySet[Course]:
    """With the number of lessons of each."""
    lessons = Lesson.objects.filter(course=OuterRef("pk"))
    return courses.annotate(lesson_count=how_many(lessons, "course")).order_by("made_at", "pk")


def how_many(rows: QuerySet[Any], of: str) -> Coalesce:
    """How many of these rows belong to each outer one, by their column `of`; as a subquery, so that counts of several
    kinds do not multiply each other."""
    counted = rows.order_by().values(of).annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def open_courses(*, with_demonstration: bool = False) -> QuerySet[Course]:
    """What everybody may begin; invented ones only where they are asked for."""
    found = Course.objects.filter(state=CourseState.OPEN)
    return with_counts(found if with_demonstration else found.filter(is_demonstration=False))


def courses_for(actor: Actor) -> QuerySet[Course]:
    """All courses, for those who write them; for others none."""
    found = Course.objects.all() if rules.is_writer(actor) else Course.objects.none()
    enrolled = Enrolment.objects.filter(course=OuterRef("pk"), left_at=None)
    return with_counts(found).annotate(enrolled_count=how_many(enrolled, "course")).order_by("-made_at", "-pk")


def course_for(actor: Actor, key: str) -> Course | None:
    """A course to read: an open one for everybody, a closed one for who is or was in it, any for those who write."""
    is_in = Exists(Enrolment.objects.filter(course=OuterRef("pk"), person_id=actor.person_id or 0))
    readable = Q(state=CourseState.OPEN) | Q(is_in, state=CourseState.CLOSED)
    found = Course.objects.filter(key=key)
    return (found if rules.is_writer(actor) else found.filter(readable)).first()


def course_to_write(actor: Actor, key: str) -> Course | None:
    """A course to write; there is none for others than writers."""
    return Course.objects.filter(key=key).first() if rules.is_writer(actor) else None


def current_texts(course: Course) -> QuerySet[LessonText]:
    """The texts that readers read now, in all languages, by lesson; one query."""
    found = LessonText.objects.filter(lesson__course=course, is_current=True).select_related("lesson")
    return found.order_by("lesson__position", "lesson_id", "language")


def lessons_told(course: Course, reader: str, chosen: str = "") -> list[Told]:
    """The lessons of a course in their order, each in the language that suits; one query."""
    by_lesson: dict[int, list[LessonText]] = {}
    for text in current_texts(course):
        by_lesson.setdefault(text.lesson_id, []).append(text)
    return [_told(texts, reader, chosen) for texts in by_lesson.values()]


def _told(texts: Sequence[LessonText], reader: str, chosen: str) -> Told:
    languages = {text.language: text for text in texts}
    shown = languages[language_for(reader, languages, chosen)]
    return Told(shown.lesson, shown, tuple(sorted(languages)))


def lesson_of(course: Course, key: str) -> Lesson | None:
    """A lesson by its key in a course that the reader may see."""
    return Lesson.objects.filter(course=course, key=key).first()


def texts_of(lesson: Lesson) -> QuerySet[LessonText]:
    """All versions of a lesson's texts, the newest first."""
    return LessonText.objects.filter(lesson=lesson).order_by("-number", "language")


def questions_of(lesson: Lesson) -> QuerySet[Question]:
    """The questions of a lesson's self-check."""
    return Question.objects.filter(lesson=lesson, removed_at=None)


def question_of(lesson: Lesson, ref: str) -> Question | None:
    """A question of a lesson, by its ref."""
    return questions_of(lesson).filter(ref=ref).first()


def lessons_for_step(
    step: str, reader: str, *, with_demonstration: bool = False, most: int = MOST_FOR_STEP
) -> list[LessonLink]:
    """The lessons of open courses that help with a step of the plan, each in the reader's language; one query."""
    shown = Q() if with_demonstration else Q(lesson__course__is_demonstration=False)
    texts = (
        LessonText.objects.filter(shown, is_current=True, lesson__course__state=CourseState.OPEN)
        .filter(lesson__steps__step=step)
        .select_related("lesson__course")
        .defer("body", "lesson__materials")
        .order_by("lesson__course__made_at", "lesson__position", "lesson_id")
    )
    by_lesson: dict[int, list[LessonText]] = {}
    for text in texts:
        by_lesson.setdefault(text.lesson_id, []).append(text)
    chosen = [_told(found, reader, "").text for found in by_lesson.values()][:most]
    return [
        LessonLink(text.lesson.course.key, text.lesson.key, text.title, text.language, text.minutes) for text in chosen
    ]


def lesson_after(lesson: Lesson) -> Lesson | None:
    """The next lesson of the same course."""
    later = Q(position__gt=lesson.position) | Q(position=lesson.position, pk__gt=lesson.pk)
    return Lesson.objects.filter(later, course_id=lesson.course_id).order_by("position", "pk").first()
