"""Practices in the tables, for the tests of their room."""

from datetime import datetime

import pytest

from pearls.kernel.actor import Actor
from pearls.practices import queries, services
from pearls.practices.services.loading import SHIPPED


@pytest.fixture
def vocabulary(db: None, office: Actor, now: datetime) -> None:
    """The shipped vocabulary alone."""
    services.load_vocabulary(actor=office, now=now)


@pytest.fixture
def shipped(db: None, office: Actor, now: datetime) -> None:
    """All practices that ship, without their machine translations, which go into no file and take much longer."""
    services.load_vocabulary(actor=office, now=now)
    services.import_practices(actor=office, records=queries.shipped_records(), now=now, source=SHIPPED)
