"""Old migrations meet new code: they import no room."""

import ast

import pytest
from django.core.management import call_command

from tests.house.source import room_of, source_files, tree_of, where

LASTING = ("pearls.db", "pearls.kernel")
# Rooms that are still being furnished.
NOT_YET: set[str] = set()


def test_migrations_import_no_room() -> None:
    strays = []
    for path in source_files(migrations=True):
        if "migrations" not in path.parts or room_of(path) in NOT_YET:
            continue
        for node in ast.walk(tree_of(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            strays += [
                f"{where(path, node)} {name}"
                for name in names
                if name.startswith("pearls.") and not name.startswith(LASTING)
            ]

    assert not strays, "\n" + "\n".join(strays)


def test_migrations_are_named_for_what_they_do() -> None:
    names = [path.stem for path in source_files(migrations=True) if "migrations" in path.parts]

    assert [name for name in names if "_auto_" in name or name.endswith("_initial")] == []


@pytest.mark.django_db
def test_the_tables_are_what_the_models_say(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
