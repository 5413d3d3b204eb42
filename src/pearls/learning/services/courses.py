"""Writing courses: begun, changed, told in another language, opened, closed; their lessons."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.refs import new_ref
from pearls.kernel.verdict import YES, no, require
from pearls.learning import queries, rules
from pearls.learning.models import Course, Lesson, LessonStep, LessonText
from pearls.learning.queries import sessions
from pearls.learning.rules import CourseState, Rule, texts
from pearls.learning.rules.texts import CourseWords, LessonWords


@transaction.atomic
def make_course(
    *,
    actor: Actor,
    words: CourseWords,
    study_hours: int,
    rule: Rule,
    now: datetime,
    is_demonstration: bool = False,
) -> Course:
    """Begin a course, as a draft.

    Raises: NotAllowed: not-a-writer, percent-impossible, sessions-impossible.
    """
    audit.take_turn()
    require(rules.may_write(actor))
    require(rules.is_rule_sound(rule, session_count=0))
    course = Course.objects.create(
        key=texts.slug_of(words.title, new_ref()),
        language=words.language,
        title={words.language: words.title},
        summary={words.language: words.summary},
        audience={words.language: words.audience},
        study_hours=study_hours,
        pass_percent=rule.pass_percent,
        needed_sessions=rule.needed_sessions,
        made_by=actor.ref,
        made_at=now,
        changed_at=now,
        edited_at=now,
        is_demonstration=is_demonstration,
    )
    audit.record(actor=actor, act="course-made", subject=course.subject, now=now, data={"language": words.language})
    return course


@transaction.atomic
def change_course(
    *, actor: Actor, course: Course, words: CourseWords, study_hours: int, rule: Rule, now: datetime
) -> Course:
    """Change what a course says in one language, its hours, and when it is finished.

    Raises: NotAllowed: not-a-writer, percent-impossible, sessions-impossible.
    """
    audit.take_turn()
    require(rules.may_write(actor))
    course.refresh_from_db()
    require(rules.is_rule_sound(rule, session_count=len(sessions.refs_of(course))))
    course.title = course.title | {words.language: words.title}
    course.summary = course.summary | {words.language: words.summary}
    course.audience = course.audience | {words.language: words.audience}
    course.study_hours, course.pass_percent, course.needed_sessions = (
        study_hours,
        rule.pass_percent,
        rule.needed_sessions,
    )
    course.changed_at = course.edited_at = now
    course.save(
        update_fields=[
            *("title", "summary", "audience", "study_hours", "pass_percent", "needed_sessions"),
            *("changed_at", "edited_at"),
        ]
    )
    data = {"language": words.language, "hours": study_hours, **vars(rule)}
    audit.record(actor=actor, act="course-changed", subject=course.subject, now=now, data=data)
    return course


@transaction.atomic
def open_course(*, actor: Actor, course: Course, now: datetime) -> Course:
    """Open a course to everybody.

    Raises: NotAllowed: not-a-writer, course-open, course-unfinished.
    """
    audit.take_turn()
    course.refresh_from_db()
    require(
        rules.may_open(
            is_writer=rules.is_writer(actor),
            state=CourseState(course.state),
            has_title=any(course.title.values()),
            lesson_count=course.lessons.count(),
        )
    )
    _set_state(course, CourseState.OPEN, now)
    audit.record(actor=actor, act="course-opened", subject=course.subject, now=now)
    return course


@transaction.atomic
def close_course(*, actor: Actor, course: Course, now: datetime) -> Course:
    """Take nobody new; who has begun may finish.

    Raises: NotAllowed: not-a-writer, course-not-open.
    """
    audit.take_turn()
    course.refresh_from_db()
    require(rules.may_close(is_writer=rules.is_writer(actor), state=CourseState(course.state)))
    _set_state(course, CourseState.CLOSED, now)
    audit.record(actor=actor, act="course-closed", subject=course.subject, now=now)
    return course


@transaction.atomic
def write_lesson(
    *, actor: Actor, course: Course, words: LessonWords, now: datetime, lesson: Lesson | None = None
) -> LessonText:
    """Add a lesson at the end, or write one anew in a language: a new version, the old ones stay.

    Raises: NotAllowed: not-a-writer, title-missing, text-too-long, too-many-lessons.
    """
    audit.take_turn()
    require(rules.may_write(actor))
    require(YES if words.title.strip() else no("title-missing"))
    require(YES if len(words.body) <= texts.LONGEST_BODY else no("text-too-long", limit=texts.LONGEST_BODY))
    if lesson is None:
        require(
            YES if course.lessons.count() < rules.MOST_LESSONS else no("too-many-lessons", limit=rules.MOST_LESSONS)
        )
        last = course.lessons.aggregate(last=Max("position"))["last"] or 0
        key = texts.slug_of(words.title, new_ref())
        lesson = Lesson.objects.create(course=course, key=key, position=last + 1, edited_at=now)
    text = put_text(lesson, words, made_by=actor.ref, now=now)
    data = {"lesson": lesson.key, "language": words.language, "version": text.number}
    audit.record(actor=actor, act="lesson-written", subject=course.subject, now=now, data=data)
    return text


@transaction.atomic
def place_lesson(
    *,
    actor: Actor,
    lesson: Lesson,
    position: int,
    steps: Sequence[str],
    materials: Sequence[dict[str, object]],
    now: datetime,
) -> Lesson:
    """Say where a lesson stands in its course, which steps of the plan it helps with, and what to read further.

    Raises: NotAllowed: not-a-writer, unknown-step, not-https.
    """
    audit.take_turn()
    require(rules.may_write(actor))
    require(YES if set(steps) <= set(queries.plan_steps()) else no("unknown-step"))
    require(YES if all(texts.is_material(str(one["url"])) for one in materials) else no("not-https"))
    put_place(lesson, position, steps, materials)
    Lesson.objects.filter(pk=lesson.pk).update(edited_at=now)
    data = {"lesson": lesson.key, "position": lesson.position, "steps": list(steps)}
    audit.record(actor=actor, act="lesson-placed", subject=lesson.course.subject, now=now, data=data)
    return lesson


def put_text(
    lesson: Lesson, words: LessonWords, *, made_by: str, now: datetime, is_shipped: bool = False
) -> LessonText:
    """The next version of a lesson in a language, or the one that says the same already. Part of a larger act."""
    there = LessonText.objects.filter(lesson=lesson, language=words.language)
    current = there.filter(is_current=True).first()
    title, body = words.title.strip(), words.body.replace("\r\n", "\n").strip()
    if current and (current.title, current.body) == (title, body):
        return current
    there.filter(is_current=True).update(is_current=False)
    return LessonText.objects.create(
        lesson=lesson,
        language=words.language,
        number=(there.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=title,
        body=body,
        minutes=texts.minutes_of(body),
        is_shipped=is_shipped,
        made_by=made_by,
        made_at=now,
    )


def put_place(lesson: Lesson, position: int, steps: Sequence[str], materials: Sequence[dict[str, object]]) -> None:
    """Move a lesson to its place, from 1; the others make room. Part of a larger act."""
    others = Lesson.objects.filter(course_id=lesson.course_id).exclude(pk=lesson.pk)
    position = min(max(position, 1), others.count() + 1)
    if position != lesson.position:
        others.filter(position__gt=lesson.position).update(position=F("position") - 1)
        others.filter(position__gte=position).update(position=F("position") + 1)
    lesson.position, lesson.materials = position, list(materials)
    lesson.save(update_fields=["position", "materials"])
    LessonStep.objects.filter(lesson=lesson).exclude(step__in=steps).delete()
    LessonStep.objects.bulk_create([LessonStep(lesson=lesson, step=step) for step in steps], ignore_conflicts=True)


def _set_state(course: Course, state: CourseState, now: datetime) -> None:
    course.state, course.changed_at = state, now
    course.save(update_fields=["state", "changed_at"])
