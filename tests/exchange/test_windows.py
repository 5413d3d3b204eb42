"""Several times of an offer and a need: put in order, compared, typed and asked for."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from pearls.exchange import queries, rules, services
from pearls.exchange.models import Offer
from pearls.exchange.rules import Window
from pearls.kernel.verdict import NotAllowed
from tests.exchange.conftest import FIRST, LAST, Board, told
from tests.exchange.test_rules import a_card

START = date(2027, 1, 1)
LATER = Window(date(2027, 9, 1), date(2027, 9, 30))
TWO = [Window(FIRST, LAST), LATER]
windows = st.lists(
    st.builds(
        lambda start, length: Window(START + timedelta(days=start), START + timedelta(days=start + length)),
        st.integers(0, 60),
        st.integers(0, 20),
    ),
    max_size=rules.MOST_WINDOWS,
)


def days(found: list[Window] | tuple[Window, ...]) -> set[date]:
    return {one.first + timedelta(days=number) for one in found for number in range(one.days)}


@given(windows)
def test_tidied_times_hold_the_same_days_in_order_and_a_day_between(typed: list[Window]) -> None:
    found = rules.tidied(typed)

    assert days(found) == days(typed)
    assert all(before.last + timedelta(days=1) < after.first for before, after in pairwise(found))


@given(windows, windows)
def test_two_meet_on_their_common_days_and_the_longest_time_leads(ours: list[Window], theirs: list[Window]) -> None:
    mine, yours = rules.tidied(ours), rules.tidied(theirs)

    found = rules.meetings(mine, yours)

    assert found == rules.meetings(yours, mine)
    assert days(found) == days(mine) & days(yours)
    assert [one.days for one in found] == sorted((one.days for one in found), reverse=True)


@given(windows, st.integers(0, 90))
def test_from_a_day_on_nothing_of_before_is_left(typed: list[Window], number: int) -> None:
    day = START + timedelta(days=number)

    assert days(rules.from_day(typed, day)) == {one for one in days(typed) if one >= day}


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ([], "needs-days"),
        ([Window(LAST, FIRST)], "dates-turned"),
        ([LATER, Window(LAST, FIRST)], "dates-turned"),
        ([LATER] * 5, "too-many-windows"),
        (TWO, ""),
    ],
)
def test_times_are_one_to_four_and_the_right_way_round(typed: list[Window], reason: str) -> None:
    assert rules.may_describe(text="x", windows=typed, seats=1).reason == reason


def test_a_match_names_the_longest_time_in_which_both_can_and_counts_it_once() -> None:
    host = a_card("host", windows=(Window(FIRST, FIRST + timedelta(days=2)), LATER))

    once = rules.match(host, a_card("guest", windows=(LATER,)), for_guest=True)
    twice = rules.match(host, a_card("guest", windows=tuple(TWO)), for_guest=True)

    assert once is not None
    assert twice is not None
    reasons = [next(one for one in match.reasons if one.code.startswith("dates")) for match in (once, twice)]
    assert [one.code for one in reasons] == ["dates-meet", "dates-meet-often"]
    assert [one.params for one in reasons] == [{"first": LATER.first, "last": LATER.last}] * 2
    assert once.points == twice.points


@pytest.mark.django_db
def test_a_visit_is_asked_for_within_one_of_the_times(board: Board) -> None:
    offer = board.offer(windows=TWO)
    between = date(2027, 8, 1)

    with pytest.raises(NotAllowed) as refused:
        services.ask_for_visit(
            actor=board.visiting,
            offer=offer,
            place=board.guest,
            question="How?",
            seats=1,
            first_day=between,
            last_day=between,
            now=board.now,
        )

    assert refused.value.verdict.reason == "dates-outside"
    assert (offer.first_day, offer.last_day) == (FIRST, LATER.last)
    assert board.asked(offer).first_day == FIRST


@pytest.mark.django_db
def test_an_offer_stays_on_the_board_until_its_last_time_is_over(board: Board) -> None:
    offer = board.offer(windows=TWO)
    seen = {"actor": board.visiting, "ref": offer.ref}

    assert queries.offer_for(**seen, today=LAST + timedelta(days=10)) == offer
    assert queries.offer_for(**seen, today=LATER.last + timedelta(days=1)) is None


@pytest.mark.django_db
def test_times_are_typed_changed_and_shown(board: Board) -> None:
    client = Client()
    client.force_login(board.cast["town"])
    typed = {
        "holder": f"place:{board.host.key}",
        "text": "A hall",
        "cultural_field": ["cultural_field:theatre"],
        "languages": ["en"],
        "seats": "3",
        "first_1": "2027-09-01",
        "last_1": "2027-09-30",
        "first_3": "2027-05-01",
        "last_3": "2027-06-30",
    }

    half = client.post("/en/exchange/offers/new/", {**typed, "last_3": ""})
    kept = client.post("/en/exchange/offers/new/", typed)

    assert (half.status_code, kept.status_code) == (422, 302)
    assert "Please give both days of this time, or neither." in half.content.decode()
    offer = Offer.objects.get()
    assert list(offer.times) == TWO
    shown = client.get(f"/en/exchange/offers/{offer.ref}/").content.decode()
    assert "1 May 2027 – 30 June 2027; 1 September 2027 – 30 September 2027" in shown.replace("\u00a0", " ")
    edit = client.get(f"/en/exchange/offers/{offer.ref}/edit/").content.decode()
    assert 'value="2027-09-30"' in edit
    services.change_offer(actor=board.hosting, offer=offer, told=told(windows=[LATER]), now=board.now)
    assert (list(offer.times), offer.first_day) == ([LATER], LATER.first)


@pytest.mark.django_db
def test_who_fits_says_the_best_time_and_asking_begins_with_it(board: Board) -> None:
    offer = board.offer(windows=[Window(FIRST, FIRST), LATER])
    need = board.need(windows=TWO)
    client = Client()
    client.force_login(board.cast["othertown"])

    fits = client.get("/en/exchange/fits/").content.decode()
    ask = client.get(f"/en/exchange/offers/{offer.ref}/ask/?need={need.ref}").content.decode()

    words = "Your dates meet more than once, longest on these days: 1 September 2027 – 30 September 2027"
    assert words in fits.replace("\u00a0", " ")
    assert 'value="2027-09-01"' in ask
