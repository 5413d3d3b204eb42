"""Practices in the tables, for the tests of their room."""

from datetime import datetime

import pytest

from pearls.kernel.actor import Actor
from pearls.practices import services


@pytest.fixture
def vocabulary(db: None, office: Actor, now: datetime) -> None:
    """The shipped vocabulary alone."""
    services.load_vocabulary(actor=office, now=now)


@pytest.fixture
def shipped(db: None, office: Actor, now: datetime) -> None:
    """All that ships."""
    services.load_practices(actor=office, now=now)
