"""One world for all walks of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from pearls.kernel.clock import utc_now
from tests.walk.world import World, make_world


@pytest.fixture(scope="package")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Played once for all walks and never committed; what a test does upon it is taken back with the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        _media(tmp_path_factory.mktemp("media"))
        yield make_world(utc_now())
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _media_of_the_world(_own_media_folder: None, world: World) -> None:
    """The uploads of the world lie in its own folder, not in that of the test."""
    settings.MEDIA_ROOT = MEDIA[0]


MEDIA: list[Path] = []


def _media(folder: Path) -> None:
    MEDIA[:] = [folder]
    settings.MEDIA_ROOT = folder
