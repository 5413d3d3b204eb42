"""Whether the server may be given readers: the database answers, migrations are applied, the data are in."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from pearls.programme import queries as programme_queries


def missing_parts() -> list[str]:
    """What is still missing, as codes: "database", "migrations", "data"; empty when ready. Three queries at most."""
    try:
        if _shipped_migrations() - set(MigrationRecorder(connection).applied_migrations()):
            return ["migrations"]
        return [] if programme_queries.has_data() else ["data"]
    except DatabaseError:
        return ["database"]


@cache
def _shipped_migrations() -> frozenset[tuple[str, str]]:
    """The migrations that came with this program; read from disk once, since they cannot change under it."""
    loader = MigrationLoader(None)
    replaced = {old for migration in loader.disk_migrations.values() for old in migration.replaces}
    return frozenset(key for key in loader.disk_migrations if key not in replaced)
