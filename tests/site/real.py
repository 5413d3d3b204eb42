"""The real record, for tests that look at its facts."""

from datetime import UTC, datetime

import pytest

from pearls.kernel.actor import Actor
from pearls.places import services as place_services
from pearls.programme import services as programme_services


@pytest.fixture
def real_record(db: None) -> None:
    """The fact base as it ships: places, programme, partners, editions."""
    actor, now = Actor.system("tests"), datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    place_services.load_places(actor=actor, now=now)
    programme_services.load_programme(actor=actor, now=now)
