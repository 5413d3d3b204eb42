"""The ledger: every movement takes an amount out of one account into another, so that nothing is made or lost.

Amounts are whole cents, above zero. `BUDGET` is where the money of an edition comes from: it is the only account that
goes below nought, and says by how much in all the others there is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pearls.kernel.verdict import YES, Verdict, no


class Account(StrEnum):
    """Where money of an edition can be. The last five are kept for each request."""

    BUDGET = "budget"
    AVAILABLE = "available"
    RESERVED = "reserved"
    COMMITTED = "committed"
    ADVANCE = "advance"
    SPENT = "spent"
    RECEIVABLE = "receivable"


OF_REQUESTS = (Account.RESERVED, Account.COMMITTED, Account.ADVANCE, Account.SPENT, Account.RECEIVABLE)
OPEN = (Account.RESERVED, Account.COMMITTED, Account.ADVANCE, Account.RECEIVABLE)  # nought once a request is closed


class EntryKind(StrEnum):
    """Why money moved."""

    BUDGET_SET = "budget-set"
    APPROVED = "approved"
    AGREED = "agreed"
    PAID = "paid"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    DEMANDED = "demanded"
    RECEIVED = "received"
    RELEASED = "released"
    CORRECTED = "corrected"


@dataclass(frozen=True)
class Move:
    """So many cents out of one account and into another."""

    source: Account
    target: Account
    cents: int


Balances = Mapping[Account, int]


def empty() -> dict[Account, int]:
    return dict.fromkeys(Account, 0)


def may_post(balances: Balances, moves: Iterable[Move]) -> Verdict:
    """Whether the accounts can bear these movements. Reasons: no-amount, budget-too-small, account-too-small."""
    after = dict(balances)
    moves = tuple(moves)
    if not moves or any(move.cents <= 0 or move.source == move.target for move in moves):
        return no("no-amount")
    for move in moves:
        after[move.source] = after.get(move.source, 0) - move.cents
        after[move.target] = after.get(move.target, 0) + move.cents
    if after.get(Account.AVAILABLE, 0) < 0:
        return no("budget-too-small")
    short = any(cents < 0 for account, cents in after.items() if account != Account.BUDGET)
    return no("account-too-small") if short else YES


def posted(balances: Balances, moves: Iterable[Move]) -> dict[Account, int]:
    """The balances after these movements."""
    after = {**empty(), **balances}
    for move in moves:
        after[move.source] -= move.cents
        after[move.target] += move.cents
    return after


def reversed_moves(moves: Iterable[Move]) -> tuple[Move, ...]:
    """What takes an entry back: the same amounts the other way, the last one first."""
    return tuple(Move(move.target, move.source, move.cents) for move in reversed(tuple(moves)))


def set_budget(*, before: int, after: int) -> tuple[Move, ...]:
    """The edition's budget becomes another one; nothing where it stays."""
    if after == before:
        return ()
    if after > before:
        return (Move(Account.BUDGET, Account.AVAILABLE, after - before),)
    return (Move(Account.AVAILABLE, Account.BUDGET, before - after),)


@dataclass(frozen=True)
class Settlement:
    """What follows from the costs accepted: what the grant is in the end, and what is to be paid or comes back."""

    due_cents: int
    spent_cents: int  # of what was paid already
    last_cents: int  # still to be paid
    back_cents: int  # paid and not used
    release_cents: int  # agreed and not needed


def settle(*, accepted_cents: int, granted_cents: int, paid_cents: int, own_share_percent: int) -> Settlement:
    """The grant covers accepted costs but for the own share, and never more than was granted; cents are cut off."""
    due = min(granted_cents, accepted_cents * (100 - own_share_percent) // 100)
    return Settlement(
        due_cents=due,
        spent_cents=min(due, paid_cents),
        last_cents=max(due - paid_cents, 0),
        back_cents=max(paid_cents - due, 0),
        release_cents=granted_cents - max(due, paid_cents),
    )


def settlement_moves(found: Settlement) -> dict[EntryKind, Move]:
    """The movements of a settlement, one entry for each; those of nothing left out."""
    moves = {
        EntryKind.ACCEPTED: Move(Account.ADVANCE, Account.SPENT, found.spent_cents),
        EntryKind.DEMANDED: Move(Account.ADVANCE, Account.RECEIVABLE, found.back_cents),
        EntryKind.RELEASED: Move(Account.COMMITTED, Account.AVAILABLE, found.release_cents),
    }
    return {kind: move for kind, move in moves.items() if move.cents}


def instalments(granted_cents: int, percents: tuple[int, ...]) -> tuple[int, ...]:
    """The grant in instalments, to the cent: the last one takes what rounding leaves."""
    parts = [granted_cents * percent // 100 for percent in percents[:-1]]
    return (*parts, granted_cents - sum(parts))


def faults_of(balances: Balances, *, closed: Iterable[Balances] = ()) -> list[str]:
    """What is wrong with a ledger, by codes: total-not-zero, below-zero, closed-not-empty."""
    faults = []
    if sum(balances.values()):
        faults.append("total-not-zero")
    if any(cents < 0 for account, cents in balances.items() if account != Account.BUDGET):
        faults.append("below-zero")
    if any(one.get(account, 0) for one in closed for account in OPEN):
        faults.append("closed-not-empty")
    return faults
