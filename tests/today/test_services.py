"""Lines on somebody's day, as rooms put them down."""

from datetime import timedelta

import pytest

from pearls.people import queries as people_queries
from pearls.people import services as people
from pearls.today import queries, services
from tests.calls.conftest import make_place
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def put(**changes: object) -> None:
    services.put_line(
        **({"subject": "visit:1", "code": "a", "who": "Alytus", "page": "site:today", "now": NOW} | changes)
    )  # type: ignore[arg-type]


def shown(cast: Cast, who: str, places: tuple[int, ...] = (), now: object = NOW) -> list[str]:
    return [line.code for line in queries.lines_for(cast.actor(who), places=places, now=now)]  # type: ignore[arg-type]


def test_a_line_stands_on_the_day_of_its_audience_alone(cast: Cast) -> None:
    place = make_place("alytus-lt", "Alytus", "LT")
    put(code="for-person", person=cast.town)
    put(code="for-place", place=place)
    put(code="for-role", role="finance")

    assert shown(cast, "town") == ["for-person"]
    assert shown(cast, "othertown", (place.pk,)) == ["for-place"]
    assert shown(cast, "finance") == shown(cast, "finance2") == ["for-role"]
    assert shown(cast, "juror1") == []


def test_the_same_line_is_put_down_once_and_dated_anew(cast: Cast) -> None:
    put(person=cast.town, until=NOW)
    put(person=cast.town, until=NOW + timedelta(days=3))

    (line,) = queries.lines_for(cast.actor("town"), places=(), now=NOW)
    assert line.until == NOW + timedelta(days=3)


def test_a_line_for_nobody_or_for_two_is_refused(cast: Cast) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        put()
    with pytest.raises(ValueError, match="exactly one"):
        put(person=cast.town, role="finance")


def test_news_go_by_themselves_and_so_does_what_can_no_longer_be_done(cast: Cast) -> None:
    put(code="news", person=cast.town, is_news=True)
    put(code="offer", person=cast.town, until=NOW + timedelta(days=1), ends_at_until=True)
    put(code="promise", person=cast.town, until=NOW + timedelta(days=1))
    assert sorted(shown(cast, "town")) == ["news", "offer", "promise"]

    later = NOW + timedelta(days=15)
    assert shown(cast, "town", now=later) == ["promise"]
    assert services.forget_old_lines(now=later) == 2


def test_a_line_is_taken_off_by_subject_code_or_person(cast: Cast) -> None:
    for who in ("town", "othertown"):
        put(code="a", person=cast[who])
        put(code="b", person=cast[who])

    services.take_off(subject="visit:1", code="a")
    assert shown(cast, "town") == shown(cast, "othertown") == ["b"]
    services.take_off(subject="visit:1", person=cast.town)
    assert (shown(cast, "town"), shown(cast, "othertown")) == ([], ["b"])


def test_nothing_is_left_of_somebody_who_is_forgotten(cast: Cast) -> None:
    put(person=cast.town)

    people.erase_person(actor=cast.actor("coordinator"), person=cast.town, now=NOW)

    assert not queries.Line.objects.exists()
    assert people_queries.person_by_email("town@demo.test") is None
