"""Taking part: begun, read, checked, finished, and what was thought of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.kernel.verdict import YES, Verdict, no, require
from pearls.learning import labels, queries, rules
from pearls.learning.models import CheckResult, Course, Enrolment, Feedback, Lesson, LessonRead
from pearls.learning.queries import Person
from pearls.learning.rules import CourseState, Part
from pearls.mail import services as mail
from pearls.people import queries as people_queries
from pearls.today import services as today


@transaction.atomic
def enrol(*, actor: Actor, course: Course, language: str, now: datetime) -> Enrolment:
    """Begin a course, in a language that may be changed at any time; who had left goes on where they were.

    Raises: NotAllowed: needs-account, course-not-open, already-enrolled, language-not-told.
    """
    audit.take_turn()
    course.refresh_from_db()
    before = queries.enrolment_ever(actor, course)
    require(
        rules.may_enrol(
            is_signed_in=actor.is_signed_in,
            state=CourseState(course.state),
            part=_part_of(before),
            language=language,
            told=_languages(course),
        )
    )
    person = people_queries.person_of(actor)
    if before is None:
        enrolment = Enrolment.objects.create(course=course, person=person, language=language, enrolled_at=now)
    else:
        enrolment = _change(before, language=language, left_at=None, back_at=now, nudged_at=None)
    data = {"course": course.key, "language": language, "again": before is not None}
    audit.record(actor=actor, act="course-enrolled", subject=enrolment.subject, now=now, data=data)
    write_to(actor, labels.ENROLLED_LETTER, person, course.title, "learning:course", course.key, now)
    return enrolment


@transaction.atomic
def leave_course(*, actor: Actor, enrolment: Enrolment, now: datetime) -> Enrolment:
    """Leave a course: it waits on nobody's day any more. What is done stays for coming back, a certificate stays valid.

    Raises: NotAllowed: not-enrolled.
    """
    audit.take_turn()
    require(_is_own(actor, enrolment))
    _change(enrolment, left_at=now)
    data = {"course": enrolment.course.key}
    audit.record(actor=actor, act="course-left", subject=enrolment.subject, now=now, data=data)
    today.take_off(subject=enrolment.subject)
    return enrolment


@transaction.atomic
def change_language(*, actor: Actor, enrolment: Enrolment, language: str, now: datetime) -> Enrolment:
    """Read the course in another language from now on; what is done stays done.

    Raises: NotAllowed: not-enrolled, language-not-told.
    """
    audit.take_turn()
    require(_is_own(actor, enrolment))
    require(YES if language in _languages(enrolment.course) else no("language-not-told"))
    _change(enrolment, language=language)
    audit.record(
        actor=actor, act="course-language-changed", subject=enrolment.subject, now=now, data={"language": language}
    )
    return enrolment


@transaction.atomic
def read_lesson(*, actor: Actor, enrolment: Enrolment, lesson: Lesson, now: datetime) -> Enrolment:
    """Note that a lesson is read; the last one may finish the course. Said again, it changes nothing.

    Raises: NotAllowed: not-enrolled.
    """
    audit.take_turn()
    require(_is_own(actor, enrolment))
    _note_read(actor, enrolment, lesson, now)
    finish_if_done(actor, enrolment, now)
    return enrolment


@transaction.atomic
def answer_check(
    *, actor: Actor, enrolment: Enrolment, lesson: Lesson, chosen: Mapping[str, frozenset[int]], now: datetime
) -> CheckResult:
    """Answer a lesson's self-check, as often as one likes: the best try counts. The lesson is read with it.

    `chosen` holds the places of the chosen answers by the ref of their question.
    Raises: NotAllowed: not-enrolled.
    """
    audit.take_turn()
    require(_is_own(actor, enrolment))
    questions = list(queries.questions_of(lesson))
    right = sum(rules.is_right(chosen.get(question.ref, frozenset()), question.right) for question in questions)
    percent = rules.percent_of(right, len(questions))
    result, is_new = CheckResult.objects.get_or_create(
        enrolment=enrolment,
        lesson=lesson,
        defaults={"best_percent": percent, "tries_count": 1, "last_at": now},
    )
    if not is_new:
        best = max(percent, result.best_percent)
        CheckResult.objects.filter(pk=result.pk).update(
            best_percent=best, tries_count=F("tries_count") + 1, last_at=now
        )
        result.refresh_from_db()
    data = {"lesson": lesson.key, "percent": percent}
    audit.record(actor=actor, act="self-check-answered", subject=enrolment.subject, now=now, data=data)
    _note_read(actor, enrolment, lesson, now)
    finish_if_done(actor, enrolment, now)
    return result


@transaction.atomic
def give_feedback(*, actor: Actor, enrolment: Enrolment, stars: int, words: str, now: datetime) -> Feedback:
    """Say what one thinks of a course, once.

    Raises: NotAllowed: not-enrolled, stars-unknown, feedback-given.
    """
    audit.take_turn()
    require(_is_own(actor, enrolment))
    require(YES if stars in rules.STARS else no("stars-unknown"))
    require(no("feedback-given") if Feedback.objects.filter(enrolment=enrolment).exists() else YES)
    feedback = Feedback.objects.create(enrolment=enrolment, stars=stars, words=words.strip(), given_at=now)
    audit.record(actor=actor, act="course-feedback-given", subject=enrolment.course.subject, now=now)
    return feedback


@transaction.atomic
def remind_of_courses(*, actor: Actor, now: datetime) -> int:
    """Put on people's days the courses that they began some time ago and have not finished; each once."""
    audit.take_turn()
    waiting = list(queries.to_be_nudged(now=now))
    for enrolment in waiting:
        course = enrolment.course
        today.put_line(
            subject=enrolment.subject,
            code="course-waits",
            who=pick(course.title, enrolment.person.language)[0],
            page="learning:course",
            page_args={"key": course.key},
            person=enrolment.person,
            params={"done": enrolment.read_count, "all": enrolment.lesson_count},  # type: ignore[attr-defined]
            now=now,
        )
        Enrolment.objects.filter(pk=enrolment.pk).update(nudged_at=now)
        audit.record(actor=actor, act="course-waits", subject=enrolment.subject, now=now, data={"course": course.key})
    return len(waiting)


def finish_if_done(actor: Actor, enrolment: Enrolment, now: datetime) -> None:
    """Finish the course where its rule holds now, once. Part of a larger act."""
    if enrolment.finished_at is not None or not queries.progress_of(enrolment).finished:
        return
    if not Enrolment.objects.filter(pk=enrolment.pk, finished_at=None).update(finished_at=now):
        return
    enrolment.finished_at = now
    course = enrolment.course
    audit.record(actor=actor, act="course-finished", subject=enrolment.subject, now=now, data={"course": course.key})
    today.take_off(subject=enrolment.subject, code="course-waits")
    today.put_line(
        subject=enrolment.subject,
        code="course-certificate-ready",
        who=pick(course.title, enrolment.person.language)[0],
        page="learning:certificate-ask",
        page_args={"key": course.key},
        person=enrolment.person,
        now=now,
    )
    write_to(actor, labels.READY_LETTER, enrolment.person, course.title, "learning:certificate-ask", course.key, now)


def write_to(
    actor: Actor,
    letter: mail.Letter,
    person: Person,
    title: Mapping[str, str],
    page: str,
    key: str,
    now: datetime,
    *,
    about: str = "",
    reason: str = "",
) -> None:
    """A letter to somebody about a course or certificate, with the way to a page. Part of a larger act."""
    with translation.override(person.language):
        link = settings.BASE_URL + reverse(page, args=[key])
    mail.queue_letter(
        actor=actor,
        letter=letter,
        to=person.email,
        language=person.language,
        values={"name": person.name, "title": pick(title, person.language)[0], "link": link, "reason": reason},
        about=about or f"course:{key}",
        now=now,
    )


def _note_read(actor: Actor, enrolment: Enrolment, lesson: Lesson, now: datetime) -> None:
    _read, is_new = LessonRead.objects.get_or_create(enrolment=enrolment, lesson=lesson, defaults={"read_at": now})
    if is_new:
        audit.record(actor=actor, act="lesson-read", subject=enrolment.subject, now=now, data={"lesson": lesson.key})


def _part_of(enrolment: Enrolment | None) -> Part:
    """What somebody has to do with a course, by their enrolment."""
    if enrolment is None:
        return Part.NONE
    return Part.IN if enrolment.left_at is None else Part.LEFT


def _change(enrolment: Enrolment, **changes: Any) -> Enrolment:
    """Change an enrolment as long as it is as we saw it, in the course or left."""
    seen = Enrolment.objects.filter(pk=enrolment.pk, left_at=enrolment.left_at)
    require(YES if seen.update(**changes) == 1 else no("not-enrolled"))
    for name, value in changes.items():
        setattr(enrolment, name, value)
    return enrolment


def _is_own(actor: Actor, enrolment: Enrolment) -> Verdict:
    is_in = actor.is_signed_in and actor.person_id == enrolment.person_id and enrolment.left_at is None
    return YES if is_in else no("not-enrolled")


def _languages(course: Course) -> list[str]:
    return sorted({text.language for text in queries.current_texts(course)})
