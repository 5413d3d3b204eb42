"""What every test stands on: fast passwords, no network, own folders, and journals that may be emptied."""

import re
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from pearls.db.triggers import guards_lifted
from pearls.kernel.actor import Actor
from tests.database import begin_from_copy, keep_copy

pytest_plugins = ["tests.cast", "tests.browser", "tests.postbox"]

HOME = ("127.0.0.1", "::1", "localhost")


# A busy machine is slow, not wrong: no example has a deadline. `make test-slow` looks at many more.
# How fast a busy machine draws examples says nothing of what is tested.
PATIENT = [HealthCheck.too_slow]
hypothesis_settings.register_profile("fast", deadline=None, max_examples=50, suppress_health_check=PATIENT)
hypothesis_settings.register_profile("slow", deadline=None, max_examples=200, suppress_health_check=PATIENT)
hypothesis_settings.load_profile("fast")
# What a test that asks the database takes; these run on PostgreSQL too, and rules only once.
DATABASE_FIXTURES = {"db", "transactional_db", "kept_rows", "live_server"}
# Pages show what queries and services give, and those are tested on both databases by `make test`. Of the pages it asks
# SQLite for all, and PostgreSQL for what a town and an office find behind every door (tests/walk/test_doors.py); the
# rest of them meets PostgreSQL in `make test-slow`.
PAGES = re.compile(r"(views|pages?)\.py$")


def pytest_configure(config: pytest.Config) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES:
            item.add_marker("database")
        if PAGES.search(item.path.name):
            item.add_marker("pages")
        if item.path.parent.name == "journeys":
            item.add_marker("journey")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        begin_from_copy()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The migrated test database, see tests/database.py."""
    with django_db_blocker.unblock():
        keep_copy()


@pytest.fixture(autouse=True)
def _own_media_folder(tmp_path: Path) -> Iterator[None]:
    """Uploads and secret keys of a test go to its own folder."""
    before = settings.MEDIA_ROOT, settings.KEY_DIR
    settings.MEDIA_ROOT, settings.KEY_DIR = tmp_path / "media", tmp_path / "keys"
    yield
    settings.MEDIA_ROOT, settings.KEY_DIR = before


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Each test begins in English: a request leaves its language behind in the thread."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """No test leaves the machine: sockets reach this host alone."""
    connect = socket.socket.connect

    def only_home(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in HOME:
            raise OSError(f"tests stay on this machine: expected one of {HOME}, got {address[0]}")
        connect(self, address)

    socket.socket.connect = only_home  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_the_journal() -> Iterator[None]:
    """Tests with real transactions empty all tables afterwards; the journal refuses that of everybody else."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def unguarded(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        with guards_lifted(self.connection):
            flush(self, sql_list)

    BaseDatabaseOperations.execute_sql_flush = unguarded  # type: ignore[assignment,method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]


@pytest.fixture(scope="module")
def kept_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> AbstractContextManager[None]:
    """`with kept_rows:` in a fixture of a module: what is written there is there for each test of the module, which
    may change it for itself alone, and is gone afterwards. Not for tests with `transaction=True`."""

    @contextmanager
    def kept() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return kept()


@pytest.fixture
def now() -> datetime:
    """An instant in the middle of a working day."""
    return datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def office() -> Actor:
    """The system acting by itself, which may do what the office may."""
    return Actor.system("tests")


@pytest.fixture
def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
