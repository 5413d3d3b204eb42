"""Organisers change what they put beside an event, in every language, and share the work."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from pearls.audit.models import Entry
from pearls.calendar import queries, services
from pearls.calendar.models import Event, Item, Question, Registration
from pearls.calendar.rules import GUESTS_AN_HOUR, MOST_ORGANISERS, Audience, Kind, Mode, QuestionKind
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from tests.calendar.conftest import START, MakeEvent, ask_as_guest
from tests.calendar.test_views import signed_in, text_of
from tests.cast import NOW, Cast

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _today(db: None) -> object:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


def talk(cast: Cast, event: Event, **changes: object) -> Item:
    told = {"title": "Talk", "language": "en", "room": "Hall", "starts_at": START, "ends_at": START + HOUR}
    return services.put_item(actor=cast.actor("mentor"), event=event, now=NOW, **(told | changes))  # type: ignore[arg-type]


def soup_or_bread(cast: Cast, event: Event) -> Question:
    return services.ask_question(
        actor=cast.actor("mentor"),
        event=event,
        text="Food?",
        language="en",
        kind=QuestionKind.CHOICE,
        choices=["Soup", "Bread"],
        now=NOW,
    )


def a_forum(make_event: MakeEvent) -> Event:
    return make_event(by="mentor", kind=Kind.FORUM, mode=Mode.ON_SITE, audience=Audience.NETWORK)


def test_an_item_is_changed_and_told_in_a_second_language(make_event: MakeEvent, cast: Cast) -> None:
    event = a_forum(make_event)
    item = talk(cast, event)
    talk(cast, event, room="Attic")
    mentor, address = signed_in(cast, "mentor"), f"/en/events/{event.ref}/parts/programme/{item.ref}/"

    shown = text_of(mentor, f"{address}?text=lv")
    assert "Talk" in shown and 'value="2026-12-14T11:30"' in shown
    moved = {"title": "Saruna", "speaker": "Anna", "room": "Cellar"} | {
        "starts_at": "2026-12-14T12:00",
        "ends_at": "2026-12-14T12:30",
    }
    assert mentor.post(f"{address}?text=lv", moved).status_code == 302
    taken = mentor.post(address, moved | {"room": "Attic", "starts_at": "2026-12-14T11:45"})

    item.refresh_from_db()
    assert (item.title, item.speaker, item.room) == ({"en": "Talk", "lv": "Saruna"}, "Anna", "Cellar")
    assert item.starts_at == START + timedelta(minutes=30)
    assert taken.status_code == 422 and "Attic" in taken.content.decode()
    assert Item.objects.count() == 2
    assert "Saruna" in text_of(signed_in(cast, "partner"), f"/lv/events/{event.ref}/")


def test_a_question_and_its_answers_are_read_in_the_language_of_whoever_registers(
    make_event: MakeEvent, cast: Cast
) -> None:
    event = a_forum(make_event)
    question = soup_or_bread(cast, event)
    mentor, address = signed_in(cast, "mentor"), f"/en/events/{event.ref}/parts/questions/{question.ref}/?text=lv"

    too_few = mentor.post(address, {"text": "Ēdiens?", "choices": "Zupa"})
    told = mentor.post(address, {"text": "Ēdiens?", "choices": "Zupa\nMaize", "is_required": "on"})
    form = text_of(signed_in(cast, "partner"), f"/lv/events/{event.ref}/register/")
    services.register(actor=cast.actor("partner"), event=event, answers={question.ref: "Bread"}, now=NOW)

    assert (too_few.status_code, told.status_code) == (422, 302)
    assert "as many answers as the question was asked with: 2" in too_few.content.decode()
    assert "Ēdiens?" in form and '<option value="Bread">Maize</option>' in form
    assert "Maize" in text_of(mentor, f"/lv/events/{event.ref}/people/")
    assert ",Bread" in mentor.get(f"/en/events/{event.ref}/people.csv").content.decode()
    assert Entry.objects.filter(act="event-question-changed").count() == 1


def test_new_words_for_an_answer_leave_what_was_answered(make_event: MakeEvent, cast: Cast) -> None:
    event = a_forum(make_event)
    question = soup_or_bread(cast, event)
    registration = services.register(actor=cast.actor("partner"), event=event, answers={question.ref: "Soup"}, now=NOW)

    services.change_question(
        actor=cast.actor("mentor"),
        question=question,
        text="What do you eat?",
        language="en",
        choices=["Soup of the day", "Bread"],
        is_required=False,
        now=NOW,
    )

    question.refresh_from_db()
    answer = queries.answers_of([registration])[registration.pk, question.pk]
    assert dict(question.offered("lv"))[answer] == "Soup of the day"
    assert question.choices == ["Soup", "Bread"]


def test_a_question_asked_before_its_answers_had_languages_is_read_as_it_was_typed(
    make_event: MakeEvent, cast: Cast
) -> None:
    question = soup_or_bread(cast, a_forum(make_event))
    question.choice_texts = {}

    assert question.offered("lv") == [("Soup", "Soup"), ("Bread", "Bread")]


def test_others_change_nothing_that_stands_beside_an_event(make_event: MakeEvent, cast: Cast) -> None:
    event = a_forum(make_event)
    item, question = talk(cast, event), soup_or_bread(cast, event)

    for part, key in (("programme", item.ref), ("questions", question.ref), ("materials", "x"), ("programme", "x")):
        address = f"/en/events/{event.ref}/parts/{part}/{key}/"
        assert signed_in(cast, "partner").get(address).status_code == 404
        assert signed_in(cast, "mentor").get(address).status_code == (404 if key == "x" else 200)
    with pytest.raises(NotAllowed, match="not-an-organiser"):
        services.change_question(
            actor=cast.actor("partner"), question=question, text="?", language="en", is_required=False, now=NOW
        )


def test_a_further_organiser_is_written_to_and_sees_the_desk_until_taken_off(make_event: MakeEvent, cast: Cast) -> None:
    event = a_forum(make_event)
    mentor, partner = signed_in(cast, "mentor"), signed_in(cast, "partner")
    parts, desk = f"/en/events/{event.ref}/parts/organisers/", f"/en/events/{event.ref}/desk/"

    assert partner.get(desk).status_code == 404
    assert mentor.post(parts, {"email": "Partner@demo.test"}).status_code == 302
    again, unknown = (mentor.post(parts, {"email": one}) for one in ("partner@demo.test", "nobody@demo.test"))
    assert cast.partner.name in text_of(partner, desk)
    letter = Message.objects.get(kind="event-organiser")
    assert mentor.post(parts, {"remove": cast.partner.ref}).status_code == 302

    assert (again.status_code, unknown.status_code) == (422, 422)
    assert (letter.to, f"/events/{event.ref}/desk/" in letter.body) == (cast.partner.email, True)
    assert partner.get(desk).status_code == 404
    acts = list(Entry.objects.filter(act__startswith="event-organiser").order_by("seq").values_list("act", flat=True))
    assert acts == ["event-organiser-added", "event-organiser-removed"]


def test_the_last_organiser_is_taken_off_by_the_office_alone(make_event: MakeEvent, cast: Cast) -> None:
    event = a_forum(make_event)

    with pytest.raises(NotAllowed, match="last-organiser"):
        services.remove_organiser(actor=cast.actor("mentor"), event=event, person=cast.mentor, now=NOW)
    services.remove_organiser(actor=cast.actor("coordinator"), event=event, person=cast.mentor, now=NOW)

    assert queries.organisers_of(event) == []


def test_who_organises_a_visit_is_said_where_the_visit_is_kept(make_event: MakeEvent, cast: Cast) -> None:
    event = a_forum(make_event)
    Event.objects.filter(pk=event.pk).update(source="exchange.visit:x")
    event.refresh_from_db()

    for who, reason in (("mentor", "kept-elsewhere"), ("partner", "not-an-organiser")):
        with pytest.raises(NotAllowed, match=reason):
            services.add_organiser(actor=cast.actor(who), event=event, email="editor@demo.test", now=NOW)
    assert "Add an organiser" not in text_of(signed_in(cast, "mentor"), f"/en/events/{event.ref}/desk/")


def test_an_event_has_only_so_many_organisers(
    make_event: MakeEvent, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = a_forum(make_event)
    assert MOST_ORGANISERS > 1
    monkeypatch.setattr("pearls.calendar.rules.MOST_ORGANISERS", 1)

    with pytest.raises(NotAllowed, match="too-many-parts"):
        services.add_organiser(actor=cast.actor("mentor"), event=event, email="partner@demo.test", now=NOW)


def test_from_one_network_only_so_many_guests_ask_within_an_hour(make_event: MakeEvent) -> None:
    event = make_event()
    for number in range(GUESTS_AN_HOUR):
        ask_as_guest(event, email=f"g{number}@a.test")

    refused = Client(REMOTE_ADDR="203.0.113.9").post(
        f"/en/events/{event.ref}/register/", {"name": "One more", "email": "more@a.test"}
    )
    with pytest.raises(NotAllowed, match="too-many-guests"):
        ask_as_guest(event, email="more@a.test")
    elsewhere = ask_as_guest(event, email="more@a.test", sender="203.0.113.10")

    assert refused.status_code == 429
    assert "Very many registrations came from your network." in refused.content.decode()
    assert Registration.objects.count() == GUESTS_AN_HOUR + 1
    assert elsewhere.email == "more@a.test"
    assert "203.0.113" not in str(list(Registration.objects.values())) + str(list(Entry.objects.values()))


def test_people_with_an_account_register_however_many_share_their_network(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event()
    for number in range(GUESTS_AN_HOUR):
        ask_as_guest(event, email=f"g{number}@a.test")
    town = Client(REMOTE_ADDR="203.0.113.9")
    town.force_login(cast.town)

    assert town.post(f"/en/events/{event.ref}/register/", {}).status_code == 302
    assert Registration.objects.filter(person=cast.town).exists()
