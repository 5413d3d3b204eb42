"""Whatever people do in whatever order: never more places than there are, and nobody waits beside a free one."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pearls.calendar import queries, services
from pearls.calendar.models import Event, Registration
from pearls.calendar.rules import Standing
from pearls.kernel.verdict import NotAllowed
from tests.calendar.conftest import a_telling
from tests.cast import NOW, Cast

PEOPLE = ("town", "othertown", "mentor", "partner", "editor", "finance")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("register"), st.sampled_from(PEOPLE)),
        st.tuples(st.just("leave"), st.sampled_from(PEOPLE)),
        st.tuples(st.just("capacity"), st.integers(1, 4)),
    ),
    max_size=14,
)


def play(cast: Cast, event: Event, step: tuple[str, str | int], minute: int) -> None:
    now, (act, what) = NOW + timedelta(minutes=minute), step
    try:
        if act == "register":
            services.register(actor=cast.actor(str(what)), event=event, now=now)
        elif act == "leave" and (own := queries.registration_of(cast.actor(str(what)), event)):
            services.leave(actor=cast.actor(str(what)), registration=own, now=now)
        elif act == "capacity":
            fresh = Event.objects.get(pk=event.pk)
            told = a_telling(capacity=what)
            services.change_event(actor=cast.actor("coordinator"), event=fresh, telling=told, now=now)
    except NotAllowed as refused:
        assert refused.verdict.reason in ("already-registered", "capacity-below-taken")


@pytest.mark.django_db(transaction=False)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_order_of_coming_and_going_keeps_places_and_line_right(
    cast: Cast, steps: list[tuple[str, str | int]]
) -> None:
    event = services.begin_event(actor=cast.actor("coordinator"), telling=a_telling(capacity=2), now=NOW)
    services.publish_event(actor=cast.actor("coordinator"), event=event, now=NOW)

    for minute, step in enumerate(steps):
        play(cast, event, step, minute)

        event = Event.objects.get(pk=event.pk)
        rows = list(Registration.objects.filter(event=event).order_by("waiting_since"))
        registered = [row for row in rows if row.state == Standing.REGISTERED]
        waiting = [row for row in rows if row.state == Standing.WAITING]
        assert len(registered) == event.taken_count <= (event.capacity or 0)
        assert not waiting or event.taken_count == event.capacity


@pytest.mark.django_db
def test_the_last_place_is_taken_once_though_both_saw_it_free(cast: Cast) -> None:
    event = services.begin_event(actor=cast.actor("coordinator"), telling=a_telling(capacity=1), now=NOW)
    services.publish_event(actor=cast.actor("coordinator"), event=event, now=NOW)
    seen_by_one, seen_by_other = Event.objects.get(pk=event.pk), Event.objects.get(pk=event.pk)

    first = services.register(actor=cast.actor("town"), event=seen_by_one, now=NOW)
    second = services.register(actor=cast.actor("othertown"), event=seen_by_other, now=NOW)

    assert (first.state, second.state) == (Standing.REGISTERED, Standing.WAITING)
