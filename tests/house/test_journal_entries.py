"""Every service that writes leaves a trace in the journal."""

import ast

from tests.house.source import PACKAGE, calls, functions, keyword, kind_of, room_of, source_files, where

# Services that are part of an act of the room above, which writes the entry, or that only look.
PART_OF_AN_ACT = {
    "mail.queue": "the act that writes the mail is the entry",
    "mail.queue_letter": "the act that writes the letter is the entry",
    "mail.send_due": "the sender is no person: the outbox itself says what left and when",
    "mail.give_up_lost": "the sender is no person: the outbox itself says what left and when",
    "mail.as_mail": "writes nothing",
    "documents.forget_presence": "erasing the person is the entry",
    "audit.record": "is the entry",
    "audit.take_turn": "is part of the entry",
    "audit.note_verification": "looking over the journal is no act",
}
# Rooms that are still being furnished.
NOT_YET: set[str] = {"calls", "documents", "files", "places", "programme", "titles"}


def writes_entry(name: str, by_name: dict[str, ast.AST], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function, or one of the same room that it calls, records an act."""
    tree = by_name[name]
    if any(keyword(call, "actor") and keyword(call, "act") for call in calls(tree, "record")):
        return True
    called = {
        node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    return any(writes_entry(other, by_name, seen | {name}) for other in (called & set(by_name)) - seen - {name})


def test_every_service_writes_its_entry() -> None:
    silent = []
    for room in sorted({room_of(path) for path in source_files() if path.parent != PACKAGE} - NOT_YET):
        files = [path for path in source_files() if room_of(path) == room and kind_of(path) == "services"]
        by_name: dict[str, ast.AST] = {node.name: node for path in files for node in functions(path)}
        for path in files:
            for node in functions(path):
                is_public = not node.name.startswith("_") and node.col_offset == 0
                named = f"{room}.{node.name}"
                if is_public and named not in PART_OF_AN_ACT and not writes_entry(node.name, by_name):
                    silent.append(f"{where(path, node)} {named}")

    assert not silent, "\n" + "\n".join(silent)


def test_no_exception_is_kept_for_a_service_that_is_gone() -> None:
    there = {f"{room_of(path)}.{node.name}" for path in source_files() for node in functions(path)}

    assert set(PART_OF_AN_ACT) <= there
