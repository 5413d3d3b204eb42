"""What changed between two contents, taking over a part of it, and joining two people's changes."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pearls.documents.rules import text_mark
from pearls.plans.labels.papers import change_lines
from pearls.plans.rules.changes import Change, ChangeKind, apply_chosen, changed_answers, compare, rejoin, tidy, woven
from tests.plans.contents import FORM, contents, translated

BEFORE: dict[str, Any] = {
    "vision": "A town that talks.",
    "challenges": [{"id": "c1", "challenge": "Silence"}, {"id": "c2", "challenge": "Empty rooms"}],
    "goals": [
        {"id": "z1", "goal": "People talk", "challenges": ["c1"], "capacity": "trust"},
        {"id": "z2", "goal": "Rooms are used", "challenges": ["c2"]},
    ],
}


def keys(changes: list[Change]) -> list[str]:
    return [change.key for change in changes]


def test_every_difference_is_named_by_question_record_and_column() -> None:
    after = {
        "owner": "The library",
        "challenges": [BEFORE["challenges"][1], {"id": "c3", "challenge": "Noise"}],
        "goals": [
            {"id": "z2", "goal": "Rooms are used daily", "challenges": ["c2"]},
            {"id": "z1", "goal": "People talk", "challenges": ["c1"], "capacity": "belonging"},
        ],
    }

    changes = compare(FORM, BEFORE, after)

    assert [(change.key, str(change.kind)) for change in changes] == [
        ("challenges-c3", "added"),
        ("challenges-c1", "removed"),
        ("vision", "removed"),
        ("goals", "moved"),
        ("goals-z2.goal", "changed"),
        ("goals-z1.capacity", "changed"),
        ("owner", "added"),
    ]


def test_changes_are_told_in_words() -> None:
    after = {**BEFORE, "goals": [{**BEFORE["goals"][0], "capacity": "belonging"}, BEFORE["goals"][1]]}

    (line,) = change_lines(FORM, compare(FORM, BEFORE, after), before=BEFORE, after=after, language="lv")

    assert (line.section, line.question, line.record) == ("Galvenie mērķi", "Mērķi", "People talk")
    assert (line.column, line.before, line.after) == ("Noturības daļa, ko tas stiprina", "Uzticēšanās", "Piederība")
    assert (line.key, line.is_clash) == ("goals-z1.capacity", False)


@given(translated(contents()), translated(contents()))
def test_taking_over_all_or_nothing(before: dict[str, Any], after: dict[str, Any]) -> None:
    every = keys(compare(FORM, before, after))

    assert len(every) == len(set(every))
    assert apply_chosen(FORM, before, after, every) == after
    assert apply_chosen(FORM, before, after, []) == before
    assert tidy(FORM, {**before, **changed_answers(before, after)}) == after


@given(translated(contents()), translated(contents()), st.data())
def test_what_was_not_chosen_stays_as_it_was(
    before: dict[str, Any], after: dict[str, Any], data: st.DataObject
) -> None:
    every = keys(compare(FORM, before, after))
    chosen = data.draw(st.sets(st.sampled_from(every))) if every else set()

    taken = apply_chosen(FORM, before, after, chosen)

    assert tidy(FORM, taken) == taken
    values = {change.key: change for change in compare(FORM, before, taken) if change.kind != ChangeKind.MOVED}
    assert not [key for key, change in values.items() if key not in chosen and not _is_lost_link(change)]


def _is_lost_link(change: Change) -> bool:
    """A link goes when the record that it led to was taken out."""
    if not isinstance(change.before, list):
        return change.after is None and bool(change.column)
    return bool(change.column) and set(change.after or ()) < set(change.before)


@given(translated(contents()), translated(contents()))
def test_what_one_side_alone_changed_is_kept(base: dict[str, Any], other: dict[str, Any]) -> None:
    assert rejoin(FORM, base=base, current=base, edited=other).content == other
    assert rejoin(FORM, base=base, current=other, edited=base).content == other
    assert rejoin(FORM, base=base, current=other, edited=other).content == other
    assert rejoin(FORM, base=base, current=base, edited=other).clashes == frozenset()


def test_changes_of_both_sides_in_one_record_are_joined() -> None:
    first, second = BEFORE["goals"]
    current = {**BEFORE, "goals": [{**first, "goal": "People talk daily"}, second, {"id": "z3", "goal": "Third"}]}
    edited = {**BEFORE, "goals": [second, {**first, "capacity": "learning"}, {"id": "n1", "goal": "New"}]}

    joined = rejoin(FORM, base=BEFORE, current=current, edited=edited)

    assert joined.clashes == frozenset()
    assert [row["id"] for row in joined.content["goals"]] == ["z2", "z3", "z1", "n1"]
    assert joined.content["goals"][2] == {**first, "goal": "People talk daily", "capacity": "learning"}


def test_a_spot_that_both_changed_is_named_and_the_file_is_shown() -> None:
    first, second = BEFORE["goals"]
    current = {**BEFORE, "goals": [{**first, "capacity": "networks"}, second], "vision": "A town that sings."}
    edited = {**BEFORE, "goals": [{**first, "capacity": "learning"}, second], "vision": "A town that dances."}

    joined = rejoin(FORM, base=BEFORE, current=current, edited=edited)

    assert joined.clashes == {"vision", "goals-z1.capacity"}
    assert joined.content == edited


def test_a_translation_is_one_change_told_with_its_language_and_whether_the_text_moved_on() -> None:
    fresh = {"goal": "Cilvēki runā", "of": text_mark({"goal": "People talk"})}
    before = {**BEFORE, "vision--lv": {"text": "Pilsēta.", "of": text_mark({"text": BEFORE["vision"]})}}
    after = {**BEFORE, "vision--lv": {"text": "Pilsēta runā.", "of": "0123456789ab"}, "goals-z1--lv": fresh}

    lines = change_lines(FORM, compare(FORM, before, after), before=before, after=after, language="en")

    assert [(line.key, str(line.kind), line.record, line.language, line.before, line.after) for line in lines] == [
        ("vision--lv", "changed", "", "Latvian", "Pilsēta.", "Pilsēta runā.\nOlder than its text"),
        ("goals-z1--lv", "added", "People talk", "Latvian", "", "Goal: Cilvēki runā"),
    ]


def test_a_translation_that_both_changed_is_a_clash_and_goes_and_stays_with_its_record() -> None:
    name, old = "goals-z2--lv", {"goal": "Telpas", "of": "0123456789ab"}
    base, removed = {**BEFORE, name: old}, {**BEFORE, "goals": BEFORE["goals"][:1]}
    changed = {**base, "goals": [BEFORE["goals"][0], {**BEFORE["goals"][1], "capacity": "trust"}]}

    both = rejoin(FORM, base=base, current={**base, name: {"goal": "A"}}, edited={**base, name: {"goal": "B"}})

    assert (both.content[name], both.clashes) == ({"goal": "B"}, {name})
    assert name not in rejoin(FORM, base=base, current=changed, edited=removed).content
    assert rejoin(FORM, base=base, current=removed, edited=changed).content[name] == old
    assert changed_answers(base, removed) == {"goals": removed["goals"]}  # kept, should the record be put back


def test_a_record_that_one_side_removed_and_the_other_changed_is_a_clash() -> None:
    changed = {**BEFORE, "goals": [BEFORE["goals"][0], {**BEFORE["goals"][1], "capacity": "trust"}]}
    removed = {**BEFORE, "goals": BEFORE["goals"][:1]}

    by_file = rejoin(FORM, base=BEFORE, current=changed, edited=removed)
    by_page = rejoin(FORM, base=BEFORE, current=removed, edited=changed)

    assert (by_file.content, by_file.clashes) == (removed, {"goals-z2"})
    assert (by_page.content, by_page.clashes) == (changed, {"goals-z2"})


def test_a_new_name_comes_after_the_one_it_follows() -> None:
    assert woven(["a", "b", "c"], ["x", "b", "y", "z", "a"]) == ["x", "a", "b", "y", "z", "c"]
