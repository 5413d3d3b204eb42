"""One assessor in the place of another: nothing is lost, nothing doubled, nobody gets more than they take."""

from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as some

from pearls.audit.models import Entry
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.people.models import Mentorship
from pearls.selection import queries, services
from pearls.selection.models import Assessment, Assignment, Seat
from pearls.selection.rules.assigning import Application, Assessor, Question, assign
from pearls.selection.rules.panels import PanelState, SeatState
from pearls.selection.rules.replacing import hand_over, may_replace, takers_for, unfinished
from tests.cast import Cast
from tests.selection.room import NOW, OFFICE, Room, a_room

TOWNS = {"alfa": "LV", "beta": "FI", "gama": "PL", "delta": "SE"}
EN = frozenset({"en"})


@pytest.fixture
def room(cast: Cast) -> Room:
    room = a_room(cast, TOWNS, jurors=4)
    services.propose_assignment(actor=OFFICE, panel=room.fresh(), per_text=2, now=NOW)
    services.take_assignment_over(actor=OFFICE, panel=room.fresh(), now=NOW)
    return room


def replace(room: Room, who: str, country: str = "NO", reason: str = "Fell ill", by: str = "juror5") -> object:
    return services.replace_assessor(
        actor=OFFICE, seat=room.seats[who], person=room.cast[by], country=country, reason=reason, now=NOW
    )


def texts_of(seat: Seat) -> set[str]:
    return set(Assignment.objects.filter(seat=seat).values_list("dossier__key", flat=True))


@settings(max_examples=150, deadline=None)
@given(some.data())
def test_a_hand_over_loses_nothing_doubles_nothing_and_keeps_the_rule(data: some.DataObject) -> None:
    lands = some.sampled_from(["LV", "EE", ""])
    texts = [Application(f"a{n}", data.draw(lands), "en") for n in range(data.draw(some.integers(1, 6)))]
    people = [Assessor(f"r{n}", data.draw(lands), EN, data.draw(some.integers(0, 6))) for n in range(4)]
    shut = frozenset((text.id, one.id) for text in texts for one in people if data.draw(some.integers(0, 5)) == 0)
    answer = assign(Question(texts, people, 2, shut))
    pairs = set(answer.pairs)
    done = {pair for pair in pairs if data.draw(some.booleans())}
    new = Assessor("new", data.draw(lands), EN, data.draw(some.integers(0, 4)))
    closed = frozenset((text.id, "new") for text in texts if data.draw(some.integers(0, 3)) == 0)
    old = people[0].id
    question = Question(texts, [*people, new], 2, shut | closed)

    given_over = hand_over(question, pairs, done, (), old=old, new="new")

    moved, left = set(given_over.moved), {name for name, _why in given_over.left}
    assert (moved | left, moved & left) == (set(unfinished(pairs, done, old)), set())
    after = {(name, "new" if who == old and name in moved else who) for name, who in pairs}
    assert Counter(name for name, _who in after) == Counter(name for name, _who in pairs)
    assert len(moved) == len(given_over.moved) <= new.capacity
    assert not any(question.misfits(question.by_application[name], new) for name in moved)
    assert done <= after
    for name in left:
        for taker, load in takers_for(question, after, (), name):
            assert (name, taker.id) not in after
            assert load < taker.capacity
            assert not question.misfits(question.by_application[name], taker)


def test_who_may_be_replaced() -> None:
    ask = {
        "is_office": True,
        "panel": PanelState.SCORING,
        "seat": SeatState.ACCEPTED,
        "is_assessor": True,
        "held_count": 0,
        "is_seated": False,
        "reason": "Fell ill",
    }

    assert may_replace(**ask)  # type: ignore[arg-type]
    assert may_replace(**(ask | {"seat": SeatState.ENDED, "held_count": 1}))  # type: ignore[arg-type]
    for changes, reason in (
        ({"is_office": False}, "not-the-office"),
        ({"panel": PanelState.CLOSED}, "scoring-closed"),
        ({"is_assessor": False}, "scores-nothing"),
        ({"seat": SeatState.ENDED}, "seat-ended"),
        ({"is_seated": True}, "already-on-the-panel"),
        ({"reason": " "}, "reason-missing"),
    ):
        assert may_replace(**(ask | changes)).reason == reason  # type: ignore[arg-type]


def test_what_is_finished_stays_and_the_rest_goes_over_in_one_step(room: Room) -> None:
    seat = room.seats["juror2"]
    mine = sorted(texts_of(seat))
    room.score("juror2", mine[0], 5, 5, 5, 5, 5)
    before = Assignment.objects.count()

    done = replace(room, "juror2")

    new = done.seat  # type: ignore[attr-defined]
    assert (texts_of(seat), texts_of(new)) == ({mine[0]}, set(mine[1:]))
    assert Assignment.objects.count() == before
    assert Assessment.objects.get(seat=seat).state == "finished"
    seat.refresh_from_db()
    assert (seat.state, new.state, new.in_place_of_id) == ("ended", "invited", seat.pk)
    assert queries.readers_of(room.fresh()).faults == []
    entry = Entry.objects.get(act="assessor-replaced")
    assert (entry.data["seat"], entry.data["by"], len(entry.data["moved"])) == (seat.ref, new.ref, len(mine) - 1)
    assert Message.objects.get(kind="panel-seat-handed-over").to == room.cast.juror(2).email
    invitation = Message.objects.get(kind="panel-invitation-in-place")
    assert (invitation.to, f"Texts that wait for you: {len(mine) - 1}." in invitation.body) == (
        room.cast.juror(5).email,
        True,
    )
    assert Message.objects.filter(kind="panel-invitation", to=room.cast.juror(5).email).count() == 0


def test_a_text_that_the_new_person_may_not_have_stays_and_says_who_could_take_it(room: Room) -> None:
    seat = room.seats["juror2"]
    mine = sorted(texts_of(seat))
    mentored = room.dossiers[mine[0]]
    Mentorship.objects.create(
        person=room.cast.juror(5),
        place_id=mentored.place_id,
        edition_key=room.panel.edition.key,
        began_at=NOW,
    )

    done = replace(room, "juror2", country=TOWNS[mine[1]])

    assert done.handover.left == ((mine[0], "pair-conflict"), (mine[1], "pair-own-country"))  # type: ignore[attr-defined]
    assert texts_of(seat) == set(mine)
    found = queries.readers_of(room.fresh())
    assert {fault.code for fault in found.faults} == {"not-there", "too-few"}
    office = Client()
    office.force_login(room.cast.coordinator)
    page = office.get(reverse("selection:readers", args=[room.panel.ref])).content.decode()
    assert "Could take it too:" in page
    takers = takers_for(found.question, found.pairs, found.aside, mine[0])
    assert all(f"{found.names[one.id]} (has" in page for one, _load in takers)
    again = services.replace_assessor(
        actor=OFFICE, seat=seat, person=room.cast.finance, country="NO", reason="Now the rest", now=NOW
    )
    assert (set(again.handover.moved), texts_of(seat)) == (set(mine), set())


def test_nobody_is_put_in_a_place_twice_and_a_silent_newcomer_is_replaced_too(room: Room) -> None:
    with pytest.raises(NotAllowed) as refusal:
        replace(room, "juror2", by="juror3")
    assert refusal.value.verdict.reason == "already-on-the-panel"
    first = replace(room, "juror2")
    mine = texts_of(first.seat)  # type: ignore[attr-defined]

    room.seats["juror5"] = first.seat  # type: ignore[attr-defined]
    second = replace(room, "juror5", by="finance")

    assert texts_of(second.seat) == mine  # type: ignore[attr-defined]
    assert queries.readers_of(room.fresh()).faults == []


def test_the_office_replaces_on_the_page_of_the_seat(room: Room) -> None:
    office, chair = Client(), Client()
    office.force_login(room.cast.coordinator)
    chair.force_login(room.cast.chair)
    seat = room.seats["juror2"]
    page = reverse("selection:panel-seat", args=[room.panel.ref, seat.ref])
    change = reverse("selection:change-seat", args=[room.panel.ref, seat.ref])

    assert page in office.get(reverse("selection:panel", args=[room.panel.ref])).content.decode()
    assert "Texts not finished" in office.get(page).content.decode()
    body = {"act": "replace", "email": "nobody@example.test", "country": "NO", "reason": "Fell ill"}
    assert office.post(change, body).status_code == 422
    assert chair.post(change, body).status_code == 404
    body["email"] = room.cast.juror(5).email
    assert office.post(change, body | {"reason": ""}).status_code == 422
    assert office.post(change, body, follow=True).status_code == 200

    assert Seat.objects.get(pk=seat.pk).state == "ended"
    shown = office.get(reverse("selection:readers", args=[room.panel.ref])).content.decode()
    assert "has not answered the invitation yet" in shown
