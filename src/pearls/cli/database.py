"""What commands ask of the database before they begin."""

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from pearls.cli.failure import Failure


def missing_migrations() -> list[str]:
    """The migrations that the code has and the database has not, in order.

    Raises: Failure, when the database cannot be reached.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as problem:
        raise Failure(f"the database cannot be reached: {one_line(problem)}") from problem
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def is_new() -> bool:
    """Whether the database has no table yet.

    Raises: Failure, when the database cannot be reached.
    """
    try:
        return not connections[DEFAULT_DB_ALIAS].introspection.table_names()
    except DatabaseError as problem:
        raise Failure(f"the database cannot be reached: {one_line(problem)}") from problem


def require_migrations() -> None:
    """Go on only with tables that fit the code.

    Raises: Failure, naming the way out.
    """
    missing = missing_migrations()
    if missing:
        raise Failure(
            f"the database lacks {len(missing)} migrations, first {missing[0]}; run pearls migrate", exit_code=1
        )


def migrate() -> int:
    """Bring the tables up to date; gives the number of migrations that were missing."""
    missing = missing_migrations()
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
    return len(missing)


def one_line(problem: Exception) -> str:
    """The first line of a problem, for standard error."""
    return (str(problem).strip() or type(problem).__name__).splitlines()[0]
