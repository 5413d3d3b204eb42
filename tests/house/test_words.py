"""Every code that a person may meet has words."""

import ast
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from pearls.audit import labels as journal_labels
from tests.house.source import PACKAGE, calls, keyword, room_of, source_files, texts, tree_of, where

# Rooms that are still being furnished.
NOT_YET: set[str] = set()


def reason_codes(path: Path) -> list[tuple[str, str]]:
    """What `no("…")` says, and where."""
    found = []
    for call in calls(tree_of(path), "no"):
        if isinstance(call.func, ast.Name) and call.args:
            codes = texts(call.args[0])
            found += [(code, where(path, call)) for code in codes or []]
    return found


def test_every_reason_has_words() -> None:
    wordless = []
    for path in source_files():
        room = room_of(path)
        if path.parent == PACKAGE or room in ("kernel", "web") or room in NOT_YET:
            continue
        labels = import_module(f"pearls.{room}.labels") if find_spec(f"pearls.{room}.labels") else None
        # REASONS, or a table of another name where that one words something else.
        words = {
            code for table in (vars(labels) if labels else {}).values() if isinstance(table, dict) for code in table
        }
        wordless += [f"{place} {code}" for code, place in reason_codes(path) if code not in words]

    assert not wordless, "\n" + "\n".join(wordless)


def acts_in(path: Path) -> list[tuple[str, str | None]]:
    """Every act that a file records, and where; None where it is not written out.

    A private function that records for several acts takes `act` as an argument: then its callers are read.
    """
    constants = {
        target.id: texts(node.value)
        for node in tree_of(path).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found: list[tuple[str, str | None]] = []
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.Call) or not (keyword(node, "act") and keyword(node, "actor")):
            continue
        act = keyword(node, "act")
        if isinstance(act, ast.Name) and act.id == "act":
            continue
        codes = constants.get(act.id) if isinstance(act, ast.Name) else texts(act)
        found += [(where(path, node), code) for code in codes or [None]]
    return found


def test_every_act_of_the_journal_has_words() -> None:
    words = journal_labels.acts()
    found = [
        f"{place} {code}"
        for path in source_files()
        if path.parent != PACKAGE
        for place, code in acts_in(path)
        if code not in words
    ]

    assert not found, "\n" + "\n".join(found)
