"""A town whose plan the jury has; made with the fixtures of the calls' tests."""

from dataclasses import dataclass

import pytest

from pearls.calls.models import Application
from pearls.calls.rules import State
from pearls.kernel.actor import Actor
from pearls.places.models import Place
from pearls.programme.models import Edition
from tests.calls.conftest import Town, edition, place, town  # noqa: F401 - fixtures
from tests.cast import Cast


@dataclass
class Judged:
    """The town's application with its plan sent; `office` is the coordinator."""

    cast: Cast
    edition: Edition
    place: Place
    application: Application
    office: Actor


@pytest.fixture
def judged(town: Town) -> Judged:  # noqa: F811
    Application.objects.filter(pk=town.application.pk).update(state=State.PLAN_SUBMITTED)
    application = town.reload()
    return Judged(town.cast, application.edition, application.place, application, town.cast.actor("coordinator"))
