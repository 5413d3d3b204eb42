"""Every service that writes leaves a trace in the journal."""

import ast
from functools import cache
from pathlib import Path

from tests.house.source import PACKAGE, calls, functions, keyword, kind_of, room_of, source_files, tree_of, where

# Services that are part of an act of the room above, which writes the entry, or that only look.
PART_OF_AN_ACT = {
    "mail.queue": "the act that writes the mail is the entry",
    "mail.queue_letter": "the act that writes the letter is the entry",
    "mail.claim": "the act that writes the letter of the week is the entry",
    "mail.send_due": "the sender is no person: the outbox itself says what left and when",
    "documents.forget_presence": "erasing the person is the entry",
    "audit.record": "is the entry",
    "audit.take_turn": "is part of the entry",
    "audit.note_verification": "looking over the journal is no act",
    "documents.hold_document": "writes nothing: the act that fixes the document is the entry",
    "documents.note_presence": "where somebody is reading is nobody's act, and forgotten soon",
    "learning.count_look": "that somebody tried a code is counted for an hour in the cache; nothing happens",
    "plans.count_knock": "that somebody handed something in is counted for a day; what was handed in is the entry",
    "practices.complete_index": "adds nothing to a practice: what was imported is the entry",
    "today.put_line": "the act that makes something wait is the entry",
    "today.take_off": "the act after which it waits no more is the entry",
    "today.forget_old_lines": "nothing happens: what is forgotten was shown to nobody any more",
    "today.forget_person": "erasing the person is the entry",
    "seed_money.agreement_pdf": "writes nothing: the words were fixed by the second yes",
    "mentoring.open_pairs": "appointing the mentor is the entry",
    "titles.certificate_pdf": "writes nothing: the words were fixed by the award",
}
Service = tuple[str, str]  # its room and its name


@cache
def everything() -> dict[Service, tuple[Path, ast.AST]]:
    """Every function in a file of services, its helpers too."""
    files = [path for path in source_files() if path.parent != PACKAGE and kind_of(path) == "services"]
    return {(room_of(path), node.name): (path, node) for path in files for node in functions(path)}


def exported(path: Path) -> set[str]:
    """What a face offers: the names in `__all__`, or every function without an underscore where there is none."""
    for node in tree_of(path).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return {node.name for node in functions(path) if not node.name.startswith("_") and node.col_offset == 0}


def services() -> dict[Service, tuple[Path, ast.AST]]:
    """What the rooms offer as services: a helper that two files of services share is none."""
    faces = [PACKAGE / room / name for room in rooms() for name in ("services.py", "services/__init__.py")]
    offered = {(room_of(face), name) for face in faces if face.exists() for name in exported(face)}
    return {service: found for service, found in everything().items() if service in offered}


def rooms() -> set[str]:
    return {room_of(path) for path in source_files() if path.parent != PACKAGE}


@cache
def services_named_in(path: Path) -> dict[str, str]:
    """The names under which a file knows other rooms' services: {"documents": "documents", …}."""
    return {
        alias.asname or alias.name: str(node.module).split(".")[1]
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("pearls.")
        for alias in node.names
        if alias.name == "services"
    }


def called_by(service: Service) -> set[Service]:
    """The functions of services that one calls, in its own room and in others."""
    path, tree = everything()[service]
    elsewhere = services_named_in(path)
    found = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            found.add((service[0], node.func.id))
        elif isinstance(node.func, ast.Attribute):
            room = elsewhere.get(ast.unparse(node.func.value), service[0])
            found.add((room, node.func.attr))
    return found & set(everything())


def writes_entry(service: Service, seen: frozenset[Service] = frozenset()) -> bool:
    """Whether a function, or one that it calls, records an act."""
    _path, tree = everything()[service]
    if any(keyword(call, "actor") and keyword(call, "act") for call in calls(tree, "record")):
        return True
    return any(writes_entry(other, seen | {service}) for other in called_by(service) - seen - {service})


def test_every_service_writes_its_entry() -> None:
    silent = [
        f"{where(path, node)} {room}.{name}"
        for (room, name), (path, node) in services().items()
        if f"{room}.{name}" not in PART_OF_AN_ACT and not writes_entry((room, name))
    ]

    assert not silent, "\n" + "\n".join(silent)


def test_every_room_that_has_services_is_looked_at() -> None:
    assert {room for room, _name in services()} == {room for room, _name in everything()}


def test_no_exception_is_kept_for_a_service_that_is_gone() -> None:
    assert set(PART_OF_AN_ACT) <= {f"{room}.{name}" for room, name in everything()}


CHANGES = ("update", "save", "select_for_update", "update_or_create", "bulk_update")
# Services that change rows no other act changes in another order.
ALONE_WITH_THEIR_ROWS = {
    "documents.note_presence": "writes no entry",
    "documents.hold_document": "is called by acts that have their turn",
    "documents.forget_presence": "writes no entry; the erasure that calls it has its turn",
    "learning.count_look": "that somebody tried a code is counted for an hour in the cache; nothing happens",
    "plans.count_knock": "writes no entry",
    "files.store_file": "writes a row of its own; what it saves is a picture",
    "files.store_smaller": "the same",
    "files.store_photo": "the same",
}


def does(service: Service, *names: str, seen: frozenset[Service] = frozenset()) -> bool:
    """Whether a service, or a function of services that it calls, calls one of these."""
    _path, tree = everything()[service]
    if next(calls(tree, *names), None) is not None:
        return True
    return any(
        does(other, *names, seen=seen | {service})
        for other in called_by(service) - seen - {service, ("audit", "record")}
    )


def test_a_service_that_changes_rows_queues_for_the_journal_first() -> None:
    """On PostgreSQL a changed row and the journal's head are both held to the end of the act.

    Two acts that take them in different order would wait for each other, until the database ends one of them.
    """
    late = [
        f"{where(path, node)} {room}.{name}"
        for (room, name), (path, node) in services().items()
        if room not in ("audit", "mail", "today")
        and does((room, name), *CHANGES)
        and not does((room, name), "take_turn")
        and f"{room}.{name}" not in ALONE_WITH_THEIR_ROWS
    ]

    assert not late, "\n" + "\n".join(late)
