"""Courses as people meet them: reading, taking part, writing, and confirming a certificate."""

import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from pearls.calendar.models import Registration
from pearls.kernel.refs import new_ref
from pearls.learning import papers, queries, services
from pearls.learning.models import Certificate, Course, Enrolment, Lesson, LessonText, Question
from pearls.learning.rules.certificates import LOOKS_AN_HOUR
from pearls.people import services as people_services
from tests.learning.conftest import School

MOST_QUERIES = 12
WRITERS = ("coordinator", "admin", "mentor", "editor")


@pytest.fixture(autouse=True)
def _today(now: object) -> object:
    with time_machine.travel(now, tick=False):  # type: ignore[arg-type]
        yield


def signed_in(school: School, key: str) -> Client:
    client = Client()
    client.force_login(school.cast[key])
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def course_url(school: School, rest: str = "", language: str = "en") -> str:
    return f"/{language}/learning/courses/{school.course.key}/{rest}"


def cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_everybody_reads_a_lesson_and_checks_themselves(school: School, client: Client) -> None:
    lesson, question = school.lessons[0], school.questions[0]
    address = course_url(school, f"lessons/{lesson.key}/")

    read = page(client, address)
    answer = client.post(address, {f"q-{question.ref}": "1"}).content.decode()

    assert "<h2>Why</h2><ul><li>One</li><li>Two</li></ul><p>Last words.</p>" in read
    assert "Everybody." not in read
    assert "Right answers: 0 of 2" in answer
    assert "Everybody." in answer
    assert "not this one" in answer
    assert not Enrolment.objects.exists()


def test_what_is_typed_in_a_lesson_stays_text(school: School, client: Client) -> None:
    lesson = school.lessons[0]
    LessonText.objects.filter(lesson=lesson, language="en").update(
        title="<b>x</b>", body="## <i>y</i>\n\n<script>alert(1)</script>"
    )

    read = page(client, course_url(school, f"lessons/{lesson.key}/"))

    assert "&lt;b&gt;x&lt;/b&gt;" in read
    assert "<h2>&lt;i&gt;y&lt;/i&gt;</h2><p>&lt;script&gt;" in read


def test_a_lesson_is_shown_in_the_readers_language_and_leads_to_the_others(school: School, client: Client) -> None:
    address = course_url(school, f"lessons/{school.lessons[0].key}/", "lv")

    assert '<span lang="lv">The first evening (lv)</span>' in page(client, address)
    assert '<span lang="en">The first evening</span>' in page(client, f"{address}?in=en")
    assert '<span lang="en">The first evening</span>' in page(client, address.replace("/lv/", "/fi/"))


def test_a_town_takes_a_course_without_a_script(school: School) -> None:
    client, lessons = signed_in(school, "town"), school.lessons
    client.post(course_url(school, "take-part/"), {"language": "lv"})
    answers = {f"q-{question.ref}": [str(place) for place in question.right] for question in school.questions}

    assert "The first evening (lv)" in page(client, course_url(school))
    checked = client.post(course_url(school, f"lessons/{lessons[0].key}/"), answers).content.decode()
    gone_on = client.post(course_url(school, f"lessons/{lessons[0].key}/read/"))
    client.post(course_url(school, f"lessons/{lessons[1].key}/read/"))

    assert "All answers are right" in checked
    assert gone_on.headers["Location"] == course_url(school, f"lessons/{lessons[1].key}/")
    assert "Get the certificate" in page(client, course_url(school))
    answer = client.post(course_url(school, "certificate/"), {"shows_name": "on"})
    made = Certificate.objects.get()
    assert answer.headers["Location"] == f"/en/certificates/{made.code}/"
    assert "Download the certificate (PDF)" in page(client, answer.headers["Location"])
    assert made.code in page(client, "/en/learning/mine/")


def test_the_certificate_says_what_it_should(school: School) -> None:
    made = school.certificate()
    client = signed_in(school, "town")

    answer = client.get(f"/lv/certificates/{made.code}/certificate.pdf")

    pdf = PdfReader(io.BytesIO(answer.content))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1
    assert pdf.pages[0].mediabox.width > pdf.pages[0].mediabox.height
    assert pdf.metadata.title == "Apliecība: Ilze Ozola"  # type: ignore[union-attr]
    for words in (
        *("Ilze Ozola", "pabeidza kursu", "Singing together", "3 stundas", made.code, "24. novembris"),
        *("Šī vietne, kas nav pašas programmas vietne", "Demonstrācija: nav īsta apliecība"),
    ):
        assert words in text
    links = [note.get_object()["/A"]["/URI"] for note in pdf.pages[0]["/Annots"]]  # type: ignore[union-attr]
    assert links == [f"http://127.0.0.1:8000/lv/certificates/{made.code}/"]


@pytest.mark.parametrize("language", ["en", "lv", "lt", "et", "fi", "sv", "da", "pl", "de", "nb"])
def test_a_certificate_is_printed_for_readers_of_every_language_and_stays_the_same(
    school: School, language: str
) -> None:
    made = school.certificate()
    made.said["title"][language] = "Ķēžu šņāciens ąęłżź øåß"

    once, again = (papers.certificate_pdf(certificate=made, language=language) for _ in range(2))

    assert once == again
    assert "Ķēžu šņāciens ąęłżź øåß" in PdfReader(io.BytesIO(once)).pages[0].extract_text()


def test_the_longest_name_still_fits_on_one_page(school: School) -> None:
    made = school.certificate()
    made.holder_name = "Wilhelmina-Charlotte " * 9
    made.said["title"]["en"] = "A very long name of a course that somebody has thought of " * 3

    pdf = PdfReader(io.BytesIO(papers.certificate_pdf(certificate=made, language="en")))

    assert len(pdf.pages) == 1


def test_nobody_else_is_handed_the_certificate(school: School, client: Client) -> None:
    address = f"/en/certificates/{school.certificate().code}/certificate.pdf"

    answers = {key: signed_in(school, key).get(address).status_code for key in ("town", "colleague", "coordinator")}

    assert answers == {"town": 200, "colleague": 404, "coordinator": 200}
    assert client.get(address).status_code == 302


def test_everybody_confirms_a_code_and_reads_only_what_the_holder_shows(school: School, client: Client) -> None:
    made = school.certificate()
    address = f"/en/certificates/{made.code}/"
    shown = page(client, address)
    services.show_name(actor=school.town, certificate=made, shows=False, now=school.now)
    hidden = page(client, address.lower())

    assert "This certificate is valid" in shown
    assert "Ilze Ozola" in shown
    assert "Singing together" in shown
    assert "town@demo.test" not in shown
    assert "Ilze Ozola" not in hidden
    assert "The holder does not show the name here." in hidden


def test_a_typed_code_leads_to_its_page(school: School, client: Client) -> None:
    made = school.certificate()

    answer = client.get("/en/certificates/", {"code": f" {made.ref} "})

    assert answer.headers["Location"] == f"/en/certificates/{made.code}/"
    assert "This is no code of a certificate" in page(client, "/en/certificates/?code=0000", 422)
    assert "No certificate has this code" in page(client, f"/en/certificates/{new_ref()}/", 404)


def test_a_withdrawn_certificate_says_so_and_not_why(school: School, client: Client) -> None:
    made = school.certificate()
    office = signed_in(school, "coordinator")
    assert office.post(f"/en/certificates/{made.code}/withdraw/", {"because": ""}).status_code == 422

    office.post(f"/en/certificates/{made.code}/withdraw/", {"because": "Wrong person."})

    told = page(client, f"/en/certificates/{made.code}/")
    assert "This certificate was withdrawn" in told
    assert "Wrong person." not in told
    assert "Wrong person." in page(signed_in(school, "town"), f"/en/certificates/{made.code}/")
    assert signed_in(school, "town").get(f"/en/certificates/{made.code}/certificate.pdf").status_code == 404


def test_the_certificate_of_an_erased_holder_stays_valid_without_a_name(school: School, client: Client) -> None:
    made = school.certificate()

    people_services.erase_person(actor=school.office, person=school.cast.town, now=school.now)

    told = page(client, f"/en/certificates/{made.code}/")
    assert "This certificate is valid" in told
    assert "The holder’s data were erased." in told
    assert "Ilze" not in told


def test_nobody_tries_codes_without_end(school: School, client: Client) -> None:
    address = f"/en/certificates/{new_ref()}/"

    answers = [client.get(address).status_code for _ in range(LOOKS_AN_HOUR + 1)]

    assert answers == [404] * LOOKS_AN_HOUR + [429]


def test_whoever_attended_asks_for_a_certificate_on_their_own_page(school: School) -> None:
    event = school.event(attended_by="town")
    client, address = signed_in(school, "town"), f"/en/learning/attended/{event.ref}/"

    assert address in page(client, "/en/learning/mine/")
    assert "A webinar" in page(client, address)
    answer = client.post(address, {"shows_name": "on"})

    made = Certificate.objects.get()
    assert answer.headers["Location"] == f"/en/certificates/{made.code}/"
    assert address not in page(client, "/en/learning/mine/")
    assert signed_in(school, "colleague").get(address).status_code == 404
    text = PdfReader(io.BytesIO(papers.certificate_pdf(certificate=made, language="en"))).pages[0].extract_text()
    assert "took part in" in text
    assert "1 hour, 30 minutes" in text


def test_ones_events_and_the_page_of_an_event_lead_to_the_certificate_of_attendance(school: School) -> None:
    event, missed = school.event(attended_by="town"), school.event(title="Missed")
    Registration.objects.create(
        event=missed, person=school.cast.town, state="registered", asked_at=school.now, attended=False
    )
    coming = school.event(ended=False, attended_by="town", title="Tomorrow")
    town = signed_in(school, "town")

    mine = page(town, "/en/events/mine/")

    assert re.findall(r"/en/learning/attended/(\w+)/", mine) == [event.ref]
    assert f"/en/learning/attended/{event.ref}/" in page(town, f"/en/events/{event.ref}/")
    for other in (missed, coming):
        assert "/en/learning/attended/" not in page(town, f"/en/events/{other.ref}/")


def test_writers_see_the_desk_and_others_nothing(school: School, client: Client) -> None:
    addresses = ("/en/learning/desk/", "/en/learning/desk/new/", f"/en/learning/desk/{school.course.key}/")

    for address in addresses:
        answers = {key: signed_in(school, key).get(address).status_code for key in (*WRITERS, "town", "juror1")}
        assert answers == dict.fromkeys(WRITERS, 200) | {"town": 404, "juror1": 404}
        assert client.get(address).status_code == 302


def test_an_editor_writes_a_course_and_opens_it(school: School, client: Client) -> None:
    editor = signed_in(school, "editor")
    words = {"language": "en", "title": "Walks", "summary": "On foot.", "audience": "", "study_hours": "2"}
    editor.post("/en/learning/desk/new/", words | {"pass_percent": "60", "needed_sessions": "0"})
    course = Course.objects.get(title__en="Walks")
    desk = f"/en/learning/desk/{course.key}/"

    editor.post(f"{desk}lessons/new/", {"title": "The path", "body": "Go.\n\n- slowly"})
    lesson = Lesson.objects.get(course=course)
    asked = {"text": "How?", "options": "* Slowly\nFast", "explanation": "One sees more."}
    editor.post(f"{desk}lessons/{lesson.key}/questions/", asked)
    editor.post(f"{desk}lessons/{lesson.key}/?language=lv", {"title": "Taka", "body": "Ejiet."})
    ref = Question.objects.get(lesson=lesson).ref
    translated = {"text": "Kā?", "options": "Lēni\nĀtri", "explanation": ""}
    editor.post(f"{desk}lessons/{lesson.key}/questions/{ref}/?language=lv", translated)
    placed = {"position": "1", "steps": ["goals"], "materials": "https://example.org/ A page"}
    editor.post(f"{desk}lessons/{lesson.key}/place/?language=en", placed)
    assert client.get(f"/en/learning/courses/{course.key}/").status_code == 404
    editor.post(f"{desk}act/", {"act": "open"})

    read = page(client, f"/lv/learning/courses/{course.key}/lessons/{lesson.key}/")
    assert "Taka" in read
    assert "Lēni" in read
    assert 'href="https://example.org/"' in read


def test_a_form_says_what_is_wrong_beside_it(school: School) -> None:
    office, desk = signed_in(school, "coordinator"), f"/en/learning/desk/{school.course.key}/"
    question = {"text": "Who?", "options": "One\nTwo", "explanation": ""}

    answer = office.post(f"{desk}lessons/{school.lessons[0].key}/questions/", question)

    assert answer.status_code == 422
    assert "Please mark exactly one answer as right" in answer.content.decode()


def test_the_office_and_the_maker_see_who_takes_part(school: School) -> None:
    school.enrolled("town", now=school.now - timedelta(days=1))
    school.finished("colleague")
    address = f"/en/learning/desk/{school.course.key}/enrolled/"

    answers = {key: signed_in(school, key).get(address).status_code for key in (*WRITERS, "town")}
    assert answers == {"coordinator": 200, "admin": 200, "mentor": 404, "editor": 404, "town": 404}
    listed = page(signed_in(school, "coordinator"), address)
    assert re.findall(r'<th scope="row">([^<]+)</th>', listed) == ["Jānis Kalniņš", "Ilze Ozola"]
    table = signed_in(school, "coordinator").get(f"{address}enrolled.csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[:3] for line in table[1:]] == [
        ["Jānis Kalniņš", "colleague@demo.test", "en"],
        ["Ilze Ozola", "town@demo.test", "en"],
    ]


def test_what_was_thought_of_it_is_shown_from_five_answers_on(school: School) -> None:
    office, address = signed_in(school, "coordinator"), f"/en/learning/desk/{school.course.key}/enrolled/"
    for number, key in enumerate(("town", "colleague", "othertown", "mentor", "editor"), start=1):
        enrolment = school.enrolled(key)
        client = signed_in(school, key)
        client.post(course_url(school, "feedback/"), {"stars": "4", "words": f"Thought {number}"})
        assert enrolment.feedback.stars == 4
        seen = page(office, address)
        assert ("Thought 1" in seen, "Usefulness, of 5" in seen) == (number == 5, number == 5)


def test_the_lessons_for_a_step_are_offered_by_one_query(school: School) -> None:
    services.load_courses(actor=school.office, now=school.now)

    with CaptureQueriesContext(connection) as seen:
        offered = queries.lessons_for_step("budget", "lv")

    assert len(seen) == 1
    assert [(one.key, one.language, one.minutes) for one in offered] == [("budget-and-time", "lv", 2)]


def test_a_page_asks_as_much_for_one_row_as_for_many(school: School, client: Client) -> None:
    school.certificate("colleague")
    school.certificate("town")
    town, office = signed_in(school, "town"), signed_in(school, "coordinator")
    lesson = school.lessons[0]
    pages = (
        (client, "/en/learning/"),
        (town, "/en/learning/"),
        (town, "/en/learning/mine/"),
        (town, course_url(school)),
        (town, course_url(school, f"lessons/{lesson.key}/")),
        (office, "/en/learning/desk/"),
        (office, f"/en/learning/desk/{school.course.key}/"),
        (office, f"/en/learning/desk/{school.course.key}/lessons/{lesson.key}/"),
        (office, f"/en/learning/desk/{school.course.key}/enrolled/"),
        (office, f"/en/learning/desk/{school.course.key}/enrolled/enrolled.csv"),
    )
    few = [cost(one, address) for one, address in pages]

    _make_long(school)

    assert [cost(one, address) for one, address in pages] == few
    assert max(few) <= MOST_QUERIES, few


def _make_long(school: School) -> None:
    """More lessons, questions, courses, people and certificates."""
    course = school.course
    for number in range(3, 12):
        lesson = Lesson.objects.create(course=course, key=f"more-{number}", position=number)
        for language in ("en", "lv"):
            LessonText.objects.create(
                lesson=lesson, language=language, number=1, title="More", minutes=1, made_by="x", made_at=school.now
            )
    for number in range(10):
        Question.objects.create(
            lesson=school.lessons[0],
            key=f"more-{number}",
            position=9,
            text={"en": "Q"},
            options=school.questions[0].options,
        )
    for number in range(15):
        other = Course.objects.create(
            **{field: getattr(course, field) for field in ("language", "title", "summary", "study_hours", "state")},
            key=f"course-{number}",
            made_by="x",
            made_at=school.now,
            changed_at=school.now,
        )
        Enrolment.objects.create(course=other, person=school.cast.town, language="en", enrolled_at=school.now)
        one = Certificate.objects.filter(person=school.cast.town)[0]
        one.pk, one.ref, one.course = None, new_ref(), other
        one.save(force_insert=True)
    for person in school.cast.people.values():
        Enrolment.objects.get_or_create(
            course=course, person=person, defaults={"language": "en", "enrolled_at": school.now}
        )
