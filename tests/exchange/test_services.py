"""Acts on the board and on visits: state, journal, outbox, seats."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pearls.audit.models import Entry
from pearls.calendar import queries as calendar_queries
from pearls.exchange import queries, services
from pearls.exchange.models import Offer, Participant, Visit
from pearls.exchange.rules import EntryState, Part, Side, VisitState
from pearls.exchange.services import Added
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.today.models import Line
from tests.exchange.conftest import FIRST, LAST, Board, told

SYSTEM = Actor.system("visits")
pytestmark = pytest.mark.django_db


def refused(found: "pytest.ExceptionInfo[NotAllowed]") -> str:
    return found.value.verdict.reason


def test_two_towns_find_each_other_visit_and_the_visit_becomes_a_practice(board: Board) -> None:
    offer, need = board.offer(), board.need()

    needs, _offers = queries.who_fits(board.visiting, today=board.now.date())
    visit = board.held()
    services.write_report(
        actor=board.visiting,
        visit=visit,
        side=Side.GUEST,
        saw="A choir",
        take_home="Sing on Fridays",
        tell_others="Begin small",
        people_met=30,
        now=board.later(201),
    )
    draft = services.draft_practice(
        actor=board.visiting, visit=visit, side=Side.GUEST, language="en", now=board.later(202)
    )
    again = services.draft_practice(
        actor=board.visiting, visit=visit, side=Side.GUEST, language="en", now=board.later(203)
    )

    assert [found.ref for one in needs if one.own == need for found, _entry in one.matches] == [offer.ref]
    assert draft == again
    assert draft.made_from == f"visit:{visit.ref}/guest"
    assert draft.draft["summary"] == "A choir"
    assert draft.draft["cultural_field"] == ["theatre"]
    assert draft.place == board.guest


def test_who_is_asked_has_a_letter_and_a_line_until_it_is_answered(board: Board) -> None:
    visit = board.asked()

    assert Message.objects.filter(about=visit.subject, to=board.cast["town"].email).count() == 1
    assert Line.objects.get(subject=visit.subject).place == board.host

    services.accept_visit(actor=board.hosting, visit=visit, now=board.now)

    assert not Line.objects.filter(subject=visit.subject).exists()
    assert Entry.objects.filter(subject=visit.subject, act="visit-agreed").exists()


def test_an_agreed_visit_is_an_event_and_one_called_off_is_called_off_there(board: Board) -> None:
    visit = board.agreed()
    event = calendar_queries.event_by_source(f"exchange.visit:{visit.ref}")
    assert event is not None
    assert event.state == "published"

    services.cancel_visit(actor=board.visiting, visit=visit, because="The hall is closed", now=board.now)

    event.refresh_from_db()
    assert event.state == "cancelled"
    assert Offer.objects.get().seats_taken == 0


def test_seats_are_given_once_and_the_last_who_comes_is_told_how_many_are_left(board: Board) -> None:
    offer = board.offer(seats=3)
    first, second = board.asked(offer, 2), board.asked(offer, 2)
    services.accept_visit(actor=board.hosting, visit=first, now=board.now)

    with pytest.raises(NotAllowed) as found:
        services.accept_visit(actor=board.hosting, visit=second, now=board.now)

    assert refused(found) == "too-few-seats"
    assert found.value.verdict.detail == {"count": 1}
    second.refresh_from_db()
    assert second.state == VisitState.ASKED


def test_of_two_who_saw_the_same_seats_left_one_gets_them(board: Board) -> None:
    offer = board.offer(seats=2)
    one, two = Offer.objects.get(pk=offer.pk), Offer.objects.get(pk=offer.pk)

    taken = [services.board.take_seats(seen, 2) for seen in (one, two)]

    assert taken == [True, False]
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(seats_taken=3)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seats=st.integers(1, 6),
    acts=st.lists(st.tuples(st.sampled_from(["ask", "accept", "cancel", "shrink"]), st.integers(1, 4)), max_size=10),
)
def test_whatever_happens_seats_taken_are_those_of_agreed_visits_and_never_too_many(
    board: Board, seats: int, acts: list[tuple[str, int]]
) -> None:
    offer = board.offer(seats=seats)
    for act, number in acts:
        visit = Visit.objects.filter(offer=offer).order_by("pk")[number - 1 : number].first()
        try:
            if act == "ask":
                board.asked(offer, number)
            elif act == "shrink":
                services.change_offer(actor=board.hosting, offer=offer, told=told(seats=number), now=board.now)
            elif visit and act == "accept":
                services.accept_visit(actor=board.hosting, visit=visit, now=board.now)
            elif visit:
                services.cancel_visit(actor=board.hosting, visit=visit, because="Ice", now=board.now)
        except NotAllowed:
            pass

        offer.refresh_from_db()
        agreed = sum(one.seats for one in Visit.objects.filter(offer=offer, state=VisitState.AGREED))
        assert offer.seats_taken == agreed <= offer.seats


def test_only_the_network_exchanges_visits_and_nobody_speaks_for_others(board: Board) -> None:
    with pytest.raises(NotAllowed) as outside:
        services.put_offer(actor=board.cast.actor("colleague"), told=told(), place=board.outside, now=board.now)
    with pytest.raises(NotAllowed) as other:
        services.put_offer(actor=board.visiting, told=told(), place=board.host, now=board.now)

    assert (refused(outside), refused(other)) == ("not-in-network", "not-your-side")


def test_what_is_taken_off_the_board_is_found_by_nobody_and_can_be_asked_no_more(board: Board) -> None:
    offer = board.offer(is_public=True)
    services.set_state(actor=board.hosting, entry=offer, state=EntryState.PAUSED, now=board.now)

    with pytest.raises(NotAllowed) as found:
        board.asked(offer)

    assert refused(found) == "offer-not-open"
    assert queries.offer_for(board.visiting, offer.ref, today=board.now.date()) is None


def test_the_guest_agrees_to_other_dates(board: Board) -> None:
    visit = board.asked()
    services.propose_dates(
        actor=board.hosting, visit=visit, first_day=LAST, last_day=LAST, because="The fair is then", now=board.now
    )
    with pytest.raises(NotAllowed) as found:
        services.accept_visit(actor=board.hosting, visit=visit, now=board.now)

    services.accept_visit(actor=board.visiting, visit=visit, now=board.now)

    assert refused(found) == "not-your-turn"
    assert (visit.state, visit.first_day) == (VisitState.AGREED, LAST)


def test_a_leg_without_kilometres_is_worked_out_and_one_without_factor_is_not_counted(board: Board) -> None:
    visit = board.agreed()
    common = {"from_name": "Upes", "to_name": "Ezeri", "persons": 2, "vehicles": 1}
    for mode, km in (("train", None), ("car", 100), ("ferry-car", 50)):
        values = {"mode": mode, "km": km, **common}
        services.add_line(actor=board.visiting, visit=visit, added=Added(Part.LEG, values), now=board.now)

    sums = queries.sums_of(visit)

    train = visit.legs.get(mode="train")
    assert (train.km, train.is_typed, train.grams) == (289, False, 289 * 2 * 35)
    assert sums.grams == train.grams + 100 * 170
    assert sums.uncounted == 1
    assert sums.person_km == 2 * (289 + 100 + 50)


def test_a_person_is_listed_with_their_consent_only(board: Board) -> None:
    visit = board.agreed()
    values = {"side": Side.GUEST, "name": "Rūta", "function": "Choir", "keeps_name": False}

    with pytest.raises(NotAllowed) as found:
        services.add_line(actor=board.visiting, visit=visit, added=Added(Part.PEOPLE, values), now=board.now)

    assert refused(found) == "needs-consent"


def test_a_year_after_names_and_needs_are_erased_unless_the_person_keeps_them(board: Board) -> None:
    visit = board.agreed()
    for name, keeps in (("Rūta", False), ("Jonas", True)):
        values = {"side": Side.GUEST, "name": name, "function": "", "keeps_name": keeps, "has_consent": True}
        services.add_line(actor=board.visiting, visit=visit, added=Added(Part.PEOPLE, values), now=board.now)
    a_year = (visit.last_day + timedelta(days=366)).isoformat()

    due = queries.visits_to_forget(today=visit.last_day + timedelta(days=366))
    assert [one.pk for one in due] == [visit.pk], a_year
    services.forget_names(actor=SYSTEM, visit=visit, now=board.later(600))

    assert sorted(Participant.objects.values_list("name", flat=True)) == ["", "Jonas"]
    assert Visit.objects.get().access_detail == ""


def test_half_a_year_later_both_sides_are_asked_once_and_the_file_closes_when_all_is_told(board: Board) -> None:
    visit = board.agreed()
    promise = services.add_line(
        actor=board.visiting,
        visit=visit,
        added=Added(Part.PROMISE, {"what": "Send the songs", "side": Side.HOST, "who": "", "due_on": None}),
        now=board.now,
    )
    services.call_it_held(actor=SYSTEM, visit=visit, now=board.later(200))
    services.write_report(
        actor=board.hosting,
        visit=visit,
        side=Side.HOST,
        saw="Guests",
        take_home="Friends",
        tell_others="",
        people_met=None,
        now=board.later(200),
    )
    assert visit.follow_up_on is not None
    assert [one.pk for one in queries.visits_to_follow_up(today=visit.follow_up_on)] == [visit.pk]
    assert services.ask_what_became(actor=SYSTEM, visit=visit, now=board.later(390))
    assert not services.ask_what_became(actor=SYSTEM, visit=visit, now=board.later(390))
    with pytest.raises(NotAllowed) as found:
        services.close_visit(actor=board.hosting, visit=visit, now=board.later(391))

    services.say_outcome(
        actor=board.hosting, visit=visit, promise=str(promise), outcome="kept", why="", now=board.later(391)
    )
    services.close_visit(actor=board.hosting, visit=visit, now=board.later(392))

    assert refused(found) == "promises-open"
    assert visit.state == VisitState.CLOSED
    assert Message.objects.filter(kind="visit-follow-up").count() == 2
    assert not Line.objects.filter(subject=visit.subject).exists()


def test_no_report_before_the_last_day(board: Board) -> None:
    visit = board.agreed()

    with pytest.raises(NotAllowed) as found:
        services.write_report(
            actor=board.visiting,
            visit=visit,
            side=Side.GUEST,
            saw="A",
            take_home="B",
            tell_others="",
            people_met=None,
            now=board.now,
        )

    assert refused(found) == "not-over-yet"


def test_nothing_that_a_person_typed_is_in_the_journal(board: Board) -> None:
    board.need(access=["step-free"])
    visit = board.agreed()

    written = "".join(str(entry.data) for entry in Entry.objects.all())

    assert "choir" not in written
    assert "wheelchair" not in written
    assert "step-free" not in written
    assert visit.first_day == FIRST


def test_who_is_forgotten_stands_on_no_list(board: Board) -> None:
    visit = board.agreed()
    values = {"side": Side.GUEST, "is_me": True, "name": "", "function": "x", "keeps_name": True, "has_consent": True}
    services.add_line(actor=board.visiting, visit=visit, added=Added(Part.PEOPLE, values), now=board.now)

    services.forget_person(actor=SYSTEM, person=board.cast["othertown"].ref, now=board.now)

    assert list(Participant.objects.values_list("name", "function", "person")) == [("", "", None)]
