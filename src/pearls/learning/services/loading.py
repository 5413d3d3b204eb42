"""Courses that come with the project: loaded, and loaded again; what was edited by hand stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.learning import queries, rules
from pearls.learning.models import Course, Lesson, Question
from pearls.learning.rules import CourseState
from pearls.learning.rules.texts import LessonWords
from pearls.learning.services.courses import put_place, put_text

TOLD = ("title", "summary", "audience")


@dataclass
class Loaded:
    """How many parts (courses, texts, questions) were made or changed."""

    changed: int = 0


@transaction.atomic
def load_courses(*, actor: Actor, now: datetime) -> Loaded:
    """Bring the shipped courses in, open; run again it changes what changed in the files and nobody edited.

    Raises: NotAllowed: not-a-writer.
    """
    audit.take_turn()
    require(rules.may_write(actor))
    loaded = Loaded()
    for told in queries.shipped_courses():
        course = _course(told, actor, now, loaded)
        for position, lesson in enumerate(told["lessons"], start=1):
            _lesson(course, lesson, position, actor, now, loaded)
    if loaded.changed:
        data = {"changed": loaded.changed}
        audit.record(actor=actor, act="courses-loaded", subject="courses:shipped", now=now, data=data)
    return loaded


def _course(told: Mapping[str, Any], actor: Actor, now: datetime, loaded: Loaded) -> Course:
    row = {name: told[name] for name in (*TOLD, "language", "study_hours", "pass_percent")}
    course, is_new = Course.objects.get_or_create(
        key=told["key"],
        defaults={**row, "state": CourseState.OPEN, "made_by": actor.ref, "made_at": now, "changed_at": now},
    )
    differs = course.edited_at is None and any(getattr(course, name) != value for name, value in row.items())
    if differs:
        Course.objects.filter(pk=course.pk).update(**row, changed_at=now)
        course.refresh_from_db()
    loaded.changed += is_new or differs
    return course


def _lesson(
    course: Course, told: Mapping[str, Any], position: int, actor: Actor, now: datetime, loaded: Loaded
) -> None:
    lesson, is_new = Lesson.objects.get_or_create(course=course, key=told["key"], defaults={"position": position})
    if lesson.edited_at is None:
        steps, materials = told.get("steps", []), told.get("materials", [])
        there = sorted(lesson.steps.values_list("step", flat=True))
        if (lesson.position, lesson.materials, there) != (position, materials, sorted(steps)):
            put_place(lesson, position, steps, materials)
            is_new = True
    for language, text in told["texts"].items():
        current = lesson.texts.filter(language=language, is_current=True).first()
        if current is None or current.is_shipped:
            words = LessonWords(language, text["title"], text["body"])
            put = put_text(lesson, words, made_by=actor.ref, now=now, is_shipped=True)
            loaded.changed += current is None or put.pk != current.pk
    for number, question in enumerate(told.get("questions", []), start=1):
        loaded.changed += _question(lesson, question, number)
    loaded.changed += is_new


def _question(lesson: Lesson, told: Mapping[str, Any], position: int) -> bool:
    """Whether the question is new or changed."""
    row = {
        "position": position,
        "is_multiple": told.get("is_multiple", False),
        "text": told["text"],
        "options": [{"text": option["text"], "is_right": option.get("right", False)} for option in told["options"]],
        "explanation": told["explanation"],
    }
    question, is_new = Question.objects.get_or_create(lesson=lesson, key=told["key"], defaults=row)
    if is_new or question.edited_at or all(getattr(question, name) == value for name, value in row.items()):
        return is_new
    Question.objects.filter(pk=question.pk).update(**row)
    return True
