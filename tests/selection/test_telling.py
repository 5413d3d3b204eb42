"""Assessors are told by one letter what they read; the topics of plans speak for a pair."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from pearls.mail.models import Message
from pearls.selection import queries, services
from pearls.selection.models import Assignment, Dossier, Seat, Topic
from pearls.selection.queries.invitations import QUIET
from pearls.selection.rules.inviting import Offer
from tests.cast import Cast
from tests.selection.room import NOW, OFFICE, Room, a_room

TOWNS = {"alfa": "LV", "beta": "FI", "gama": "PL", "delta": "SE"}
LATER = NOW + QUIET


@pytest.fixture
def room(cast: Cast) -> Room:
    return a_room(cast, TOWNS, jurors=4)


def settle(room: Room) -> None:
    services.propose_assignment(actor=OFFICE, panel=room.fresh(), per_text=2, now=NOW)
    services.take_assignment_over(actor=OFFICE, panel=room.fresh(), now=NOW)


def told() -> list[tuple[str, str]]:
    """To whom, and the names of the texts."""
    rows = Message.objects.filter(kind="panel-to-read").order_by("pk").values_list("to", "body")
    return [(to, ",".join(line[2:] for line in body.splitlines() if line.startswith("– "))) for to, body in rows]


def held(room: Room, who: str) -> str:
    names = Assignment.objects.filter(seat=room.seats[who]).values_list("dossier__name", flat=True)
    return ",".join(sorted(names))


def move(room: Room, *, back: bool = False) -> None:
    """Take a text from the second juror and give it to whoever may have it; or back again."""
    found = queries.readers_of(room.fresh())
    text = next(one for one in sorted(TOWNS) if (one, room.seats["juror2"].ref) in found.pairs)
    seat = next(room.seats[who] for who in ("juror3", "juror4") if (text, room.seats[who].ref) not in found.pairs)
    steps = [(services.remove_reader, room.seats["juror2"]), (services.add_reader, seat)]
    if back:
        steps += [(services.remove_reader, seat), (services.add_reader, room.seats["juror2"])]
    for act, who in steps:
        act(actor=OFFICE, panel=room.fresh(), dossier=room.dossiers[text], seat=who, reason="Even", now=NOW)


def test_one_letter_to_each_reader_when_it_comes_into_force_and_none_for_the_same_again(room: Room) -> None:
    settle(room)

    people = {f"juror{number}": room.cast.juror(number).email for number in (1, 2, 3, 4)}
    assert sorted(told()) == sorted((email, held(room, who)) for who, email in people.items())
    assert services.tell_readers_due(actor=OFFICE, now=LATER) == 0
    assert not queries.is_somebody_to_tell(now=LATER)
    services.propose_assignment(actor=OFFICE, panel=room.fresh(), per_text=2, now=NOW)
    services.take_assignment_over(actor=OFFICE, panel=room.fresh(), now=NOW)
    assert len(told()) == 4


def test_changes_by_hand_are_told_once_nobody_changes_anything_any_more(room: Room) -> None:
    settle(room)

    move(room)
    assert services.tell_readers_due(actor=OFFICE, now=LATER - timedelta(seconds=1)) == 0
    assert services.tell_readers_due(actor=OFFICE, now=LATER) == 2
    assert services.tell_readers_due(actor=OFFICE, now=LATER) == 0

    assert dict(told()[4:])[room.cast.juror(2).email] == held(room, "juror2")


def test_what_was_changed_and_changed_back_is_told_to_nobody(room: Room) -> None:
    settle(room)

    move(room, back=True)

    assert services.tell_readers_due(actor=OFFICE, now=LATER) == 0


def test_a_newcomer_is_told_after_the_yes_and_everybody_when_it_is_set_aside(room: Room) -> None:
    settle(room)
    done = services.replace_assessor(
        actor=OFFICE, seat=room.seats["juror2"], person=room.cast.juror(5), country="NO", reason="Ill", now=NOW
    )
    assert services.tell_readers_due(actor=OFFICE, now=LATER) == 0
    services.answer_invitation(actor=room.cast.actor("juror5"), seat=done.seat, accepts=True, now=LATER)
    room.seats["juror5"] = done.seat
    assert services.tell_readers_due(actor=OFFICE, now=LATER) == 1
    assert told()[-1] == (room.cast.juror(5).email, held(room, "juror5"))

    services.lift_assignment(actor=OFFICE, panel=room.fresh(), reason="Two fell ill", now=LATER)

    assert dict(told()[5:])[room.cast.juror(5).email] == "Alfa,Beta,Delta,Gama"
    assert set(Seat.objects.filter(panel=room.panel).values_list("told", flat=True)) == {""}


def test_topics_of_a_text_and_of_a_juror_bring_them_together_and_are_named(room: Room) -> None:
    for code, name in (("challenge:ageing", "Ageing"), ("challenge:vacancy", "Empty shops")):
        Topic.objects.create(panel=room.panel, code=code, name={"en": name})
    Dossier.objects.filter(key="alfa").update(topics=["challenge:ageing", "challenge:vacancy"])
    services.describe_own_seat(
        actor=room.cast.actor("juror3"), seat=room.seats["juror3"], offer=Offer(topics=("challenge:ageing",)), now=NOW
    )

    services.propose_assignment(actor=OFFICE, panel=room.fresh(), per_text=1, now=NOW)

    assert Assignment.objects.get(dossier__key="alfa").seat == room.seats["juror3"]
    office = Client()
    office.force_login(room.cast.coordinator)
    page = office.get(reverse("selection:readers", args=[room.panel.ref])).content.decode()
    assert "Knows 1 of its 2 topics: Ageing." in page
    assert "Knows: Ageing" in page
