"""Whether a journal holds: the first entry that was changed, removed, inserted or put elsewhere.

Every entry names the hash of the one before, and the head names the last. Who changes one entry must rewrite all that
follow and the head; a head written down elsewhere (`known`) finds that too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pearls.audit.rules.entries import GENESIS, entry_hash

# How far a renumbered entry may have moved to be recognised as one.
REACH = 100
FIELDS = ("seq", "at", "act", "actor", "subject", "edition", "data", "personal", "prev", "hash")


@dataclass(frozen=True)
class Head:
    """The number and the hash of an entry that is known to be right."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Finding:
    """What is wrong, and the number of the first entry that is.

    Codes: changed, removed, inserted, reordered, rewritten (the chain holds, but not with the head that is known);
    details-changed, details-removed (what lies apart no longer fits the entry).
    """

    code: str
    seq: int


@dataclass(frozen=True)
class Report:
    """How far the journal holds: up to `head`, and what is wrong after it, if anything."""

    head: Head
    finding: Finding | None = None

    @property
    def holds(self) -> bool:
        return self.finding is None


def verify_chain(entries: Iterable[Mapping[str, Any]], *, head: Head | None, known: Head | None = None) -> Report:
    """Follow the chain from its first entry to its head.

    `head` is what the journal itself says its end is (None: it does not say, so an end cut off is not found);
    `known` is an earlier head from elsewhere, such as a printed one.
    """
    last = Head(0, GENESIS)
    rest = iter(entries)
    for entry in rest:
        if not _follows(entry, last):
            return Report(last, _what_is_wrong(entry, last, list(rest), head))
        last = Head(entry["seq"], entry["hash"])
        if known and known.seq == last.seq and known.hash != last.hash:
            return Report(last, Finding("rewritten", last.seq))
    if known and known.seq > last.seq:
        return Report(last, Finding("removed", last.seq + 1))
    return Report(last, _end_is_wrong(last, head))


def hash_holds(entry: Mapping[str, Any]) -> bool:
    """Whether the entry's content gives its hash."""
    try:
        return bool(entry_hash(entry) == entry["hash"])
    except ValueError:
        return False


def _follows(entry: Mapping[str, Any], last: Head) -> bool:
    return entry["seq"] == last.seq + 1 and entry["prev"] == last.hash and hash_holds(entry)


def _end_is_wrong(last: Head, head: Head | None) -> Finding | None:
    if head is None or head == last:
        return None
    if head.seq > last.seq:
        return Finding("removed", last.seq + 1)
    if head.seq < last.seq:
        return Finding("inserted", head.seq + 1)
    return Finding("changed", last.seq)


def _what_is_wrong(
    entry: Mapping[str, Any], last: Head, rest: Sequence[Mapping[str, Any]], head: Head | None
) -> Finding:
    """Tell what happened at the first place where the chain breaks."""
    expected = last.seq + 1
    seq = entry["seq"]
    if seq < expected:
        return Finding("inserted", seq)
    if seq > expected:
        is_later = any(later["seq"] == expected for later in rest)
        return Finding("reordered" if is_later else "removed", expected)
    if not hash_holds(entry):
        return _own_hash_is_wrong(entry, last, rest)
    # The entry is whole but was chained to another one. What comes after it tells which of the two is false.
    successor = next(iter(rest), None)
    is_anchored = successor["prev"] == entry["hash"] if successor else head == Head(seq, entry["hash"])
    return Finding("changed", last.seq if is_anchored and last.seq else expected)


def _own_hash_is_wrong(entry: Mapping[str, Any], last: Head, rest: Sequence[Mapping[str, Any]]) -> Finding:
    """A changed entry, or a whole one under another number: something was cut out, put in, or swapped before it."""
    seq = last.seq + 1
    for step in _steps():
        if hash_holds({**entry, "seq": seq + step}):
            if any(later["hash"] == entry["prev"] for later in rest):
                return Finding("reordered", seq)
            return Finding("removed", seq) if step > 0 else Finding("inserted", max(1, seq + step))
    return Finding("changed", seq)


def _steps() -> Iterator[int]:
    for distance in range(1, REACH + 1):
        yield distance
        yield -distance
