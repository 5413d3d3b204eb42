"""Events for tests."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from pearls.calendar import services
from pearls.calendar.models import Event, Registration
from pearls.calendar.rules import Audience, Kind, Mode, Telling
from pearls.kernel.actor import ANONYMOUS
from tests.cast import NOW, Cast

START = NOW + timedelta(days=20)
MakeEvent = Callable[..., Event]


def a_telling(**changes: Any) -> Telling:
    told: dict[str, Any] = {
        "kind": Kind.WEBINAR,
        "title": {"en": "Culture that holds a town together", "lv": "Kultūra, kas satur pilsētu kopā"},
        "summary": {"en": "An hour with practice from three towns."},
        "language": "en",
        "starts_at": START,
        "ends_at": START + timedelta(hours=2),
        "zone": "Europe/Riga",
        "mode": Mode.ONLINE,
        "audience": Audience.PUBLIC,
        "link": "https://meet.example/room",
    }
    return Telling(**told | changes)


def ask_as_guest(event: Event, **changes: Any) -> Registration:
    """Somebody without an account asks for a place."""
    asked = {"name": "K", "email": "k@a.test", "language": "en", "sender": "203.0.113.9", "now": NOW}
    return services.register_guest(actor=ANONYMOUS, event=event, **(asked | changes))


@pytest.fixture
def make_event(cast: Cast) -> MakeEvent:
    """An event of the office, published unless told otherwise."""

    def make(*, now: datetime = NOW, publish: bool = True, by: str = "coordinator", **changes: Any) -> Event:
        event = services.begin_event(actor=cast.actor(by), telling=a_telling(**changes), now=now)
        return services.publish_event(actor=cast.actor(by), event=event, now=now) if publish else event

    return make
