"""The demonstration: played through the real services, alive today, and never real."""

from datetime import UTC, datetime, timedelta

import pytest

from pearls.audit import queries as journal
from pearls.calls.models import Application
from pearls.calls.rules import State
from pearls.cli import demonstration
from pearls.cli.demonstration import editions
from pearls.documents.services import publish_shipped_forms
from pearls.kernel.actor import Actor
from pearls.places import services as places
from pearls.programme import queries as programme
from pearls.programme import services as programme_services
from pearls.selection.models import Assessment, Seat

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LEAP = datetime(2028, 2, 29, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("now", [NOW, pytest.param(LEAP, marks=pytest.mark.slow)])
def test_the_demonstration_is_alive_on_any_day_and_loads_once(now: datetime) -> None:
    actor = Actor.system("demo")
    places.load_places(actor=actor, now=now)
    places.load_demonstration_places(actor=actor, now=now)
    programme_services.load_programme(actor=actor, now=now)
    publish_shipped_forms(actor=actor, now=now)

    first = demonstration.load_demonstration(actor=actor, now=now)
    again = demonstration.load_demonstration(actor=actor, now=now)

    assert (first, again) == (True, False)
    _look_at_the_open_call(now)
    _look_at_the_jury()
    _refresh(actor, now + timedelta(days=200))
    assert journal.verify_journal().holds


def _look_at_the_open_call(now: datetime) -> None:
    edition = programme.edition_by_key(editions.OPEN)
    states = set(Application.objects.filter(edition=edition).values_list("state", flat=True))

    assert edition.call_closes_at is not None
    assert edition.call_closes_at - now >= timedelta(days=60)
    assert edition.is_demonstration
    assert states == {
        State.DRAFT,
        State.SUBMITTED,
        State.RETURNED,
        State.ELIGIBLE,
        State.INELIGIBLE,
        State.WITHDRAWN,
    }


def _look_at_the_jury() -> None:
    applications = Application.objects.filter(edition__key=editions.JURY)
    invited = Seat.objects.filter(panel__stage="final", state="invited").count()

    assert applications.filter(state=State.PLAN_SUBMITTED).count() == 7
    assert applications.filter(state=State.DROPPED_OUT).count() == 1
    assert Assessment.objects.filter(dossier__panel__stage="final", state="finished").count() == 9
    assert invited == 2
    assert not Application.objects.filter(place__is_demonstration=False).exists()


def _refresh(actor: Actor, later: datetime) -> None:
    demonstration.refresh_demonstration(actor=actor, now=later)

    edition = programme.edition_by_key(editions.OPEN)
    assert edition.call_closes_at is not None
    assert edition.call_closes_at - later >= timedelta(days=60)
