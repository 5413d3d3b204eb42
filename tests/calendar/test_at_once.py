"""Two connections at once: the last place is given once, and the waiting list keeps its order."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from pearls.calendar import queries, services
from pearls.calendar.models import Event, Registration
from pearls.calendar.rules import Standing
from pearls.kernel.actor import ANONYMOUS
from pearls.kernel.verdict import NotAllowed
from tests.calendar.conftest import a_telling, ask_as_guest
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.slow
PEOPLE = ("town", "othertown", "mentor", "partner", "editor", "finance")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def cast(transactional_db: None, tmp_path: Path) -> Iterator[Cast]:
    """The cast, in a database that several connections may write to.

    SQLite's database of tests lies in memory, where who comes second is turned away at once; so the tests run in a copy
    of it on the disk, where they wait for each other as on a real site.
    """
    if connection.vendor != "sqlite":
        yield make_cast()
        return
    memory, name = connection.connection, connection.settings_dict["NAME"]
    with sqlite3.connect(tmp_path / "at-once.sqlite3") as copy:
        memory.backup(copy)
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(tmp_path / "at-once.sqlite3")
    try:
        yield make_cast()
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name


def an_event(cast: Cast, capacity: int) -> Event:
    office = cast.actor("coordinator")
    event = services.begin_event(actor=office, telling=a_telling(capacity=capacity), now=NOW)
    return services.publish_event(actor=office, event=event, now=NOW)


def all_at_once(*acts: Callable[[], object]) -> list[str]:
    """What each act comes to, in the order given: "done", or the reason of a refusal; all begin together."""
    results = [""] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            start.wait(10)
            act()
            results[number] = "done"
        except NotAllowed as refused:
            results[number] = refused.verdict.reason
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def coming(cast: Cast, who: str, event: Event, minutes: int = 0) -> Callable[[], object]:
    """Somebody registers, by an event that they looked at before the others came."""
    actor, seen = cast.actor(who), Event.objects.get(pk=event.pk)
    return lambda: services.register(actor=actor, event=seen, now=NOW + minutes * MINUTE)


def leaving(cast: Cast, who: str, event: Event) -> Callable[[], object]:
    actor = cast.actor(who)
    own = queries.registration_of(actor, event)
    assert own is not None
    return lambda: services.leave(actor=actor, registration=own, now=NOW + 60 * MINUTE)


def standing(event: Event, state: Standing) -> list[Any]:
    found = Registration.objects.filter(event=event, state=state).order_by("waiting_since", "pk")
    return [row.person.email.partition("@")[0] if row.person else row.email for row in found]


def test_of_six_who_want_the_last_place_at_once_one_gets_it(cast: Cast) -> None:
    event = an_event(cast, 1)

    results = all_at_once(*(coming(cast, who, event) for who in PEOPLE))

    event.refresh_from_db()
    assert results == ["done"] * len(PEOPLE)
    assert (event.taken_count, len(standing(event, Standing.REGISTERED))) == (1, 1)
    assert len(standing(event, Standing.WAITING)) == len(PEOPLE) - 1


def test_one_person_in_two_windows_has_one_place(cast: Cast) -> None:
    event = an_event(cast, 5)

    results = all_at_once(coming(cast, "town", event), coming(cast, "town", event))

    event.refresh_from_db()
    assert sorted(results) == ["already-registered", "done"]
    assert (event.taken_count, Registration.objects.count()) == (1, 1)


def test_two_who_leave_at_once_make_room_for_the_two_who_waited_longest(cast: Cast) -> None:
    event = an_event(cast, 2)
    for minute, who in enumerate(PEOPLE):
        coming(cast, who, event, minute)()
    assert standing(event, Standing.WAITING) == list(PEOPLE[2:])

    results = all_at_once(leaving(cast, "town", event), leaving(cast, "othertown", event))

    event.refresh_from_db()
    assert results == ["done", "done"]
    assert event.taken_count == 2
    assert sorted(standing(event, Standing.REGISTERED)) == ["mentor", "partner"]
    assert standing(event, Standing.WAITING) == ["editor", "finance"]


def test_a_newcomer_passes_nobody_who_waits_while_a_place_becomes_free(cast: Cast) -> None:
    event = an_event(cast, 1)
    for minute, who in enumerate(PEOPLE[:3]):
        coming(cast, who, event, minute)()

    results = all_at_once(leaving(cast, "town", event), coming(cast, "partner", event, 60))

    event.refresh_from_db()
    assert results == ["done", "done"]
    assert (event.taken_count, standing(event, Standing.REGISTERED)) == (1, ["othertown"])
    assert standing(event, Standing.WAITING) == ["mentor", "partner"]


def test_fewer_places_and_somebody_new_at_once_never_make_more_than_there_are(cast: Cast) -> None:
    event = an_event(cast, 3)
    for minute, who in enumerate(PEOPLE[:2]):
        coming(cast, who, event, minute)()
    seen = Event.objects.select_related("place").get(pk=event.pk)

    def shrink() -> object:
        return services.change_event(
            actor=cast.actor("coordinator"), event=seen, telling=a_telling(capacity=2), now=NOW + 60 * MINUTE
        )

    results = all_at_once(shrink, coming(cast, "mentor", event, 60))

    event.refresh_from_db()
    registered, waiting = standing(event, Standing.REGISTERED), standing(event, Standing.WAITING)
    assert results[1] == "done"
    assert results[0] in ("done", "capacity-below-taken")
    assert len(registered) == event.taken_count <= (event.capacity or 0)
    assert len(registered) + len(waiting) == 3


def test_two_guests_who_confirm_at_once_do_not_share_the_last_place(cast: Cast) -> None:
    event = an_event(cast, 1)
    guests = [ask_as_guest(event, email=f"g{number}@a.test") for number in range(2)]

    results = all_at_once(
        *(
            lambda own=guest: services.confirm_registration(actor=ANONYMOUS, registration=own, now=NOW)
            for guest in guests
        )
    )

    event.refresh_from_db()
    assert results == ["done", "done"]
    assert event.taken_count == 1
    assert (len(standing(event, Standing.REGISTERED)), len(standing(event, Standing.WAITING))) == (1, 1)
