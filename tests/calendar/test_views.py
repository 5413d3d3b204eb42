"""Events as people meet them: lists, the page, registering, the desk, and the API."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from pearls.calendar import queries, services
from pearls.calendar.models import Event, Feedback, Registration
from pearls.calendar.rules import Audience, Kind, Mode, QuestionKind, Standing, State
from pearls.kernel.refs import new_ref
from pearls.mail.models import Message
from tests.calendar.conftest import START, MakeEvent, a_telling, ask_as_guest
from tests.cast import NOW, Cast

MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast[key])
    return client


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_list_shows_what_the_reader_may_come_to(make_event: MakeEvent, cast: Cast, client: Client) -> None:
    make_event(title={"en": "Anybody’s"})
    make_event(title={"en": "Network one"}, audience=Audience.NETWORK, kind=Kind.WORKSHOP)
    make_event(title={"en": "Draft one"}, publish=False)

    anonymous, partner = text_of(client, "/en/events/"), text_of(signed_in(cast, "partner"), "/en/events/")
    workshops = text_of(signed_in(cast, "partner"), "/en/events/?kind=workshop")

    assert ("Anybody’s" in anonymous, "Network one" in anonymous, "Draft one" in anonymous) == (True, False, False)
    assert "Network one" in partner
    assert ("Anybody’s" in workshops, "Network one" in workshops) == (False, True)


def test_the_page_tells_search_engines_and_hides_the_link(make_event: MakeEvent, client: Client) -> None:
    event = make_event(title={"en": "</script><b>Bold"})

    page = text_of(client, f"/en/events/{event.ref}/")

    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None
    data = json.loads(found[1])
    assert (data["@type"], data["name"]) == ("Event", "</script><b>Bold")
    assert data["startDate"] == "2026-12-14T11:30:00+02:00"
    assert data["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert "meet.example" not in page
    assert "<b>Bold" not in page


def test_a_town_registers_joins_and_gives_its_place_back(make_event: MakeEvent, cast: Cast) -> None:
    event, town = make_event(capacity=1), signed_in(cast, "town")

    answer = town.post(f"/en/events/{event.ref}/register/", {})
    assert answer.status_code == 302
    page = text_of(town, f"/en/events/{event.ref}/")
    assert "https://meet.example/room" in page
    assert "Registered" in text_of(town, "/en/events/mine/")

    town.post(f"/en/events/{event.ref}/leave/")
    assert "meet.example" not in text_of(town, f"/en/events/{event.ref}/")
    assert Registration.objects.get().state == Standing.CANCELLED


def test_a_guest_confirms_by_the_link_and_leaves_by_it(make_event: MakeEvent, client: Client) -> None:
    event = make_event()
    typed = {"name": "Kai", "email": "kai@a.test", "website": ""}

    answer = client.post(f"/lv/events/{event.ref}/register/", typed)
    assert answer.status_code == 302
    letter = Message.objects.get(kind="event-confirm")
    assert letter.language == "lv"
    found = re.search(r"http://127\.0\.0\.1:8000(/lv/events/coming/\S+)", letter.body)
    assert found is not None
    assert "meet.example" not in text_of(client, found[1])
    client.post(found[1], {"act": "confirm"})
    page = client.get(found[1])
    assert "meet.example" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
    client.post(found[1], {"act": "leave"})

    assert Registration.objects.get().state == Standing.CANCELLED
    assert client.get(found[1][:-5] + "xxxx/").status_code == 404


def test_whether_an_address_is_registered_shows_on_no_page(make_event: MakeEvent, client: Client) -> None:
    event = make_event()
    typed = {"name": "Kai", "email": "kai@a.test", "website": ""}

    first = client.post(f"/en/events/{event.ref}/register/", typed, follow=True)
    again = client.post(f"/en/events/{event.ref}/register/", typed, follow=True)

    def plain(page: bytes) -> str:
        return re.sub(r'value="[^"]{30,}"|nonce="[^"]*"', "", page.decode())

    assert plain(first.content) == plain(again.content)


def test_a_robot_registers_nobody(make_event: MakeEvent, client: Client) -> None:
    event = make_event()

    answer = client.post(f"/en/events/{event.ref}/register/", {"name": "K", "email": "k@a.test", "website": "x"})

    assert answer.status_code == 422
    assert not Registration.objects.exists()


def test_an_organiser_plans_publishes_changes_and_cancels(cast: Cast) -> None:
    mentor = signed_in(cast, "mentor")
    typed = {
        "title": "A day",
        "kind": "workshop",
        "audience": "network",
        "zone": "Europe/Riga",
        "mode": "on-site",
        "starts_at": "2026-12-20T10:00",
        "ends_at": "2026-12-20T12:00",
        "venue": "Hall",
        "capacity": "12",
    }

    answer = mentor.post("/en/events/new/", typed)
    event = Event.objects.get()
    assert answer["Location"] == f"/en/events/{event.ref}/desk/"
    mentor.post(f"/en/events/{event.ref}/act/", {"act": "publish"})
    mentor.post(f"/lv/events/{event.ref}/edit/?text=lv", {**typed, "title": "Diena"})
    event.refresh_from_db()
    assert (event.state, event.title) == (State.PUBLISHED, {"en": "A day", "lv": "Diena"})
    mentor.post(f"/en/events/{event.ref}/act/", {"act": "cancel", "because": ""})
    event.refresh_from_db()
    assert event.state == State.PUBLISHED
    mentor.post(f"/en/events/{event.ref}/act/", {"act": "cancel", "because": "Snow"})

    event.refresh_from_db()
    assert event.state == State.CANCELLED
    assert "Snow" in text_of(mentor, f"/en/events/{event.ref}/")


def test_an_hour_that_the_clocks_skip_is_refused(cast: Cast) -> None:
    typed = {
        "title": "A night",
        "kind": "workshop",
        "audience": "public",
        "zone": "Europe/Riga",
        "mode": "online",
        "starts_at": "2027-03-28T03:30",
        "ends_at": "2027-03-28T06:00",
    }

    answer = signed_in(cast, "coordinator").post("/en/events/new/", typed)

    assert answer.status_code == 422
    assert "the clocks skip it" in answer.content.decode()


def test_programme_questions_and_links_are_put_beside_an_event(make_event: MakeEvent, cast: Cast) -> None:
    event, office = make_event(kind=Kind.FORUM, mode=Mode.ON_SITE), signed_in(cast, "coordinator")
    parts = f"/en/events/{event.ref}/parts"
    item = {"title": "Talk", "room": "Hall", "starts_at": "2026-12-14T11:30", "ends_at": "2026-12-14T12:00"}

    assert office.post(f"{parts}/programme/", item).status_code == 302
    overlap = office.post(f"{parts}/programme/", {**item, "title": "Other"})
    office.post(f"{parts}/questions/", {"text": "Food?", "kind": "choice", "choices": "Soup\nBread"})
    unsafe = office.post(f"{parts}/materials/", {"title": "X", "url": "http://a.test/", "kind": "material"})
    office.post(f"{parts}/materials/", {"title": "Slides", "url": "https://a.test/x", "kind": "material"})

    assert (overlap.status_code, unsafe.status_code) == (422, 422)
    page = text_of(signed_in(cast, "town"), f"/en/events/{event.ref}/")
    assert "Talk" in page and "until 12:00" in page and 'href="https://a.test/x"' in page
    assert "Soup" in text_of(signed_in(cast, "town"), f"/en/events/{event.ref}/register/")


def test_answers_are_seen_by_organisers_alone_and_leave_as_tables(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event(by="mentor", publish=False)
    question = services.ask_question(
        actor=cast.actor("mentor"), event=event, text="Food?", language="en", kind=QuestionKind.TEXT, now=NOW
    )
    services.publish_event(actor=cast.actor("mentor"), event=event, now=NOW)
    services.register(actor=cast.actor("town"), event=event, answers={question.ref: "=1+1"}, now=NOW)
    people = f"/en/events/{event.ref}/people"

    assert "=1+1" in text_of(signed_in(cast, "mentor"), f"{people}/")
    csv = signed_in(cast, "coordinator").get(f"{people}.csv").content.decode()
    book = load_workbook(BytesIO(signed_in(cast, "mentor").get(f"{people}.xlsx").content))
    assert "town@demo.test" in csv and ",'=1+1" in csv
    assert book.active is not None and book.active["G2"].value == "'=1+1"
    for other in ("town", "partner", "juror1"):
        assert signed_in(cast, other).get(f"{people}/").status_code == 404
        assert signed_in(cast, other).get(f"{people}.csv").status_code == 404


def test_attendance_is_marked_on_the_page(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event()
    first = services.register(actor=cast.actor("town"), event=event, now=NOW)
    second = services.register(actor=cast.actor("partner"), event=event, now=NOW)
    office = signed_in(cast, "coordinator")
    marked = {"present": [first.ref], "among": [first.ref, second.ref]}

    office.post(f"/en/events/{event.ref}/people/", marked)
    assert Registration.objects.filter(attended=None).count() == 2  # too early
    with time_machine.travel(START, tick=False):
        office.force_login(cast.coordinator)
        office.post(f"/en/events/{event.ref}/people/", marked)

    assert list(Registration.objects.order_by("pk").values_list("attended", flat=True)) == [True, False]


def test_feedback_shows_only_from_five_answers(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event()
    Event.objects.update(state=State.HELD)
    for mark in (5, 5, 4, 4):
        Feedback.objects.create(event=event, mark=mark, words=f"Words {mark}")
    office = signed_in(cast, "coordinator")

    assert "Words 5" not in text_of(office, f"/en/events/{event.ref}/desk/")
    Feedback.objects.create(event=event, mark=2, words="")
    page = text_of(office, f"/en/events/{event.ref}/desk/")

    assert "Words 5" in page
    assert "Mean of the marks, 1 to 5: 4." in page


def test_a_private_address_is_shown_once(cast: Cast) -> None:
    town = signed_in(cast, "town")

    page = town.post("/en/events/mine/address/", {"act": "make"}).content.decode()
    found = re.search(r"/calendar/(\w+)\.ics", page)
    assert found is not None
    assert Client().get(f"/calendar/{found[1]}.ics").status_code == 200
    assert found[1] not in text_of(town, "/en/events/mine/")
    town.post("/en/events/mine/address/", {"act": "revoke"})

    assert Client().get(f"/calendar/{found[1]}.ics").status_code == 404


def test_history_stands_by_year_with_its_sources(db: None, client: Client) -> None:
    Event.objects.create(
        ref="conference",
        kind="conference",
        mode="on-site",
        audience="public",
        state="held",
        is_history=True,
        title={"en": "A conference"},
        precision="year",
        year=2025,
        made_by="x",
        made_at=NOW,
        changed_at=NOW,
        source_urls=["https://a.test/source"],
    )

    past, page = text_of(client, "/en/events/past/"), text_of(client, "/en/events/conference/")

    assert '<h2 id="year-2025">2025</h2>' in past and "A conference" in past
    assert "https://a.test/source" in page
    assert "not published" in page


def test_the_api_gives_public_events_and_no_invented_ones(make_event: MakeEvent, cast: Cast, client: Client) -> None:
    event = make_event()
    make_event(audience=Audience.NETWORK)
    invented = services.begin_event(
        actor=cast.actor("coordinator"), telling=a_telling(), is_demonstration=True, now=NOW
    )
    services.publish_event(actor=cast.actor("coordinator"), event=invented, now=NOW)

    listed = client.get("/api/v1/events").json()
    one = client.get(f"/api/v1/events/{event.ref}").json()

    assert [record["id"] for record in listed["results"]] == [event.ref]
    assert client.get("/api/v1/events?demonstration=1").json()["count"] == 2
    assert (one["starts_at"], one["zone"], one["precision"]) == ("2026-12-14T09:30:00Z", "Europe/Riga", "minute")
    assert "meet.example" not in json.dumps(one)
    assert client.get("/api/v1/events?kind=party").status_code == 422
    assert client.get("/api/v1/events/nothing").status_code == 404


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("", "/en/events/"),
        ("town", "/en/events/"),
        ("", "/en/events/past/"),
        ("town", "/en/events/mine/"),
        ("coordinator", "/en/events/organise/"),
        ("coordinator", "/en/events/{ref}/people/"),
        ("coordinator", "/en/events/{ref}/desk/"),
        ("town", "/en/events/{ref}/"),
        ("", "/calendar.ics"),
        ("", "/api/v1/events"),
    ],
)
def test_a_page_asks_as_much_for_one_row_as_for_many(
    make_event: MakeEvent, cast: Cast, client: Client, who: str, path: str
) -> None:
    event = make_event()
    services.register(actor=cast.actor("town"), event=event, now=NOW)
    reader = signed_in(cast, who) if who else client
    address = path.format(ref=event.ref)
    reader.get(address)

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert reader.get(address).status_code == 200
        return len(seen)

    few = cost()
    columns = {
        field.attname: getattr(event, field.attname) for field in Event._meta.concrete_fields if not field.primary_key
    }
    more = Event.objects.bulk_create(Event(**columns | {"ref": new_ref()}) for _ in range(300))
    Registration.objects.bulk_create(
        Registration(event=one, person=cast.town, state="registered", asked_at=NOW) for one in more
    )
    Registration.objects.bulk_create(
        Registration(event=event, email=f"g{number}@a.test", name="G", state="registered", asked_at=NOW)
        for number in range(300)
    )

    assert cost() == few <= MOST_QUERIES


def test_a_guest_is_known_to_no_other_page(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event()
    ask_as_guest(event, name="Kai Kask")

    for who in ("town", "partner"):
        assert "Kai Kask" not in text_of(signed_in(cast, who), f"/en/events/{event.ref}/")
    assert queries.numbers_of(event).registered == 0
