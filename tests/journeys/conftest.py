"""A database and a server as people have them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from tests.browser import database_in


@pytest.fixture
def own_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """On SQLite a file of the journey's own, in which every thread has its own connection."""
    if connection.vendor != "sqlite":
        yield
        return
    file = tmp_path / "journey.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    with database_in(file):
        yield


@pytest.fixture
def live_server(own_database: None) -> Iterator[LiveServer]:
    """A server of the journey's own, on that database."""
    server = LiveServer("localhost")
    yield server
    server.stop()
