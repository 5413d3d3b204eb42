"""Imports go down, and enter another room only through its face."""

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.house.source import ROOT

FACE = {"queries", "services", "rules", "labels", "events"}
# Rooms without tables of their own, which have no face to speak of: whole modules are their interface.
OPEN_ROOMS = {"kernel", "db", "web", "jobs", "config"}
# Who may know every room's tables and doors: the roots of addresses and the commands that carry whole tables.
SEE_ALL = {"config"}
# A room that renders its forms as fragments for pages of the rooms above shows them these too; so does the room that
# keeps photos with the form for one.
# Plans, practices and score sheets go out and in as files by commands too, and practices by the doors of open data.
ALSO_FACE = {
    "documents": {"views", "forms"},
    "files": {"views", "forms"},
    "plans": {"papers"},
    "practices": {"papers"},
    "selection": {"papers"},
}
# Rooms that are still being furnished.
NOT_YET: set[str] = set()


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("pearls", cache_dir=None)


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout


def test_another_room_is_entered_through_its_face_alone(graph: grimp.ImportGraph) -> None:
    strays = []
    for module in sorted(graph.modules):
        parts = module.split(".")
        if len(parts) < 3 or parts[1] in SEE_ALL | NOT_YET or "migrations" in parts:
            continue
        for imported in sorted(graph.find_modules_directly_imported_by(module)):
            target = imported.split(".")
            if target[0] != "pearls" or len(target) < 3 or target[1] == parts[1] or target[1] in OPEN_ROOMS:
                continue
            if target[2] in FACE | ALSO_FACE.get(target[1], set()) or (
                target[2] == "models" and parts[2] in ("queries", "models")
            ):
                continue
            strays.append(f"{module} imports {imported}")

    assert not strays, "\n" + "\n".join(strays)
