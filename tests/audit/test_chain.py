"""A journal that was tampered with is found out, and the first bad entry is named."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.audit.rules.chain import Finding, Head, Report, verify_chain
from pearls.audit.rules.entries import GENESIS, commitment, entry_hash

Journal = list[dict[str, Any]]


def journal(count: int) -> Journal:
    entries: Journal = []
    prev = GENESIS
    for seq in range(1, count + 1):
        entry = {
            "seq": seq,
            "at": "2026-11-24T09:30:00.000000Z",
            "act": "application-submitted",
            "actor": "person-1",
            "subject": f"application:{seq}",
            "edition": "2027",
            "data": {"number": seq},
            "personal": "",
            "prev": prev,
        }
        entry["hash"] = prev = entry_hash(entry)
        entries.append(entry)
    return entries


def head_of(entries: Journal) -> Head:
    return Head(entries[-1]["seq"], entries[-1]["hash"]) if entries else Head(0, GENESIS)


def rehashed(entry: dict[str, Any], **changes: Any) -> dict[str, Any]:
    changed = {**entry, **changes}
    return {**changed, "hash": entry_hash(changed)}


@given(st.integers(0, 12))
def test_an_untouched_journal_holds(count: int) -> None:
    entries = journal(count)

    assert verify_chain(entries, head=head_of(entries)) == Report(head_of(entries))


@given(st.data())
def test_a_changed_entry_is_named(data: st.DataObject) -> None:
    entries = journal(8)
    seq = data.draw(st.integers(1, 8))
    field, value = data.draw(
        st.sampled_from(
            [("act", "x"), ("at", "2026"), ("actor", "y"), ("data", {"number": 99}), ("data", 1.5), ("personal", "z")]
        )
    )
    tampered = [{**entry, field: value} if entry["seq"] == seq else entry for entry in entries]

    assert verify_chain(tampered, head=head_of(entries)).finding == Finding("changed", seq)


@given(st.integers(1, 8))
def test_an_entry_changed_together_with_its_hash_is_named(seq: int) -> None:
    entries = journal(8)
    tampered = [rehashed(entry, act="x") if entry["seq"] == seq else entry for entry in entries]

    assert verify_chain(tampered, head=head_of(entries)).finding == Finding("changed", seq)


@given(st.integers(1, 8), st.integers(1, 8))
def test_entries_that_were_removed_are_named(first: int, last: int) -> None:
    entries = journal(8)
    first, last = min(first, last), max(first, last)
    tampered = [entry for entry in entries if not first <= entry["seq"] <= last]

    assert verify_chain(tampered, head=head_of(entries)).finding == Finding("removed", first)


@given(st.integers(1, 7))
def test_an_entry_removed_with_the_rest_renumbered_is_named(seq: int) -> None:
    entries = journal(8)
    tampered = [
        {**entry, "seq": number} for number, entry in enumerate((e for e in entries if e["seq"] != seq), start=1)
    ]

    assert verify_chain(tampered, head=None).finding == Finding("removed", seq)


@given(st.integers(1, 8))
def test_an_entry_put_in_with_the_rest_renumbered_is_named(seq: int) -> None:
    entries = journal(8)
    forged = rehashed(entries[seq - 1], act="forged")
    tampered = entries[: seq - 1] + [forged] + [{**entry, "seq": entry["seq"] + 1} for entry in entries[seq - 1 :]]

    assert verify_chain(tampered, head=None).finding == Finding("inserted", seq)


def test_an_entry_put_in_under_a_number_that_is_taken_is_named() -> None:
    entries = journal(8)
    tampered = [*entries[:5], rehashed(entries[4], act="forged"), *entries[5:]]

    assert verify_chain(tampered, head=head_of(entries)).finding == Finding("inserted", 5)


def test_an_entry_added_behind_the_head_is_named() -> None:
    entries = journal(8)

    assert verify_chain(entries, head=head_of(entries[:6])).finding == Finding("inserted", 7)


@given(st.permutations(range(8)))
def test_entries_out_of_order_are_named(order: list[int]) -> None:
    entries = journal(8)
    first = next((place for place, number in enumerate(order) if place != number), None)

    finding = verify_chain([entries[number] for number in order], head=head_of(entries)).finding

    assert finding == (None if first is None else Finding("reordered", first + 1))


def test_swapped_entries_with_swapped_numbers_are_named() -> None:
    entries = journal(8)
    tampered = [*entries[:3], {**entries[4], "seq": 4}, {**entries[3], "seq": 5}, *entries[5:]]

    assert verify_chain(tampered, head=head_of(entries)).finding == Finding("reordered", 4)


@pytest.mark.parametrize(("seq", "code"), [(3, "rewritten"), (12, "removed")])
def test_a_journal_rewritten_from_its_start_is_found_by_a_head_kept_elsewhere(seq: int, code: str) -> None:
    kept = head_of(journal(12)[:seq])
    forged: Journal = []
    prev = GENESIS
    for entry in journal(8):
        forged.append(rehashed(entry, act="forged", prev=prev))
        prev = forged[-1]["hash"]
    assert verify_chain(forged, head=head_of(forged)).holds

    assert verify_chain(forged, head=head_of(forged), known=kept).finding == Finding(code, min(seq, 9))


def test_nobody_guesses_personal_details_without_the_salt() -> None:
    assert commitment({"name": "Ilze"}, salt="a") != commitment({"name": "Ilze"}, salt="b")
