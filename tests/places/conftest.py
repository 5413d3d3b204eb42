"""The fact base, for the tests of places that ask for it."""

from datetime import datetime

import pytest

from pearls.kernel.actor import Actor
from pearls.places import services
from pearls.places.services.saving import Saved


@pytest.fixture
def facts(db: None, office: Actor, now: datetime) -> Saved:
    """The fact base alone: fifty-five places in a blink."""
    return services.load_places(actor=office, now=now)
