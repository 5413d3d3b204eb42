"""Matching, distance and CO2e, and the half year, without a database."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pearls.exchange import queries, rules
from pearls.exchange.rules import Card, Factor, Mode, Window
from pearls.places.rules import great_circle_km

TOPIC = "cultural_field:theatre"


def a_card(ref: str = "a", **changes: object) -> Card:
    values: dict[str, object] = {
        "ref": ref,
        "holder": f"place:{ref}",
        "country": "LV",
        "size": 0,
        "concepts": frozenset({TOPIC}),
        "languages": frozenset({"en"}),
        "windows": (Window(date(2027, 5, 1), date(2027, 5, 31)),),
        "seats": 4,
        "point": (57.0, 25.0),
    }
    return Card(**values | changes)  # type: ignore[arg-type]


def codes(found: rules.Match | None) -> list[str]:
    return [reason.code for reason in found.reasons] if found else []


def test_a_match_names_the_facts_it_was_made_of() -> None:
    found = rules.match(a_card("host"), a_card("guest", country="LT"), for_guest=True)

    assert codes(found) == ["shared-topics", "common-language", "dates-meet", "seats-enough", "distance"]
    assert found is not None
    assert found.points == sum(reason.points for reason in found.reasons) == 60


def test_who_shares_no_topic_or_is_the_same_does_not_match() -> None:
    host = a_card("host")

    assert rules.match(host, a_card("guest", concepts=frozenset()), for_guest=True) is None
    assert rules.match(host, a_card("other", holder=host.holder), for_guest=True) is None


@given(needs=st.frozensets(st.sampled_from([*rules.ACCESS])), has=st.frozensets(st.sampled_from([*rules.ACCESS])))
def test_the_host_cannot_tell_from_a_match_what_the_guests_people_need(
    needs: frozenset[str], has: frozenset[str]
) -> None:
    host = a_card("host", access=has)

    seen = rules.match(host, a_card("guest", access=needs), for_guest=False)

    assert seen == rules.match(host, a_card("guest"), for_guest=False)


def test_the_guest_sees_whether_what_its_people_need_is_there() -> None:
    guest = a_card("guest", access=frozenset({"step-free"}))

    assert "access-there" in codes(rules.match(a_card("host", access=frozenset({"step-free"})), guest, for_guest=True))
    assert "access-ask" in codes(rules.match(a_card("host"), guest, for_guest=True))


def test_where_points_tie_the_smaller_place_stands_first_and_the_largest_is_not_left_out() -> None:
    hosts = [a_card("city", size=3), a_card("village", size=0), a_card("town", size=1)]

    found = rules.best_matches(a_card("guest", holder="place:guest"), hosts, for_guest=True)

    assert [one.ref for one in found] == ["village", "town", "city"]


def test_the_same_country_is_allowed_and_said() -> None:
    assert "same-country" in codes(rules.match(a_card("host"), a_card("guest"), for_guest=True))


def test_a_known_distance_comes_out_right() -> None:
    riga, tallinn = (56.9496, 24.1052), (59.4370, 24.7536)

    assert round(great_circle_km(riga, tallinn)) == 279
    assert rules.distance_km(riga, tallinn, Mode.TRAIN) == 363
    assert rules.distance_km(riga, tallinn, Mode.PLANE) == 307


POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(start=POINTS, end=POINTS, mode=st.sampled_from([*Mode]))
def test_a_way_is_as_long_back_as_there_and_never_nought(
    start: tuple[float, float], end: tuple[float, float], mode: Mode
) -> None:
    way = rules.distance_km(start, end, mode)

    assert abs(way - rules.distance_km(end, start, mode)) <= 1
    assert 1 <= way <= 30_000


@given(km=st.integers(1, 20_000), persons=st.integers(1, 200), vehicles=st.integers(1, 50), grams=st.integers(0, 999))
def test_grams_are_exact_and_a_car_counts_once_however_many_sit_in_it(
    km: int, persons: int, vehicles: int, grams: int
) -> None:
    by_head, by_car = Factor(Mode.TRAIN, grams, "passenger"), Factor(Mode.CAR, grams, "vehicle")

    assert rules.leg_grams(by_head, km=km, persons=persons, vehicles=vehicles) == km * persons * grams
    assert rules.leg_grams(by_car, km=km, persons=persons, vehicles=vehicles) == km * vehicles * grams
    assert rules.leg_grams(None, km=km, persons=persons, vehicles=vehicles) is None


def test_every_factor_that_burns_fuel_names_source_address_and_year() -> None:
    found = queries.factors()

    assert set(Mode) - set(found) == {Mode.FERRY_CAR}
    for mode, factor in found.items():
        if mode not in (Mode.BIKE, Mode.FOOT):
            assert factor.grams > 0
            assert factor.source
            assert factor.url.startswith("https://")
            assert factor.year == 2022


def test_half_a_year_later_is_the_same_day_or_the_last_of_a_shorter_month() -> None:
    assert rules.follow_up_day(date(2027, 5, 14)) == date(2027, 11, 14)
    assert rules.follow_up_day(date(2027, 8, 31)) == date(2028, 2, 29)
    assert rules.follow_up_day(date(2027, 5, 14), -12) == date(2026, 5, 14)


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), months=st.integers(-24, 24))
def test_months_later_is_always_a_day_of_that_month(day: date, months: int) -> None:
    then = rules.follow_up_day(day, months)

    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day <= day.day
