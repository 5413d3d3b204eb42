"""A database and a server as people have them: the usual one in memory has one connection for all threads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.live_server_helper import LiveServer


@pytest.fixture
def own_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """On SQLite a file of the journey's own, in which every thread has its own connection."""
    if connection.vendor != "sqlite":
        yield
        return
    memory, name, file = connection.connection, connection.settings_dict["NAME"], tmp_path / "journey.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    # The one in memory lives as long as its connection does, so that one is only laid aside.
    connection.connection, connection.settings_dict["NAME"] = None, str(file)
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name


@pytest.fixture
def live_server(own_database: None) -> Iterator[LiveServer]:
    """A server of the journey's own, on that database."""
    server = LiveServer("localhost")
    yield server
    server.stop()
