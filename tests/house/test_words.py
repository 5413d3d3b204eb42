"""Every code that a person may meet has words."""

import ast
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from pearls.audit import labels as journal_labels
from tests.house.source import (
    PACKAGE,
    called_name,
    calls,
    functions,
    keyword,
    room_of,
    source_files,
    texts,
    tree_of,
    where,
)


def reason_codes(path: Path) -> list[tuple[str, str | None]]:
    """What `no("…")` says, and where; None where it is not written out."""
    found: list[tuple[str, str | None]] = []
    for call in calls(tree_of(path), "no"):
        if isinstance(call.func, ast.Name) and call.args:
            found += [(where(path, call), code) for code in texts(call.args[0], path) or [None]]
    return found


def test_every_reason_has_words() -> None:
    wordless = []
    for path in source_files():
        room = room_of(path)
        if path.parent == PACKAGE or room in ("kernel", "web"):
            continue
        labels = import_module(f"pearls.{room}.labels") if find_spec(f"pearls.{room}.labels") else None
        # REASONS, or a table of another name where that one words something else.
        words = {
            code for table in (vars(labels) if labels else {}).values() if isinstance(table, dict) for code in table
        }
        wordless += [f"{place} {code}" for place, code in reason_codes(path) if code not in words]

    assert not wordless, "\n" + "\n".join(wordless)


Helper = tuple[str, str]  # its room and its name


def helpers_that_take_an_act() -> dict[Helper, int]:
    """Functions that record for several acts, and the place of `act` among their arguments (-1: by its name alone)."""
    found = {}
    for path in source_files():
        for node in functions(path):
            places = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
            names = [argument.arg for argument in node.args.kwonlyargs]
            if "actor" in places + names and "act" in places + names:
                found[room_of(path), node.name] = places.index("act") if "act" in places else -1
    return found


def acts_in(path: Path, helpers: dict[Helper, int]) -> list[tuple[str, str | None]]:
    """Every act that a file records, and where; None where it is not written out."""
    found: list[tuple[str, str | None]] = []
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.Call):
            continue
        act = keyword(node, "act") if keyword(node, "actor") else None
        place = helpers.get((room_of(path), called_name(node)), -1)
        if act is None and 0 <= place < len(node.args):
            act = node.args[place]
        if act is None or _is_handed_on(act):
            continue
        found += [(where(path, node), code) for code in texts(act, path) or [None]]
    return found


def _is_handed_on(act: ast.expr) -> bool:
    """Whether a helper passes on the act that it was given: its callers are read."""
    return isinstance(act, ast.Name) and act.id == "act"


def test_every_act_of_the_journal_has_words() -> None:
    words = journal_labels.acts()
    helpers = helpers_that_take_an_act()
    found = [
        f"{place} {code}"
        for path in source_files()
        if path.parent != PACKAGE
        for place, code in acts_in(path, helpers)
        if code not in words
    ]

    assert not found, "\n" + "\n".join(found)


def test_the_acts_that_helpers_record_are_seen() -> None:
    helpers = helpers_that_take_an_act()
    seen = {code for path in source_files() for _place, code in acts_in(path, helpers)}

    assert {"application-began", "late-link-given", "speaker-refused", "seat-offered", "application-awarded"} <= seen
