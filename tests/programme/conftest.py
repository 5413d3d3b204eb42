"""An edition to work on: the ready-made rules, whose call opens on 5 October 2026."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import pearls.programme
from pearls.kernel.actor import Actor
from pearls.places import services as place_services
from pearls.programme import services
from pearls.programme.models import Edition, Programme

RULES = Path(pearls.programme.__file__).parent / "data" / "rules"
BEFORE = datetime(2026, 9, 1, tzinfo=UTC)
OPEN = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
READY_MADE = (RULES / "next.toml").read_text(encoding="utf-8")


@pytest.fixture
def places(db: None, office: Actor) -> None:
    place_services.load_places(actor=office, now=BEFORE)


@pytest.fixture
def loaded(places: None, office: Actor) -> Programme:
    """The real programme, with everything it needs."""
    return services.load_programme(actor=office, now=BEFORE).programme


@pytest.fixture
def draft(places: None, office: Actor) -> Edition:
    """An edition that only the office sees."""
    programme = Programme.objects.create(key="pearls", name={"en": "Pearls"})
    return services.create_edition(actor=office, programme=programme, text=READY_MADE, now=BEFORE)


@pytest.fixture
def published(draft: Edition, office: Actor) -> Edition:
    """The same edition, announced; its call has not opened."""
    return services.publish_edition(actor=office, edition=draft, now=BEFORE)
