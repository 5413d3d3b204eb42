"""Courses written and taken; certificates issued, shown, withdrawn; and what is forgotten."""

from datetime import timedelta

import pytest

from pearls.audit.models import Entry
from pearls.kernel.actor import Actor
from pearls.kernel.canonical import sha256_hex
from pearls.kernel.verdict import NotAllowed
from pearls.learning import queries, services
from pearls.learning.models import Certificate, CheckResult, Course, Enrolment, LessonRead, LessonText, Question
from pearls.learning.queries import sessions
from pearls.learning.rules import Rule
from pearls.learning.rules.texts import CourseWords, LessonWords, Option, QuestionWords
from pearls.mail.models import Message
from pearls.people import services as people_services
from pearls.today.models import Line
from tests.cast import NOW
from tests.learning.conftest import School

SYSTEM = Actor.system("tests")
MENTOR_WORDS = CourseWords("lv", "Pirmie soļi", "Par sākumu.", "Pilsētām")


def acts_since(count: int) -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("act", flat=True))[count:]


def letters() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("kind", "to"))


def lines() -> list[tuple[str, str]]:
    return list(Line.objects.order_by("pk").values_list("code", "person__email"))


def test_somebody_takes_a_course_from_beginning_to_end(school: School) -> None:
    before = Entry.objects.count()

    enrolment = school.finished()

    enrolment.refresh_from_db()
    assert enrolment.finished_at == school.now
    assert acts_since(before) == [
        "course-enrolled",
        "self-check-answered",
        "lesson-read",
        "lesson-read",
        "course-finished",
    ]
    assert letters() == [("course-enrolled", "town@demo.test"), ("course-certificate-ready", "town@demo.test")]
    assert lines() == [("course-certificate-ready", "town@demo.test")]


def test_one_person_is_in_a_course_once_whatever_the_language(school: School) -> None:
    enrolment = school.enrolled(language="lv")
    services.read_lesson(actor=school.town, enrolment=enrolment, lesson=school.lessons[0], now=school.now)

    services.change_language(actor=school.town, enrolment=enrolment, language="en", now=school.now)

    with pytest.raises(NotAllowed, match="already-enrolled"):
        school.enrolled(language="en")
    assert list(Enrolment.objects.values_list("language", flat=True)) == ["en"]
    assert queries.progress_of(enrolment).read_count == 1
    with pytest.raises(NotAllowed, match="language-not-told"):
        services.change_language(actor=school.town, enrolment=enrolment, language="fi", now=school.now)


def test_the_best_of_all_tries_counts(school: School) -> None:
    enrolment, lesson = school.enrolled(), school.lessons[0]
    right = school.right_answers()
    half = dict(right) | {school.questions[1].ref: frozenset({0})}

    for chosen in (half, right, {}):
        services.answer_check(actor=school.town, enrolment=enrolment, lesson=lesson, chosen=chosen, now=school.now)

    result = CheckResult.objects.get()
    assert (result.best_percent, result.tries_count) == (100, 3)
    assert LessonRead.objects.count() == 1


def test_a_course_is_not_finished_below_the_share_that_it_asks_for(school: School) -> None:
    enrolment = school.enrolled()
    first, second = school.lessons
    services.answer_check(actor=school.town, enrolment=enrolment, lesson=first, chosen={}, now=school.now)

    services.read_lesson(actor=school.town, enrolment=enrolment, lesson=second, now=school.now)

    progress = queries.progress_of(enrolment)
    assert (progress.finished.reason, progress.finished.detail["left"]) == ("checks-not-passed", 1)
    with pytest.raises(NotAllowed, match="checks-not-passed"):
        services.issue_certificate(actor=school.town, enrolment=enrolment, shows_name=True, now=school.now)


def test_live_sessions_count_once_they_were_attended(school: School) -> None:
    event = school.event(attended_by="town")
    services.add_session(actor=school.office, course=school.course, event=event, now=school.now)
    words = CourseWords("en", "Singing together", "How a choir begins.", "Towns")
    services.change_course(
        actor=school.office, course=school.course, words=words, study_hours=3, rule=Rule(50, 1), now=school.now
    )

    there, missed = school.finished("town"), school.finished("colleague")

    assert there.finished_at == school.now
    assert queries.progress_of(missed).finished.reason == "sessions-missed"
    with pytest.raises(NotAllowed, match="sessions-impossible"):
        services.remove_session(
            actor=school.office, session=sessions.session_of(school.course, event.ref), now=school.now
        )


def test_nobody_writes_into_the_place_of_another(school: School) -> None:
    enrolment, stranger, lesson = school.enrolled(), school.cast.actor("colleague"), school.lessons[0]

    with pytest.raises(NotAllowed, match="not-enrolled"):
        services.read_lesson(actor=stranger, enrolment=enrolment, lesson=lesson, now=school.now)
    with pytest.raises(NotAllowed, match="not-enrolled"):
        services.answer_check(actor=stranger, enrolment=enrolment, lesson=lesson, chosen={}, now=school.now)
    with pytest.raises(NotAllowed, match="not-enrolled"):
        services.issue_certificate(actor=stranger, enrolment=enrolment, shows_name=True, now=school.now)


def test_a_certificate_states_what_was_so_on_the_day(school: School) -> None:
    made = school.certificate()
    school.cast.town.name = "Another Name"
    school.cast.town.save()
    Course.objects.update(title={"en": "Renamed"}, study_hours=99)

    made.refresh_from_db()

    assert (made.holder_name, made.said["title"]["en"], made.said["minutes"]) == (
        "Ilze Ozola",
        "Singing together",
        180,
    )
    assert sha256_hex(made.claims.encode()) == made.claims_sha256
    assert "Ilze Ozola" in made.claims
    assert "Ilze Ozola" not in str(Entry.objects.get(act="certificate-issued").data)
    assert lines() == []
    with pytest.raises(NotAllowed, match="has-certificate"):
        enrolment = Enrolment.objects.get()
        services.issue_certificate(actor=school.town, enrolment=enrolment, shows_name=True, now=school.now)


def test_whoever_has_no_name_is_asked_for_one(school: School) -> None:
    enrolment = school.finished()
    school.cast.town.name = ""
    school.cast.town.save()

    with pytest.raises(NotAllowed, match="name-missing"):
        services.issue_certificate(
            actor=school.town, enrolment=Enrolment.objects.get(pk=enrolment.pk), shows_name=True, now=school.now
        )


def test_whoever_attended_a_webinar_gets_a_certificate_of_it(school: School) -> None:
    event = school.event(attended_by="town")

    made = services.certificate_for_attendance(actor=school.town, event=event, shows_name=True, now=school.now)

    assert (made.kind, made.event_ref, made.said["minutes"]) == ("attendance", event.ref, 90)
    assert made.said["title"] == {"en": "A webinar", "lv": "Vebinārs"}
    assert sessions.without_certificate(school.town, now=school.now) == []
    with pytest.raises(NotAllowed, match="has-certificate"):
        services.certificate_for_attendance(actor=school.town, event=event, shows_name=True, now=school.now)
    with pytest.raises(NotAllowed, match="not-attended"):
        services.certificate_for_attendance(
            actor=school.cast.actor("colleague"), event=event, shows_name=True, now=school.now
        )


def test_an_event_to_come_has_no_certificate_yet(school: School) -> None:
    event = school.event(ended=False, attended_by="town")

    with pytest.raises(NotAllowed, match="event-not-over"):
        services.certificate_for_attendance(actor=school.town, event=event, shows_name=True, now=school.now)


def test_the_office_withdraws_a_certificate_and_the_holder_reads_why(school: School) -> None:
    made = school.certificate()

    services.withdraw_certificate(actor=school.office, certificate=made, because="Wrong person.", now=school.now)

    made.refresh_from_db()
    assert (made.withdrawn_at, made.withdrawn_because) == (school.now, "Wrong person.")
    letter = Message.objects.get(kind="course-certificate-withdrawn")
    assert letter.to == "town@demo.test"
    assert "Wrong person." in letter.body
    assert "Wrong person." not in str(Entry.objects.get(act="certificate-withdrawn").data)
    with pytest.raises(NotAllowed, match="certificate-withdrawn"):
        services.withdraw_certificate(actor=school.office, certificate=made, because="Again.", now=school.now)
    with pytest.raises(NotAllowed, match="not-the-office"):
        services.withdraw_certificate(actor=school.town, certificate=made, because="Mine.", now=school.now)


def test_only_the_holder_shows_or_hides_the_name(school: School) -> None:
    made = school.certificate()

    services.show_name(actor=school.town, certificate=made, shows=False, now=school.now)

    assert not Certificate.objects.get().shows_name
    with pytest.raises(NotAllowed, match="not-yours"):
        services.show_name(actor=school.office, certificate=made, shows=True, now=school.now)


def test_an_erased_person_leaves_a_certificate_without_a_name(school: School) -> None:
    made = school.certificate()
    enrolment = Enrolment.objects.get()
    services.give_feedback(actor=school.town, enrolment=enrolment, stars=4, words="Mine", now=school.now)
    hash_before = made.claims_sha256

    people_services.erase_person(actor=SYSTEM, person=school.cast.town, now=school.now)

    kept = Certificate.objects.get()
    assert (kept.holder_name, kept.claims, kept.erased_at, kept.shows_name) == ("", "", school.now, False)
    assert kept.claims_sha256 == hash_before
    assert not Enrolment.objects.exists()
    assert "Ilze" not in str(list(Certificate.objects.values()))


def test_a_person_takes_their_learning_along(school: School) -> None:
    made = school.certificate()

    data = people_services.export_person(actor=school.town, now=school.now)

    assert [course["course"] for course in data["courses"]] == [school.course.key]
    assert [one["code"] for one in data["certificates"]] == [made.code]


def test_what_waits_two_weeks_stands_on_the_day_once(school: School) -> None:
    later = school.now + timedelta(days=15)
    enrolment = school.enrolled()
    services.read_lesson(actor=school.town, enrolment=enrolment, lesson=school.lessons[0], now=school.now)
    school.enrolled("colleague", now=school.now + timedelta(days=10))

    counts = [services.remind_of_courses(actor=SYSTEM, now=later) for _ in range(2)]

    assert counts == [1, 0]
    line = Line.objects.get()
    assert (line.code, line.params, line.who) == ("course-waits", {"done": 1, "all": 2}, "Singing together")


def test_a_change_of_a_lesson_is_a_new_version_and_the_old_one_stays(school: School) -> None:
    lesson = school.lessons[0]
    words = LessonWords("en", "The first evening", "Anew.")

    for _ in range(2):  # said again, it is no new version
        services.write_lesson(actor=school.office, course=school.course, lesson=lesson, words=words, now=school.now)

    versions = LessonText.objects.filter(lesson=lesson, language="en").values_list("number", "is_current")
    assert sorted(versions) == [(1, False), (2, True)]
    assert LessonText.objects.get(lesson=lesson, language="lv").is_current


def test_lessons_make_room_for_one_that_moves(school: School) -> None:
    for title in ("Third", "Fourth"):
        services.write_lesson(
            actor=school.office, course=school.course, words=LessonWords("en", title, ""), now=school.now
        )
    last = school.lessons[-1]

    services.place_lesson(
        actor=school.office,
        lesson=last,
        position=1,
        steps=["goals", "budget"],
        materials=[{"url": "https://example.org/", "title": {"en": "A page"}}],
        now=school.now,
    )

    assert [(lesson.pk == last.pk, lesson.position) for lesson in school.lessons] == [
        (True, 1),
        (False, 2),
        (False, 3),
        (False, 4),
    ]
    assert [link.key for link in queries.lessons_for_step("budget", "lv")] == [last.key]
    for steps, url, reason in ((["nothing"], "https://a.eu", "unknown-step"), ([], "http://a.eu", "not-https")):
        with pytest.raises(NotAllowed, match=reason):
            services.place_lesson(
                actor=school.office,
                lesson=last,
                position=1,
                steps=steps,
                materials=[{"url": url, "title": {}}],
                now=school.now,
            )


def test_a_translated_question_keeps_which_answers_are_right(school: School) -> None:
    question = school.questions[0]
    words = QuestionWords("lv", "Kas dzied?", [Option("Viens", False), Option("Divi", True), Option("Trīs", False)])

    services.write_question(
        actor=school.office,
        lesson=question.lesson,
        question=question,
        words=words,
        is_multiple=True,
        now=school.now,
    )

    question.refresh_from_db()
    assert (question.right, question.is_multiple) == (frozenset({0}), False)
    assert question.options[1]["text"] == {"en": "Answer 1", "lv": "Divi"}


def test_a_question_taken_out_is_asked_no_more(school: School) -> None:
    for question in school.questions:
        services.remove_question(actor=school.office, question=question, now=school.now)

    assert not queries.questions_of(school.lessons[0]).exists()
    assert Question.objects.count() == 2


def test_towns_write_no_courses(school: School) -> None:
    with pytest.raises(NotAllowed, match="not-a-writer"):
        services.make_course(actor=school.town, words=MENTOR_WORDS, study_hours=1, rule=Rule(60), now=school.now)
    with pytest.raises(NotAllowed, match="not-a-writer"):
        services.close_course(actor=school.town, course=school.course, now=school.now)


def test_a_course_without_lessons_stays_a_draft(school: School) -> None:
    mentor = school.cast.actor("mentor")
    course = services.make_course(actor=mentor, words=MENTOR_WORDS, study_hours=1, rule=Rule(60), now=school.now)

    with pytest.raises(NotAllowed, match="course-unfinished"):
        services.open_course(actor=mentor, course=course, now=school.now)
    assert queries.course_for(school.town, course.key) is None


def test_a_closed_course_is_finished_by_those_in_it(school: School) -> None:
    school.enrolled()

    services.close_course(actor=school.office, course=school.course, now=school.now)

    assert queries.course_for(school.town, school.course.key) is not None
    assert queries.course_for(school.cast.actor("colleague"), school.course.key) is None
    with pytest.raises(NotAllowed, match="course-not-open"):
        school.enrolled("colleague")


def test_what_was_thought_of_a_course_is_said_once(school: School) -> None:
    enrolment = school.enrolled()
    services.give_feedback(actor=school.town, enrolment=enrolment, stars=5, words="Good", now=school.now)

    with pytest.raises(NotAllowed, match="feedback-given"):
        services.give_feedback(actor=school.town, enrolment=enrolment, stars=1, words="", now=school.now)
    with pytest.raises(NotAllowed, match="stars-unknown"):
        services.give_feedback(actor=school.town, enrolment=enrolment, stars=6, words="", now=school.now)
    assert "Good" not in str(list(Entry.objects.values_list("data", flat=True)))


@pytest.mark.django_db
def test_shipped_courses_load_once_and_leave_what_was_edited() -> None:
    loads = [services.load_courses(actor=SYSTEM, now=NOW).changed for _ in range(2)]
    course = Course.objects.get(key="making-an-action-plan")
    lesson = course.lessons.all()[0]
    services.write_lesson(
        actor=SYSTEM, course=course, lesson=lesson, words=LessonWords("en", "Our own", "Words."), now=NOW
    )
    again = services.load_courses(actor=SYSTEM, now=NOW).changed

    assert loads[0] > 0
    assert (loads[1], again) == (0, 0)
    assert lesson.texts.get(language="en", is_current=True).title == "Our own"
    assert Entry.objects.filter(act="courses-loaded").count() == 1


@pytest.mark.django_db
def test_every_shipped_lesson_is_whole_in_both_languages_and_helps_with_steps_that_there_are() -> None:
    shipped = queries.shipped_courses()

    lessons = [lesson for course in shipped for lesson in course["lessons"]]
    steps = {step for lesson in lessons for step in lesson["steps"]}
    assert steps == set(queries.plan_steps())
    for lesson in lessons:
        assert set(lesson["texts"]) == {"en", "lv"}
        assert 200 <= len(lesson["texts"]["en"]["body"].split()) <= 400
        assert 2 <= len(lesson["questions"]) <= 3
        for question in lesson["questions"]:
            right = [option for option in question["options"] if option.get("right")]
            assert len(right) >= 1 if question.get("is_multiple") else len(right) == 1
            told = [question["text"], question["explanation"], *(option["text"] for option in question["options"])]
            assert all(set(text) == {"en", "lv"} for text in told)
