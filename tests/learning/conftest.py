"""A course of two lessons in two languages, and those who write it and take part."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache

from pearls.calendar import services as calendar
from pearls.calendar.models import Event, Registration
from pearls.calendar.rules import Audience, Kind, Mode
from pearls.kernel.actor import Actor
from pearls.learning import services
from pearls.learning.models import Certificate, Course, Enrolment, Lesson, Question
from pearls.learning.rules import Rule
from pearls.learning.rules.texts import CourseWords, LessonWords, Option, QuestionWords
from tests.cast import NOW, Cast

BODY = "First words.\n\n## Why\n\n- One\n- Two\n\nLast words."


@dataclass
class School:
    """`course` is open: two lessons told in English and Latvian, the first with two questions."""

    cast: Cast
    now: datetime
    course: Course

    @property
    def office(self) -> Actor:
        return self.cast.actor("coordinator")

    @property
    def town(self) -> Actor:
        return self.cast.actor("town")

    @property
    def lessons(self) -> list[Lesson]:
        return list(self.course.lessons.all())

    @property
    def questions(self) -> list[Question]:
        return list(Question.objects.filter(lesson__course=self.course))

    def enrolled(self, who: str = "town", language: str = "en", now: datetime | None = None) -> Enrolment:
        return services.enrol(actor=self.cast.actor(who), course=self.course, language=language, now=now or self.now)

    def right_answers(self) -> dict[str, frozenset[int]]:
        return {question.ref: question.right for question in self.questions}

    def finished(self, who: str = "town") -> Enrolment:
        enrolment, actor = self.enrolled(who), self.cast.actor(who)
        first, second = self.lessons
        services.answer_check(actor=actor, enrolment=enrolment, lesson=first, chosen=self.right_answers(), now=self.now)
        return services.read_lesson(actor=actor, enrolment=enrolment, lesson=second, now=self.now)

    def certificate(self, who: str = "town", *, shows_name: bool = True) -> Certificate:
        enrolment = self.finished(who)
        return services.issue_certificate(
            actor=self.cast.actor(who), enrolment=enrolment, shows_name=shows_name, now=self.now
        )

    def event(self, *, ended: bool = True, attended_by: str = "", title: str = "A webinar") -> Event:
        """A webinar of ninety minutes, over or to come, with somebody marked as present."""
        starts = self.now - timedelta(hours=3) if ended else self.now + timedelta(days=3)
        event = calendar.put_event(
            actor=self.office,
            source=f"test:{title}",
            kind=Kind.WEBINAR,
            title={"en": title, "lv": "Vebinārs"},
            summary={},
            starts_at=starts,
            ends_at=starts + timedelta(minutes=90),
            zone="Europe/Riga",
            mode=Mode.ONLINE,
            audience=Audience.PUBLIC,
            now=self.now - timedelta(days=9),
        )
        if attended_by:
            person = self.cast[attended_by]
            Registration.objects.create(
                event=event, person=person, state="registered", asked_at=self.now, registered_at=self.now, attended=True
            )
        return event


def write_course(cast: Cast, now: datetime) -> Course:
    office = cast.actor("coordinator")
    words = CourseWords("en", "Singing together", "How a choir begins.", "Towns")
    course = services.make_course(actor=office, words=words, study_hours=3, rule=Rule(50), now=now)
    for title in ("The first evening", "The second evening"):
        text = services.write_lesson(actor=office, course=course, words=LessonWords("en", title, BODY), now=now)
        services.write_lesson(
            actor=office, course=course, lesson=text.lesson, words=LessonWords("lv", f"{title} (lv)", "Vārdi."), now=now
        )
    first = course.lessons.all()[0]
    for is_multiple, right in ((False, {0}), (True, {0, 2})):
        options = [Option(f"Answer {number}", number in right) for number in range(3)]
        services.write_question(
            actor=office,
            lesson=first,
            words=QuestionWords("en", "Who sings?", options, "Everybody."),
            is_multiple=is_multiple,
            now=now,
        )
    services.open_course(actor=office, course=course, now=now)
    return course


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def school(cast: Cast, now: datetime) -> School:
    cache.clear()
    return School(cast, now, write_course(cast, now - timedelta(days=30)))
