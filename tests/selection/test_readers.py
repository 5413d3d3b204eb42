"""Sharing the texts of a panel: the proposal, changes by hand, its coming into force, and the page that shows it."""

from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from pearls.audit.models import Entry
from pearls.kernel.verdict import NotAllowed
from pearls.selection import queries, services
from pearls.selection.models import Assignment, Panel
from pearls.selection.rules.panels import AssignmentState, Reading, may_score, may_see_others
from tests.cast import Cast
from tests.selection.room import NOW, OFFICE, Room, a_room

TOWNS = {"alfa": "LV", "beta": "FI", "gama": "PL", "delta": "SE"}


@pytest.fixture
def room(cast: Cast) -> Room:
    return a_room(cast, TOWNS, jurors=4)


def propose(room: Room, per: int = 2) -> Panel:
    return services.propose_assignment(actor=OFFICE, panel=room.fresh(), per_text=per, now=NOW)


def take_over(room: Room) -> Panel:
    return services.take_assignment_over(actor=OFFICE, panel=room.fresh(), now=NOW)


def pairs() -> set[tuple[str, str]]:
    return set(Assignment.objects.values_list("dossier__key", "seat__person__email"))


def refused(act: object, *args: object, **given: object) -> str:
    with pytest.raises(NotAllowed) as refusal:
        act(*args, **given)  # type: ignore[operator]
    return refusal.value.verdict.reason


def reading(room: Room, who: str, town: str) -> Reading:
    return queries.reading_of(room.cast.actor(who), room.seats[who], room.fresh().dossiers.get(key=town))


def by_hand(room: Room, act: str, town: str, who: str, reason: str = "Knows the coast") -> object:
    service = {"add": services.add_reader, "remove": services.remove_reader}[act]
    return service(
        actor=OFFICE, panel=room.fresh(), dossier=room.dossiers[town], seat=room.seats[who], reason=reason, now=NOW
    )


def test_a_proposal_gives_every_text_its_number_and_closes_conflicts_and_countries(room: Room) -> None:
    juror, alfa = room.cast.actor("juror2"), room.dossiers["alfa"]
    services.declare(actor=juror, seat=room.seats["juror2"], dossier=alfa, has_conflict=True, now=NOW)

    panel = propose(room)

    assert Counter(town for town, _who in pairs()) == dict.fromkeys(TOWNS, 2)
    assert ("alfa", "juror2@demo.test") not in pairs()
    assert ("delta", "juror1@demo.test") not in pairs()  # from Sweden, as delta is
    assert set(Counter(who for _town, who in pairs()).values()) == {2}
    assert (panel.assignment, panel.is_assignment_proven) == (AssignmentState.PROPOSED, True)
    assert Entry.objects.get(act="assignment-proposed").data == {"per_text": 2, "proven": True}
    assert may_score(reading(room, "juror1", "delta")).reason == "conflict-own-country"


def test_a_proposal_binds_nobody(room: Room) -> None:
    propose(room)

    assert all(item.is_assigned for item in queries.to_read(room.seats["juror1"]))
    room.score("juror1", "alfa", 5, 5, 5, 5, 5)
    assert refused(take_over, room) == "scores-begun"
    assert refused(propose, room) == "scores-begun"


def test_capacity_and_languages_are_kept(room: Room) -> None:
    seats = room.seats
    described = {seats["juror1"].ref: (1, ["en"]), seats["juror2"].ref: (None, ["lv"])}

    services.describe_assessors(actor=OFFICE, panel=room.fresh(), described=described, now=NOW)

    assert refused(propose, room, 3) == "assignment-impossible"
    propose(room, per=1)
    loads = Counter(who for _town, who in pairs())
    assert (loads["juror1@demo.test"] <= 1, loads["juror2@demo.test"]) == (True, 0)
    assert len(Entry.objects.get(act="assessors-described").data["seats"]) == 2


def test_once_in_force_only_those_a_text_is_given_to_score_it(room: Room) -> None:
    propose(room)
    take_over(room)

    given = pairs()
    for town in TOWNS:
        for who in ("juror1", "juror2", "juror3", "juror4"):
            if (town, f"{who}@demo.test") in given:
                room.score(who, town, 5, 5, 5, 5, 5)
            elif (town, who) != ("delta", "juror1"):
                services.declare(
                    actor=room.cast.actor(who),
                    seat=room.seats[who],
                    dossier=room.dossiers[town],
                    has_conflict=False,
                    now=NOW,
                )
                assert may_score(reading(room, who, town)).reason == "not-assigned"
                seen = may_see_others(is_assessor=True, own=None, conflict=None, is_assigned=False)
                assert seen.reason == "not-assigned"
    progress = {row.seat.ref: (row.due, row.done) for row in queries.progress_of(room.fresh(), now=NOW)}
    jurors = [room.seats[f"juror{number}"] for number in (1, 2, 3, 4)]
    assert [progress[seat.ref] for seat in jurors] == [(2, 2)] * 4
    assert queries.progress_by_seat(jurors) == {seat.pk: (2, 2) for seat in jurors}
    assert queries.unfinished_count(room.fresh(), now=NOW) == 0
    assert queries.may_see_ranking(queries.seat_for(room.cast.actor("juror1"), jurors[0].ref), room.fresh())


def test_a_panel_without_an_assignment_goes_on_as_before(room: Room) -> None:
    progress = [row.due for row in queries.progress_of(room.fresh(), now=NOW)]

    assert sorted(progress) == [0, 3, 4, 4, 4]
    assert room.fresh().assignment == AssignmentState.NONE


def test_a_change_by_hand_is_held_to_the_rule(room: Room) -> None:
    propose(room)

    assert refused(by_hand, room, "add", "delta", "juror1") == "pair-own-country"
    free = next(who for who in ("juror2", "juror3", "juror4") if ("alfa", f"{who}@demo.test") not in pairs())
    assert refused(by_hand, room, "add", "alfa", free, reason=" ") == "reason-missing"
    by_hand(room, "add", "alfa", free)
    assert refused(by_hand, room, "add", "alfa", free) == "reads-it-already"
    found = queries.readers_of(room.fresh())
    assert [(fault.code, fault.detail["count"]) for fault in found.faults] == [("too-many", 3)]
    assert refused(take_over, room) == "assignment-faulty"

    by_hand(room, "remove", "alfa", free)
    take_over(room)

    assert room.fresh().is_assignment_proven is False
    assert Assignment.objects.exclude(reason="").count() == 0
    assert Entry.objects.filter(act__in=("reader-added", "reader-removed", "assignment-taken-over")).count() == 3


def test_whoever_has_begun_keeps_the_text_and_who_declares_a_conflict_can_be_replaced(room: Room) -> None:
    propose(room)
    take_over(room)
    mine, other = (who.removesuffix("@demo.test") for town, who in sorted(pairs()) if town == "alfa")
    room.score(mine, "alfa", 5, 5, 5, 5, 5)

    assert refused(by_hand, room, "remove", "alfa", mine) == "scores-begun"
    services.declare(
        actor=room.cast.actor(other), seat=room.seats[other], dossier=room.dossiers["alfa"], has_conflict=True, now=NOW
    )
    assert [fault.code for fault in queries.readers_of(room.fresh()).faults] == ["pair-conflict", "too-few"]

    by_hand(room, "remove", "alfa", other)
    spare = next(who for who in ("juror1", "juror2", "juror3", "juror4") if who not in (mine, other))
    by_hand(room, "add", "alfa", spare)
    assert queries.readers_of(room.fresh()).faults == []


def test_setting_it_aside_lets_everybody_score_again(room: Room) -> None:
    propose(room)
    take_over(room)

    assert refused(services.lift_assignment, actor=OFFICE, panel=room.fresh(), reason="", now=NOW) == "reason-missing"
    services.lift_assignment(actor=OFFICE, panel=room.fresh(), reason="Two fell ill", now=NOW)

    assert (room.fresh().assignment, Assignment.objects.count()) == (AssignmentState.NONE, 0)
    assert all(
        item.is_assigned
        for item in queries.to_read(queries.seat_for(room.cast.actor("juror1"), room.seats["juror1"].ref))
    )


def test_only_the_office_shares_texts(room: Room) -> None:
    actor = room.cast.actor("chair")

    assert (
        refused(services.propose_assignment, actor=actor, panel=room.fresh(), per_text=2, now=NOW) == "not-the-office"
    )
    propose(room)
    assert refused(services.take_assignment_over, actor=actor, panel=room.fresh(), now=NOW) == "not-the-office"


def test_the_page_goes_from_nothing_to_a_reasoned_assignment(room: Room) -> None:
    office, chair = Client(), Client()
    office.force_login(room.cast.coordinator)
    chair.force_login(room.cast.chair)
    page = reverse("selection:readers", args=[room.panel.ref])
    change = reverse("selection:change-readers", args=[room.panel.ref])

    assert "everybody on the panel scores every text" in office.get(page).content.decode()
    seat = room.seats["juror1"].ref
    wrong = office.post(change, {"act": "describe", f"languages-{seat}": "xx"})
    assert (wrong.status_code, "Not known: xx." in wrong.content.decode()) == (422, True)
    office.post(change, {"act": "describe", f"capacity-{seat}": "2", f"languages-{seat}": "en, sv"})
    office.post(change, {"act": "propose", "per_text": "2"})
    text = office.get(page).content.decode()
    assert "It is proven that no other is fairer." in text
    assert "No conflict of interest is known." in text
    assert "Reads its language: English." in text
    assert "Texts in all: 2, of at most 2." in text
    assert "Take the assignment over" in text
    seen = chair.get(page).content.decode()
    assert ("Reads its language" in seen, "Take the assignment over" in seen) == (True, False)
    assert chair.post(change, {"act": "take-over"}).status_code == 404

    office.post(change, {"act": "take-over"})

    assert room.fresh().assignment == AssignmentState.IN_FORCE
    juror = Client()
    juror.force_login(room.cast.juror(2))
    assert "Others score it" in juror.get(reverse("selection:seat", args=[room.seats["juror2"].ref])).content.decode()
