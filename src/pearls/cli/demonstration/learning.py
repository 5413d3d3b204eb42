"""Courses in use: one person halfway, one with a certificate, a mentor who has begun, and a webinar that was held."""

from datetime import datetime, timedelta

from pearls.calendar import queries as calendar_queries
from pearls.calendar import rules as calendar_rules
from pearls.calendar import services as calendar
from pearls.kernel.actor import Actor
from pearls.learning import queries, services
from pearls.learning.queries import Person
from pearls.programme import queries as programme_queries

PLAN, MENTORS = "making-an-action-plan", "for-mentors"
TITLE = {"en": "Ask us about your challenge", "lv": "Jautājiet par savu izaicinājumu"}
SUMMARY = {
    "en": "An hour and a half of questions about the first page of a plan. Invented for the demonstration.",
    "lv": "Pusotra stunda jautājumiem par plāna pirmo lappusi. Izdomāts demonstrācijai.",
}
SAID = "The lesson on measuring made us cut two indicators. More examples from small towns, please."


def play_learning(cast: dict[str, Person], now: datetime) -> None:
    """The shipped courses with people in them; a webinar that two of them attended, one with a certificate of it."""
    services.load_courses(actor=Actor.system("demonstration"), now=now - timedelta(days=60))
    _take(cast["town"], PLAN, "lv", lessons=4, began=now - timedelta(days=20), fails=(2,))
    _take(cast["othertown"], PLAN, "en", lessons=1, began=now - timedelta(days=5))
    _take(cast["mentor"], MENTORS, "lv", lessons=1, began=now - timedelta(days=3))
    finished = now - timedelta(days=9)
    _take(cast["colleague"], PLAN, "lv", lessons=99, began=finished - timedelta(days=12))
    colleague = programme_queries.actor_for(cast["colleague"])
    enrolment = _enrolment(colleague, PLAN)
    services.issue_certificate(actor=colleague, enrolment=enrolment, shows_name=True, now=finished)
    services.give_feedback(actor=colleague, enrolment=enrolment, stars=5, words=SAID, now=finished)
    event = _webinar(cast, (now - timedelta(days=12)).replace(hour=11, minute=0, second=0, microsecond=0))
    services.certificate_for_attendance(actor=colleague, event=event, shows_name=True, now=now - timedelta(days=2))
    services.remind_of_courses(actor=Actor.system("courses"), now=now)


def _take(
    person: Person, key: str, language: str, *, lessons: int, began: datetime, fails: tuple[int, ...] = ()
) -> None:
    """Begin a course and do its first lessons, one a day; in those of `fails` (from 0) every answer is wrong."""
    actor = programme_queries.actor_for(person)
    course = queries.course_for(actor, key)
    assert course is not None  # noqa: S101 - loaded above, and open
    enrolment = services.enrol(actor=actor, course=course, language=language, now=began)
    for number, told in enumerate(queries.lessons_told(course, language)[:lessons]):
        right = {question.ref: question.right for question in queries.questions_of(told.lesson)}
        chosen = dict.fromkeys(right, frozenset[int]()) if number in fails else right
        at = began + timedelta(days=number, hours=1)
        services.answer_check(actor=actor, enrolment=enrolment, lesson=told.lesson, chosen=chosen, now=at)


def _enrolment(actor: Actor, key: str) -> queries.Enrolment:
    course = queries.course_for(actor, key)
    found = queries.enrolment_of(actor, course) if course else None
    assert found is not None  # noqa: S101 - enrolled above
    return found


def _webinar(cast: dict[str, Person], at: datetime) -> calendar_queries.Event:
    """A webinar of the mentor's, a live session of the course, held and attended."""
    office = programme_queries.actor_for(cast["coordinator"])
    before = at - timedelta(days=10)
    event = calendar.put_event(
        actor=office,
        source=f"learning.session:{PLAN}",
        kind=calendar_rules.Kind.WEBINAR,
        title=TITLE,
        summary=SUMMARY,
        starts_at=at,
        ends_at=at + timedelta(minutes=90),
        zone="Europe/Riga",
        mode=calendar_rules.Mode.ONLINE,
        audience=calendar_rules.Audience.PUBLIC,
        language="lv",
        organisers=[cast["mentor"]],
        now=before,
        is_demonstration=True,
    )
    course = queries.course_for(office, PLAN)
    assert course is not None  # noqa: S101 - loaded above
    services.add_session(actor=office, course=course, event=event, now=before)
    came = [
        calendar.register(actor=programme_queries.actor_for(cast[key]), event=event, now=before)
        for key in ("town", "colleague")
    ]
    calendar.mark_attended(
        actor=programme_queries.actor_for(cast["mentor"]),
        event=event,
        present=[registration.ref for registration in came],
        now=at + timedelta(hours=2),
    )
    return event
