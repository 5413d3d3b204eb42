"""Events and places at them: state, journal, outbox, lines."""

import json
from datetime import timedelta
from functools import partial

import pytest
import time_machine

from pearls.audit import queries as audit_queries
from pearls.calendar import jobs, queries, services
from pearls.calendar.models import Answer, Event, Feedback, Registration
from pearls.calendar.rules import Audience, Kind, Mode, QuestionKind, Reminder, Standing, State
from pearls.calendar.services.history import FILE
from pearls.kernel import events
from pearls.kernel.actor import ANONYMOUS, Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.people.events import PersonDataGathered, PersonErased
from pearls.places.models import Place
from pearls.today.models import Line
from tests.calendar.conftest import START, MakeEvent, a_telling, ask_as_guest
from tests.cast import NOW, Cast


def letters(*, kind: str = "") -> list[tuple[str, str]]:
    found = Message.objects.order_by("pk")
    found = found.filter(kind=kind) if kind else found
    return list(found.values_list("kind", "to"))


def put(cast: Cast, **changes: object) -> Event:
    told = vars(a_telling()) | {"source": "exchange.visit:abc", "audience": Audience.INVITED} | changes
    return services.put_event(actor=cast.actor("town"), now=NOW, **told)  # type: ignore[arg-type]


def test_a_place_is_given_while_there_is_one_and_then_one_waits(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event(capacity=1)

    first = services.register(actor=cast.actor("town"), event=event, now=NOW)
    second = services.register(actor=cast.actor("othertown"), event=event, now=NOW)

    assert (first.state, second.state) == (Standing.REGISTERED, Standing.WAITING)
    assert letters() == [("event-registered", "town@demo.test"), ("event-waiting", "othertown@demo.test")]
    event.refresh_from_db()
    assert event.taken_count == 1


def test_whoever_waited_longest_moves_up(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event(capacity=1)
    first = services.register(actor=cast.actor("town"), event=event, now=NOW)
    second = services.register(actor=cast.actor("othertown"), event=event, now=NOW)
    third = services.register(actor=cast.actor("mentor"), event=event, now=NOW + timedelta(minutes=1))

    services.leave(actor=cast.actor("town"), registration=first, now=NOW + timedelta(hours=1))

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, third.state) == (Standing.REGISTERED, Standing.WAITING)
    assert ("event-promoted", "othertown@demo.test") in letters()
    assert list(Line.objects.values_list("code", "person__email")) == [("event-place-free", "othertown@demo.test")]


def test_an_event_of_an_upper_room_is_put_once_and_changed_only_by_a_change(cast: Cast) -> None:
    event = put(cast)

    again = put(cast)
    moved = put(cast, starts_at=START + timedelta(hours=1))
    renamed = put(cast, starts_at=START + timedelta(hours=1), title={"en": "Another name"})

    assert (event.sequence, again.sequence, moved.sequence, renamed.sequence) == (0, 0, 1, 1)
    assert Event.objects.count() == 1
    assert queries.event_by_source("exchange.visit:abc") == event
    acts = [entry.act for entry in audit_queries.Entry.objects.order_by("seq")]
    assert acts == ["event-put", "event-put", "event-put"]


def test_a_new_time_is_told_to_those_who_come_and_reminds_anew(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event()
    registration = services.register(actor=cast.actor("town"), event=event, now=NOW)
    Registration.objects.update(week_sent_at=NOW)
    later = START + timedelta(days=30)

    told = a_telling(starts_at=later, ends_at=later + timedelta(hours=1))
    services.change_event(actor=cast.actor("coordinator"), event=event, telling=told, now=NOW)

    registration.refresh_from_db()
    assert registration.week_sent_at is None
    assert event.sequence == 1
    assert letters(kind="event-changed") == [("event-changed", "town@demo.test")]


def test_a_cancelled_event_writes_to_all_in_their_language_and_takes_lines_off(
    make_event: MakeEvent, cast: Cast
) -> None:
    event = make_event(capacity=1)
    services.register(actor=cast.actor("town"), event=event, now=NOW)
    services.register(actor=cast.actor("othertown"), event=event, now=NOW)

    services.cancel_event(actor=cast.actor("coordinator"), event=event, reason="The speaker is ill.", now=NOW)

    told = Message.objects.filter(kind="event-cancelled").order_by("pk")
    assert [message.to for message in told] == ["town@demo.test", "othertown@demo.test"]
    assert {message.language for message in told} == {cast.town.language, "en"}
    assert "The speaker is ill." in told[0].body
    assert (event.state, event.sequence) == (State.CANCELLED, 1)
    assert not Line.objects.exists()


def test_a_guest_has_no_place_until_the_link_confirms_it(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event(capacity=5)

    asked = ask_as_guest(event, name="Kai", email="Kai@Example.test", language="et")
    event.refresh_from_db()
    assert (asked.state, event.taken_count) == (Standing.UNCONFIRMED, 0)
    letter = Message.objects.get(kind="event-confirm")
    secret = queries.secret_of(asked)
    assert letter.is_private and secret in letter.body and secret not in asked.link_key

    found = queries.registration_by_link(asked.ref, secret)
    assert found is not None
    confirmed = services.confirm_registration(actor=ANONYMOUS, registration=found, now=NOW)

    event.refresh_from_db()
    assert (confirmed.state, event.taken_count) == (Standing.REGISTERED, 1)
    assert queries.registration_by_link(asked.ref, "x" * 40) is None


def test_an_address_that_is_known_gets_no_second_place_and_no_flood_of_letters(
    make_event: MakeEvent, cast: Cast
) -> None:
    event = make_event()
    first = ask_as_guest(event)

    again = ask_as_guest(event, email="K@a.test")
    later = ask_as_guest(
        event,
        now=NOW + timedelta(hours=1),
    )

    assert first == again == later
    assert len(letters(kind="event-confirm")) == 2


def test_a_guest_leaves_by_the_link_and_by_no_other(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event()
    guest = ask_as_guest(event)

    with pytest.raises(NotAllowed, match="not-registered"):
        services.leave(actor=ANONYMOUS, registration=guest, now=NOW)
    services.leave(actor=ANONYMOUS, registration=guest, secret=queries.secret_of(guest), now=NOW)

    guest.refresh_from_db()
    assert guest.state == Standing.CANCELLED


def test_only_its_audience_registers(make_event: MakeEvent, cast: Cast) -> None:
    network = make_event(audience=Audience.NETWORK)

    with pytest.raises(NotAllowed, match="not-for-you"):
        services.register(actor=cast.actor("town"), event=network, now=NOW)  # speaks for no place here
    with pytest.raises(NotAllowed, match="no-account-needed"):
        ask_as_guest(network)
    assert services.register(actor=cast.actor("partner"), event=network, now=NOW)


def test_whoever_is_invited_sees_the_event_and_is_awaited(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event(audience=Audience.INVITED)
    assert queries.event_for(cast.actor("town"), event.ref) is None

    count = services.invite(actor=cast.actor("coordinator"), event=event, people=[cast.town], now=NOW)
    again = services.invite(actor=cast.actor("coordinator"), event=event, people=[cast.town], now=NOW)

    assert (count, again) == (1, 0)
    assert queries.event_for(cast.actor("town"), event.ref) == event
    assert list(Line.objects.values_list("code", "person__email")) == [("event-invited", "town@demo.test")]
    services.register(actor=cast.actor("town"), event=event, now=NOW)
    assert not Line.objects.exists()


def test_answers_are_asked_for_and_deleted_after_thirty_days(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event(publish=False)
    office = cast.actor("coordinator")
    question = services.ask_question(
        actor=office, event=event, text="Food?", language="en", kind=QuestionKind.TEXT, is_required=True, now=NOW
    )
    event = services.publish_event(actor=office, event=event, now=NOW)

    with pytest.raises(NotAllowed, match="needs-answer"):
        services.register(actor=cast.actor("town"), event=event, now=NOW)
    services.register(actor=cast.actor("town"), event=event, answers={question.ref: "No nuts"}, now=NOW)
    assert Answer.objects.get().text == "No nuts"
    assert "No nuts" not in str(list(audit_queries.Entry.objects.values_list("data", flat=True)))

    after = START + timedelta(days=31)
    assert list(queries.events_with_old_answers(now=after)) == [event]
    services.delete_answers(actor=Actor.system("calendar"), event=event, now=after)
    assert not Answer.objects.exists()
    assert not queries.events_with_old_answers(now=after).exists()


def test_each_reminder_goes_once_though_the_job_runs_twice(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event()
    services.register(actor=cast.actor("town"), event=event, now=NOW)

    for moment in (START - timedelta(days=6), START - timedelta(hours=20)):
        with time_machine.travel(moment, tick=False):
            for _ in range(2):
                jobs.remind_of_events.call()

    sent = [kind for kind, _ in letters() if kind in ("event-week", "event-day")]
    assert sent == ["event-week", "event-day"]
    assert list(Line.objects.values_list("code", flat=True)) == ["event-soon"]


def test_a_job_that_crashed_between_two_letters_goes_on_where_it_was(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event()
    for who in ("town", "othertown"):
        services.register(actor=cast.actor(who), event=event, now=NOW)
    due = list(queries.due_reminders(Reminder.WEEK, now=START - timedelta(days=6)))
    system, now = Actor.system("calendar"), START - timedelta(days=6)

    services.remind_one(actor=system, registration=due[0], which=Reminder.WEEK, now=now)
    with time_machine.travel(now, tick=False):
        jobs.remind_of_events.call()
    late = services.remind_one(actor=system, registration=due[1], which=Reminder.WEEK, now=now)

    assert late is False
    assert letters(kind="event-week") == [("event-week", "town@demo.test"), ("event-week", "othertown@demo.test")]


def test_after_the_event_attendance_and_feedback_are_asked_for(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event()
    registration = services.register(actor=cast.actor("town"), event=event, now=NOW)
    after = START + timedelta(hours=3)

    with time_machine.travel(after, tick=False):
        jobs.close_events.call()
        jobs.close_events.call()
        jobs.remind_of_events.call()
    event.refresh_from_db()
    codes = set(Line.objects.values_list("code", "person__email"))
    assert event.state == State.HELD
    assert codes == {("event-attendance", "coordinator@demo.test"), ("event-feedback", "town@demo.test")}

    services.mark_attended(actor=cast.actor("coordinator"), event=event, present=[registration.ref], now=after)
    registration.refresh_from_db()
    services.give_feedback(actor=cast.actor("town"), registration=registration, mark=5, words="Good.", now=after)

    assert not Line.objects.exists()
    assert queries.attended(cast.town, [event]) == {event.pk}
    assert Feedback.objects.get().words == "Good."
    entry = audit_queries.Entry.objects.filter(act="event-feedback").get()
    assert entry.actor_ref == "system:feedback"
    with pytest.raises(NotAllowed, match="feedback-given"):
        services.give_feedback(actor=cast.actor("town"), registration=registration, mark=1, words="", now=after)


def test_only_organisers_act_for_an_event(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event(by="mentor")

    with pytest.raises(NotAllowed, match="not-an-organiser"):
        services.begin_event(actor=cast.actor("town"), telling=a_telling(), now=NOW)
    with pytest.raises(NotAllowed, match="not-an-organiser"):
        services.cancel_event(actor=cast.actor("partner"), event=event, reason="No", now=NOW)
    with pytest.raises(NotAllowed, match="not-an-organiser"):
        services.mark_attended(actor=cast.actor("town"), event=event, present=[], now=NOW)
    assert queries.event_to_organise(cast.actor("partner"), event.ref) is None
    assert queries.event_to_organise(cast.actor("mentor"), event.ref) == event


def test_an_event_of_an_upper_room_is_changed_there(cast: Cast) -> None:
    event = put(cast)

    with pytest.raises(NotAllowed, match="kept-elsewhere"):
        services.change_event(actor=cast.actor("coordinator"), event=event, telling=a_telling(), now=NOW)
    services.cancel_event(actor=cast.actor("town"), event=event, reason="Snow", now=NOW)
    with pytest.raises(NotAllowed, match="event-cancelled"):
        put(cast, venue="Elsewhere")


def test_more_places_are_given_to_those_who_wait(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event(capacity=1)
    for who in ("town", "othertown", "mentor"):
        services.register(actor=cast.actor(who), event=event, now=NOW)
    event.refresh_from_db()

    services.change_event(actor=cast.actor("coordinator"), event=event, telling=a_telling(capacity=2), now=NOW)

    states = list(Registration.objects.order_by("pk").values_list("state", flat=True))
    assert states == [Standing.REGISTERED, Standing.REGISTERED, Standing.WAITING]
    with pytest.raises(NotAllowed, match="capacity-below-taken"):
        services.change_event(actor=cast.actor("coordinator"), event=event, telling=a_telling(capacity=1), now=NOW)


def test_two_items_of_one_room_do_not_overlap(make_event: MakeEvent, cast: Cast) -> None:
    event, office = make_event(kind=Kind.FORUM, mode=Mode.ON_SITE), cast.actor("coordinator")
    hour = timedelta(hours=1)
    put_item = partial(services.put_item, actor=office, event=event, language="en", now=NOW)
    first = put_item(title="Opening", room="Hall", starts_at=START, ends_at=START + hour)

    with pytest.raises(NotAllowed, match="room-taken"):
        put_item(title="Other", room="hall", starts_at=START + hour / 2, ends_at=START + 2 * hour)
    put_item(title="Other", room="Attic", starts_at=START, ends_at=START + hour)
    put_item(title="Opening words", room="Hall", starts_at=START, ends_at=START + hour, item=first)

    assert [item.title["en"] for item in queries.items_of(event)] == ["Other", "Opening words"]


def test_past_events_are_loaded_once_and_edited_ones_stay(cast: Cast) -> None:
    keys = {record["place_id"] for record in json.loads(FILE.read_text())["records"] if record["place_id"]}
    for key in keys:
        Place.objects.create(key=key, name=key, country="DE", kind="municipality", source="facts")
    system = Actor.system("load")

    first = services.load_past_events(actor=system, now=NOW)
    again = services.load_past_events(actor=system, now=NOW)
    Event.objects.filter(ref="forum-2025").update(title={"en": "Edited"}, is_edited=True)
    Event.objects.filter(ref="forum-2024").update(title={"en": "Changed by an older file"})
    third = services.load_past_events(actor=system, now=NOW)

    assert (first, again, third) == (15, 0, 1)
    assert Event.objects.get(ref="forum-2025").title == {"en": "Edited"}
    year_only = Event.objects.get(ref="conference-helsingborg-2025")
    assert (year_only.precision, year_only.first_on, year_only.year) == ("year", None, 2025)


def test_an_erased_person_leaves_every_list_and_the_next_one_gets_the_place(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event(capacity=1)
    services.register(actor=cast.actor("town"), event=event, now=NOW)
    ask_as_guest(event, name="T", email=cast.town.email)
    waiting = services.register(actor=cast.actor("othertown"), event=event, now=NOW)

    events.publish(PersonErased(ref=cast.town.ref, email=cast.town.email, actor=Actor.system("tests"), now=NOW))

    event.refresh_from_db()
    waiting.refresh_from_db()
    assert (event.taken_count, waiting.state) == (1, Standing.REGISTERED)
    theirs = Registration.objects.exclude(pk=waiting.pk)
    assert list(theirs.values_list("person", "name", "email", "state")) == [(None, "", "", Standing.CANCELLED)] * 2


def test_a_person_takes_their_registrations_along(make_event: MakeEvent, cast: Cast) -> None:
    services.register(actor=cast.actor("town"), event=make_event(), now=NOW)
    gathered = PersonDataGathered(ref=cast.town.ref, data={})

    events.publish(gathered)

    assert [one["state"] for one in gathered.data["events"]] == ["registered"]


def test_guests_are_forgotten_in_time(make_event: MakeEvent, cast: Cast) -> None:
    event = make_event()
    ask_as_guest(event)

    early = services.forget_guests(actor=Actor.system("calendar"), now=NOW + timedelta(days=6))
    late = services.forget_guests(actor=Actor.system("calendar"), now=NOW + timedelta(days=8))

    assert (early, late) == (0, 1)
    assert Registration.objects.get().email == ""


def test_a_private_address_is_kept_as_a_hash_and_ends_when_a_new_one_is_made(cast: Cast) -> None:
    first = services.make_feed(actor=cast.actor("town"), now=NOW)
    assert queries.person_by_feed(first) == cast.town

    second = services.make_feed(actor=cast.actor("town"), now=NOW)

    assert queries.person_by_feed(first) is None
    assert queries.person_by_feed(second) == cast.town
    services.revoke_feed(actor=cast.actor("town"), now=NOW)
    assert queries.person_by_feed(second) is None
