"""The migrations take twenty seconds. They run once for each state they are in; from then on test databases begin as a
copy of what they made, and `migrate`, which runs on that too, finds nothing left to do.

The copy lies with the other things that are made once, in the virtual environment; on PostgreSQL beside the test
database, as `copy_of_test_…`.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.apps import apps
from django.db import connection

import pearls.db

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(sys.prefix) / "test-databases"
# Holds the copy in memory until Django has its own connection, and until the tests are over.
HELD: list[sqlite3.Connection] = []


@cache
def state_of_migrations() -> str:
    """What tells apart two states: the text of all migrations and of what they may import."""
    digest = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    for folder in (*folders, Path(pearls.db.__file__).parent, Path(pearls.db.__file__).parents[1] / "kernel"):
        for file in sorted(folder.rglob("*.py")):
            digest.update(f"{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def begin_from_copy() -> None:
    """Before Django makes the test database."""
    if connection.vendor == "sqlite":
        if kept_file().exists():
            HELD.append(sqlite3.connect(connection.creation._get_test_db_name(), uri=True))  # type: ignore[attr-defined]
            with sqlite3.connect(kept_file()) as kept:
                kept.backup(HELD[0])
            kept.close()
    elif kept_name() in _kept_on_postgresql():
        connection.settings_dict["TEST"]["TEMPLATE"] = kept_name()


def keep_copy() -> None:
    """After Django made it, and before the first test."""
    if connection.vendor == "sqlite":
        if not kept_file().exists():
            _keep_file(connection.connection)
        return
    others = _kept_on_postgresql()
    if kept_name() in others:
        return
    connection.close()
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        for other in others:
            cursor.execute(f'DROP DATABASE IF EXISTS "{other}"')
        cursor.execute(f'CREATE DATABASE "{kept_name()}" TEMPLATE "{connection.settings_dict["NAME"]}"')


def migrated_file(file: Path) -> Path:
    """A database of its own for a process of its own: as `pearls migrate` leaves one, without the wait."""
    if not kept_file().exists():  # no test has asked SQLite yet
        _keep_file(_migrated_by_command())
    shutil.copyfile(kept_file(), file)
    return file


def _migrated_by_command() -> sqlite3.Connection:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "new.sqlite3"
        given = {**os.environ, "PEARLS_VAR_DIR": str(file.parent), "PEARLS_DATABASE_URL": f"sqlite:///{file}"}
        subprocess.run([sys.executable, "-m", "pearls", "migrate"], env=given, check=True, capture_output=True)
        memory, made = sqlite3.connect(":memory:"), sqlite3.connect(file)
        made.backup(memory)
        made.close()
    return memory


def kept_file() -> Path:
    return FOLDER / f"{state_of_migrations()}.sqlite3"


def kept_name() -> str:
    return f"{_prefix()}{state_of_migrations()}"


def _prefix() -> str:
    """Of the copies of this test database, by the name of the real one, which Django changes on the way."""
    return f"copy_of_test_{connection.settings_dict['NAME'].removeprefix('test_')}_"


def _keep_file(made: sqlite3.Connection) -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    part = FOLDER / f"{os.getpid()}.part"  # whole or not at all: another suite may be looking
    kept = sqlite3.connect(part)
    made.backup(kept)
    kept.close()
    part.replace(kept_file())


def _kept_on_postgresql() -> list[str]:
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_prefix()])
        return [name for (name,) in cursor.fetchall() if len(name) == len(kept_name())]
