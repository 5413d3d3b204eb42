"""Leaving a course and coming back to it: what was done stays, and so does a certificate."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pearls.audit.models import Entry
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.learning import queries, services
from pearls.learning.models import CheckResult, Course, Enrolment, LessonRead
from pearls.people import services as people_services
from pearls.today.models import Line
from tests.learning.conftest import School
from tests.learning.test_views import course_url, page, signed_in

SYSTEM = Actor.system("tests")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(now: object) -> object:
    with time_machine.travel(now, tick=False):  # type: ignore[arg-type]
        yield


def left(school: School, who: str = "town") -> Enrolment:
    """Somebody who has read one lesson and left."""
    enrolment, actor = school.enrolled(who), school.cast.actor(who)
    services.read_lesson(actor=actor, enrolment=enrolment, lesson=school.lessons[1], now=school.now)
    return services.leave_course(actor=actor, enrolment=enrolment, now=school.now + DAY)


def test_who_leaves_is_in_the_course_no_more_and_the_journal_says_so(school: School) -> None:
    enrolment = left(school)

    entry = Entry.objects.order_by("-seq")[0]
    assert (entry.act, entry.subject, entry.data) == (
        "course-left",
        enrolment.subject,
        {"course": school.course.key},
    )
    assert queries.enrolment_of(school.town, school.course) is None
    assert list(queries.enrolled_in(school.office, school.course)) == []
    assert queries.courses_for(school.office).get(pk=school.course.pk).enrolled_count == 0  # type: ignore[attr-defined]
    assert queries.left_count(school.course) == 1


def test_who_comes_back_goes_on_where_they_were(school: School) -> None:
    before = left(school)

    enrolment = school.enrolled(language="lv", now=school.now + 9 * DAY)

    assert (enrolment.pk, enrolment.language, enrolment.left_at) == (before.pk, "lv", None)
    assert (enrolment.enrolled_at, enrolment.back_at) == (school.now, school.now + 9 * DAY)
    assert queries.progress_of(enrolment).read_count == 1
    assert Entry.objects.order_by("-seq")[0].data == {"course": school.course.key, "language": "lv", "again": True}
    with pytest.raises(NotAllowed, match="already-enrolled"):
        school.enrolled()


def test_nothing_is_done_in_a_course_that_one_has_left(school: School) -> None:
    enrolment, lesson = left(school), school.lessons[0]

    for act in (
        lambda: services.read_lesson(actor=school.town, enrolment=enrolment, lesson=lesson, now=school.now),
        lambda: services.answer_check(
            actor=school.town, enrolment=enrolment, lesson=lesson, chosen=school.right_answers(), now=school.now
        ),
        lambda: services.give_feedback(actor=school.town, enrolment=enrolment, stars=5, words="", now=school.now),
        lambda: services.change_language(actor=school.town, enrolment=enrolment, language="lv", now=school.now),
        lambda: services.leave_course(actor=school.town, enrolment=enrolment, now=school.now),
    ):
        with pytest.raises(NotAllowed, match="not-enrolled"):
            act()
    assert not CheckResult.objects.exists()


def test_nobody_takes_another_out_of_a_course(school: School) -> None:
    enrolment = school.enrolled()

    for who in ("colleague", "coordinator"):
        with pytest.raises(NotAllowed, match="not-enrolled"):
            services.leave_course(actor=school.cast.actor(who), enrolment=enrolment, now=school.now)


def test_of_two_windows_one_leaves(school: School) -> None:
    enrolment = school.enrolled()
    seen = Enrolment.objects.select_related("course").get(pk=enrolment.pk)
    services.leave_course(actor=school.town, enrolment=enrolment, now=school.now)

    with pytest.raises(NotAllowed, match="not-enrolled"):
        services.leave_course(actor=school.town, enrolment=seen, now=school.now)
    assert Entry.objects.filter(act="course-left").count() == 1


def test_a_course_that_one_has_left_waits_on_no_day_until_two_weeks_after_coming_back(school: School) -> None:
    services.leave_course(actor=school.town, enrolment=school.enrolled(), now=school.now)
    away = services.remind_of_courses(actor=SYSTEM, now=school.now + 20 * DAY)
    school.enrolled(now=school.now + 30 * DAY)
    soon = services.remind_of_courses(actor=SYSTEM, now=school.now + 35 * DAY)
    later = services.remind_of_courses(actor=SYSTEM, now=school.now + 45 * DAY)
    waiting = Line.objects.count()

    services.leave_course(actor=school.town, enrolment=Enrolment.objects.get(), now=school.now + 46 * DAY)

    assert (away, soon, later, waiting) == (0, 0, 1, 1)
    assert not Line.objects.exists()


def test_a_certificate_stays_valid_when_its_holder_leaves(school: School, client: Client) -> None:
    made = school.certificate()

    services.leave_course(actor=school.town, enrolment=Enrolment.objects.get(), now=school.now)

    assert "This certificate is valid" in page(client, f"/en/certificates/{made.code}/")
    town = signed_in(school, "town")
    assert made.code in page(town, "/en/learning/mine/")
    assert made.code in page(town, course_url(school))
    again = school.enrolled()
    with pytest.raises(NotAllowed, match="has-certificate"):
        services.issue_certificate(actor=school.town, enrolment=again, shows_name=True, now=school.now)


def test_a_closed_course_takes_back_those_who_left_it_and_nobody_else(school: School) -> None:
    left(school)
    services.close_course(actor=school.office, course=school.course, now=school.now)

    page(signed_in(school, "colleague"), course_url(school), status=404)
    assert "Take part again" in page(signed_in(school, "town"), course_url(school))
    assert school.enrolled().left_at is None


def test_leaving_and_coming_back_on_the_pages(school: School) -> None:
    school.enrolled()
    town = signed_in(school, "town")

    assert "Leave this course" in page(town, course_url(school))
    gone = town.post(course_url(school, "leave/"), follow=True).content.decode()
    assert "You have left this course" in gone and "Leave this course" not in gone
    assert "Courses that you have left" in page(town, "/en/learning/mine/")
    assert town.post(course_url(school, "leave/")).status_code == 404
    assert "1 person has left the course." in page(
        signed_in(school, "coordinator"), f"/en/learning/desk/{school.course.key}/enrolled/"
    )

    back = town.post(course_url(school, "take-part/"), {"language": "en"}, follow=True).content.decode()

    assert "Leave this course" in back
    assert "Courses that you have left" not in page(town, "/en/learning/mine/")


def test_ones_own_data_say_that_one_left(school: School) -> None:
    left(school)

    data = people_services.export_person(actor=school.town, now=school.now)

    assert [course["left_at"] for course in data["courses"]] == [(school.now + DAY).isoformat()]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(("enrol", "leave", "first", "second")), max_size=10))
def test_any_order_of_coming_and_going_loses_nothing_that_was_done(school: School, steps: list[str]) -> None:
    Enrolment.objects.all().delete()
    is_in, done = False, set()

    for step in steps:
        enrolment = queries.enrolment_ever(school.town, Course.objects.get(pk=school.course.pk))
        try:
            if step == "enrol":
                school.enrolled()
            elif enrolment is None:
                continue
            elif step == "leave":
                services.leave_course(actor=school.town, enrolment=enrolment, now=school.now)
            else:
                lesson = school.lessons[step == "second"]
                services.read_lesson(actor=school.town, enrolment=enrolment, lesson=lesson, now=school.now)
                done.add(step)
        except NotAllowed as refused:
            assert refused.verdict.reason == ("already-enrolled" if step == "enrol" else "not-enrolled")
            assert is_in is (step == "enrol")
        else:
            is_in = step != "leave"
        assert (queries.enrolment_of(school.town, school.course) is not None) is is_in
        assert LessonRead.objects.count() == len(done)
