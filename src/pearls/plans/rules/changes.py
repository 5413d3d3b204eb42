"""What changed between two contents of a plan, field by field; taking over a part of it; and joining what one person
changed in a file with what others changed on the page meanwhile.

A content holds answers by question, and may hold translations beside them, each whole under its own name
(`goals-z1--en`): its texts and the mark of what it was made from belong together. A translation comes and goes with
its record.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pearls.documents.rules import (
    IN_LANGUAGE,
    Form,
    Kind,
    Question,
    assemble,
    is_translation,
    merge_values,
    name_parts,
    take_apart,
    translation_name,
    translations_kept,
)

Content = Mapping[str, Any]
Rows = Mapping[str, Mapping[str, Any]]


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Change:
    """One difference: of an answer, of a whole record, of one column of a record, or of the order of records; with a
    `language`, of the translation of an answer or record.

    For records added or removed the value is the whole row, for an order the list of the names in both.
    """

    question: str
    kind: ChangeKind
    before: Any = None
    after: Any = None
    record: str = ""
    column: str = ""
    language: str = ""

    @property
    def key(self) -> str:
        """How a page names this change: "vision", "goals-z1", "goals-z1.goal"; "goals" is the order;
        "goals-z1--en" is a translation."""
        key = change_key(self.question, self.record, self.column)
        return translation_name(key, self.language) if self.language else key


@dataclass(frozen=True)
class Rejoined:
    """Two people's changes in one content; `clashes` are the keys of changes where both touched the same spot and the
    file's side stands in `content`."""

    content: dict[str, Any]
    clashes: frozenset[str]


def change_key(question: str, record: str = "", column: str = "") -> str:
    """The name of the change at this spot."""
    return question + (f"-{record}" if record else "") + (f".{column}" if column else "")


def compare(form: Form, before: Content, after: Content) -> list[Change]:
    """Every difference, in the order of the form."""
    found: list[Change] = []
    for question in form.questions:
        old, new = before.get(question.id), after.get(question.id)
        if question.kind == Kind.RECORDS:
            found += _record_changes(question, old or (), new or ())
        elif old != new:
            found.append(Change(question.id, _kind(old, new), old, new))
        found += _translation_changes(form, question, before, after)
    return found


def _translation_changes(form: Form, question: Question, before: Content, after: Content) -> list[Change]:
    """What differs in the translations of an answer or of records that are still there."""
    found: list[Change] = []
    for name in _translations(before, after):
        told, _separator, language = name.partition(IN_LANGUAGE)
        base, record = name_parts(told)
        old, new = before.get(name), after.get(name)
        if base == question.id and old != new and is_translation(form, after, name):
            found.append(Change(base, _kind(old, new), old, new, record, language=language))
    return found


def _translations(*contents: Content) -> list[str]:
    return sorted({name for content in contents for name in content if IN_LANGUAGE in name})


def _kind(old: Any, new: Any) -> ChangeKind:
    if old is None:
        return ChangeKind.ADDED
    return ChangeKind.REMOVED if new is None else ChangeKind.CHANGED


def _record_changes(question: Question, old: Sequence[Any], new: Sequence[Any]) -> list[Change]:
    before, after = _by_name(old), _by_name(new)
    found: list[Change] = []
    stay = [name for name in before if name in after]
    order = [name for name in after if name in before]
    if stay != order:
        found.append(Change(question.id, ChangeKind.MOVED, stay, order))
    for name, row in after.items():
        if name not in before:
            found.append(Change(question.id, ChangeKind.ADDED, None, row, name))
            continue
        for column in question.columns:
            was, now = before[name].get(column.id), row.get(column.id)
            if was != now:
                found.append(Change(question.id, _kind(was, now), was, now, name, column.id))
    gone = [name for name in before if name not in after]
    return [*found, *(Change(question.id, ChangeKind.REMOVED, before[name], None, name) for name in gone)]


def apply_chosen(form: Form, before: Content, after: Content, chosen: Collection[str]) -> dict[str, Any]:
    """`before` with those changes towards `after` whose keys were chosen; a link to what is not there is left out."""
    content: dict[str, Any] = {}
    for question in form.questions:
        old, new = before.get(question.id), after.get(question.id)
        if question.kind == Kind.RECORDS:
            content[question.id] = _chosen_records(question, _by_name(old), _by_name(new), chosen)
        else:
            content[question.id] = new if question.id in chosen else old
    for name in _translations(before, after):
        content[name] = (after if name in chosen else before).get(name)
    return tidy(form, content)


def _chosen_records(question: Question, old: Rows, new: Rows, chosen: Collection[str]) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for name in {**old, **new}:
        if name in old and name in new:
            sides = [
                (column.id, (new if change_key(question.id, name, column.id) in chosen else old)[name].get(column.id))
                for column in question.columns
            ]
            rows[name] = {column: value for column, value in sides if value is not None}
        elif (name in new) == (change_key(question.id, name) in chosen):
            rows[name] = dict((new if name in new else old)[name])
    orders = (list(new), list(old)) if question.id in chosen else (list(old), list(new))
    return [{"id": name, **rows[name]} for name in woven(*orders) if name in rows]


def rejoin(form: Form, *, base: Content, current: Content, edited: Content) -> Rejoined:
    """What was changed from `base` to `edited` in a file, and from `base` to `current` on the page, in one content.

    Nothing that only one side changed is lost; where both changed the same spot the file's side stands, and is named.
    """
    content: dict[str, Any] = {}
    clashes: set[str] = set()
    for question in form.questions:
        sides = [side.get(question.id) for side in (base, edited, current)]
        if question.kind == Kind.RECORDS:
            base_rows, edited_rows, current_rows = (_by_name(side) for side in sides)
            content[question.id] = _joined_records(question, base_rows, edited_rows, current_rows, clashes)
        else:
            content[question.id] = _joined(question.kind, sides, change_key(question.id), clashes)
    for name in _translations(base, current, edited):
        # A side without the record says nothing about its translation.
        there = [is_translation(form, side, name) for side in (edited, current)]
        sides = [side.get(name) for side in (base, edited, current)]
        content[name] = _joined(Kind.TRANSLATION, sides, name, clashes) if all(there) else sides[1 if there[0] else 2]
    return Rejoined(tidy(form, content), frozenset(clashes))


def _joined(kind: Kind, sides: Sequence[Any], key: str, clashes: set[str]) -> Any:
    is_merged, value = merge_values(kind, *sides)
    if is_merged:
        return value
    clashes.add(key)
    return sides[1]


def _joined_records(question: Question, base: Rows, edited: Rows, current: Rows, clashes: set[str]) -> list[Any]:
    rows: dict[str, dict[str, Any]] = {}
    for name in {**base, **current, **edited}:
        old, mine, theirs = base.get(name), edited.get(name), current.get(name)
        if mine is not None and theirs is not None:
            rows[name] = {}
            for column in question.columns:
                sides = [(side or {}).get(column.id) for side in (old, mine, theirs)]
                value = _joined(column.kind, sides, change_key(question.id, name, column.id), clashes)
                if value is not None:
                    rows[name][column.id] = value
            continue
        left = mine if mine is not None else theirs
        if left is None or left == old:
            continue  # one side took it out, the other did not touch it
        if old is not None:
            clashes.add(change_key(question.id, name))
        if mine is not None or old is None:
            rows[name] = dict(left)
    was, now = ([name for name in base if name in edited], [name for name in edited if name in base])
    orders = (list(current), list(edited)) if was == now else (list(edited), list(current))
    return [{"id": name, **rows[name]} for name in woven(*orders) if name in rows]


def woven(spine: Sequence[str], other: Sequence[str]) -> list[str]:
    """The names of `spine` in their order; what only `other` has comes after the one it follows there."""
    names = list(spine)
    there = set(names)
    for at, name in enumerate(other):
        if name not in there:
            names.insert(names.index(other[at - 1]) + 1 if at else 0, name)
            there.add(name)
    return names


def changed_answers(before: Content, after: Content) -> dict[str, Any]:
    """What to fill in so that `before` becomes `after`: the answers that differ, None for those that go.

    The translation of a record that goes stays with it, as its text does, should it be put back.
    """
    differ = {name: after.get(name) for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)}
    return {name: value for name, value in differ.items() if value is not None or not _went_with_record(name, after)}


def _went_with_record(name: str, after: Content) -> bool:
    told, is_translated, _language = name.partition(IN_LANGUAGE)
    base, record = name_parts(told)
    return bool(is_translated and record) and all(row["id"] != record for row in after.get(base) or ())


def tidy(form: Form, content: Content) -> dict[str, Any]:
    """The content as the tables would give it back: nothing empty, no link to what is not there, no translation of
    it."""
    kept: dict[str, Any] = {}
    for question in form.questions:
        value = content.get(question.id)
        if question.kind == Kind.RECORDS:
            order, rows = take_apart(question, value)
            kept |= {question.id: order, **rows}
        else:
            kept[question.id] = value
    answers = assemble(form, kept)
    return answers | translations_kept(form, answers, content)


def _by_name(rows: Any) -> dict[str, dict[str, Any]]:
    return {row["id"]: {key: value for key, value in row.items() if key != "id"} for row in rows or ()}
