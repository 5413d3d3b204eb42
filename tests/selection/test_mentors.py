"""Nobody judges the plan of a town that they mentor, or have mentored in the edition, whatever came first."""

import pytest

from pearls.audit.models import Entry
from pearls.kernel.verdict import NotAllowed
from pearls.people import services as people
from pearls.places.models import Place
from pearls.selection import queries, services
from pearls.selection.models import Assessment, Declaration
from pearls.selection.rules.panels import AssessmentState, Conflict, SeatState, may_open, may_score, may_see_others
from tests.cast import Cast
from tests.selection.room import NOW, OFFICE, Room, a_room, handed_in


@pytest.fixture
def room(cast: Cast) -> Room:
    return a_room(cast, {"alfa": "LV", "beta": "EE"})


def mentor(room: Room, who: str, town: str, edition: str = "demo-test") -> object:
    place = Place.objects.get(key=town)
    return people.begin_mentorship(actor=OFFICE, person=room.cast[who], place=place, edition_key=edition, now=NOW)


def conflict_of(room: Room, who: str, town: str) -> Conflict | None:
    return queries.reading_of(room.cast.actor(who), room.seats[who], room.dossiers[town]).conflict


def test_a_mentor_who_takes_a_seat_finds_the_towns_own_text_shut(room: Room) -> None:
    person = room.cast.mentor
    mentor(room, "mentor", "alfa")
    seat = services.invite(actor=OFFICE, panel=room.panel, person=person, country="LT", now=NOW)

    services.answer_invitation(actor=room.cast.actor("mentor"), seat=seat, accepts=True, now=NOW)

    seat.refresh_from_db()
    assert seat.state == SeatState.ACCEPTED
    room.seats["mentor"] = seat
    assert [conflict_of(room, "mentor", town) for town in ("alfa", "beta")] == [Conflict.MENTOR, None]
    reading = queries.reading_of(room.cast.actor("mentor"), seat, room.dossiers["alfa"])
    for rule in (may_open, may_score):
        assert rule(reading).reason == "conflict-mentor"
    assert may_see_others(is_assessor=True, own=None, conflict=reading.conflict).reason == "conflict-mentor"
    with pytest.raises(NotAllowed) as refusal:
        services.declare(
            actor=room.cast.actor("mentor"), seat=seat, dossier=room.dossiers["alfa"], has_conflict=False, now=NOW
        )
    assert refusal.value.verdict.reason == "conflict-mentor"


@pytest.mark.parametrize("who", ["juror1", "chair"])
def test_whoever_sits_on_the_panel_and_becomes_a_mentor_steps_aside_at_once(room: Room, who: str) -> None:
    mentor(room, who, "alfa")

    assert conflict_of(room, who, "alfa") == Conflict.MENTOR
    assert conflict_of(room, who, "beta") is None
    assert Entry.objects.get(act="mentored-texts-shut").data == {"count": 1}


def test_what_was_scored_before_does_not_count(room: Room) -> None:
    criteria = room.panel.stage_rules.criteria
    room.score("juror1", "alfa", *range(1, len(criteria) + 1))
    assert queries.score_lines(room.panel)

    mentor(room, "juror1", "alfa")

    assert Assessment.objects.get().state == AssessmentState.CANNOT_JUDGE
    assert queries.score_lines(room.panel) == []


def test_a_text_that_comes_later_is_shut_too_and_one_of_another_edition_is_not(room: Room) -> None:
    late = handed_in(room.panel.edition, "gamma", "FI")
    mentor(room, "juror1", "gamma")
    mentor(room, "juror2", "alfa", "another-edition")

    (dossier,) = services.receive_dossiers(actor=OFFICE, panel=room.panel, dossiers=[late], now=NOW)

    assert list(Declaration.objects.values_list("seat__person__email", "dossier", "conflict")) == [
        ("juror1@demo.test", dossier.pk, Conflict.MENTOR)
    ]


def test_having_been_a_mentor_is_enough(room: Room) -> None:
    mentorship = mentor(room, "juror1", "alfa")

    people.end_mentorship(actor=OFFICE, mentorship=mentorship, now=NOW)  # type: ignore[arg-type]

    assert conflict_of(room, "juror1", "alfa") == Conflict.MENTOR


def test_a_panel_that_has_closed_stays_as_it_was(room: Room) -> None:
    services.close_scoring(actor=OFFICE, panel=room.panel, reason="It is time.", now=NOW)

    mentor(room, "juror1", "alfa")

    assert not Declaration.objects.exists()
