"""Tables that only grow: triggers that refuse every change and removal of a row, on SQLite and PostgreSQL.

A table that SQLite rebuilds (most column changes) loses its triggers: such a migration ends with `append_only` again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

PREFIX = "append_only_"

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {prefix}{event}_{table} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} only grows: rows are never changed or removed'); END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION pearls_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% only grows: rows are never changed or removed', TG_TABLE_NAME; END $$
"""
POSTGRESQL = """
CREATE OR REPLACE TRIGGER {prefix}{event}_{table} BEFORE {event} ON {table}
FOR EACH ROW EXECUTE FUNCTION pearls_append_only()
"""
EVENTS = ("update", "delete")


def append_only(table: str) -> RunPython:
    """The migration step that lets a table grow and nothing else."""

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        guard_table(editor.connection, table)

    def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        _drop(editor.connection, table)

    return RunPython(forwards, backwards, elidable=False)


def guard_table(connection: BaseDatabaseWrapper, table: str) -> None:
    """Put the triggers on the table; again does no harm."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        sql = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
        for event in EVENTS:
            cursor.execute(sql.format(prefix=PREFIX, event=event, table=table))


def guarded_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables that carry both triggers."""
    names = _trigger_names(connection)
    deletes = {name.removeprefix(f"{PREFIX}delete_") for name in names if name.startswith(f"{PREFIX}delete_")}
    updates = {name.removeprefix(f"{PREFIX}update_") for name in names if name.startswith(f"{PREFIX}update_")}
    return sorted(deletes & updates)


@contextmanager
def guards_lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Take the triggers off every such table and put them back: for restoring a backup into a used database."""
    tables = guarded_tables(connection)
    for table in tables:
        _drop(connection, table)
    try:
        yield
    except BaseException:
        # In a transaction the way back brings the triggers too, and PostgreSQL hears nothing else by now.
        if not connection.in_atomic_block:
            _guard_all(connection, tables)
        raise
    _guard_all(connection, tables)


def _guard_all(connection: BaseDatabaseWrapper, tables: list[str]) -> None:
    for table in tables:
        guard_table(connection, table)


def _trigger_names(connection: BaseDatabaseWrapper) -> list[str]:
    query = (
        "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND pg_table_is_visible(pg_class.oid)"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]


def _drop(connection: BaseDatabaseWrapper, table: str) -> None:
    suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for event in EVENTS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {PREFIX}{event}_{table}{suffix}")
