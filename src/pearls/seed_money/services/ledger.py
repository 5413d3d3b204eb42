"""Writing the ledger: part of the act that moves the money, which writes the journal's entry."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import F

from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, NotAllowed, no, require
from pearls.seed_money.models import Balance, Entry, Request, Transfer
from pearls.seed_money.queries import Edition
from pearls.seed_money.rules import ledger as rules
from pearls.seed_money.rules.ledger import OF_REQUESTS, Account, EntryKind, Move


def post(
    *,
    actor: Actor,
    edition: Edition,
    kind: EntryKind,
    moves: Iterable[Move],
    now: datetime,
    request: Request | None = None,
    booked_on: date | None = None,
    payment: str = "",
    reverses: Entry | None = None,
) -> Entry:
    """One entry with its movements; the accounts follow, and the database itself lets none of them go below nought.

    Raises: NotAllowed: budget-too-small, account-too-small, no-amount.
    """
    moves = tuple(moves)
    require(YES if moves and all(move.cents > 0 for move in moves) else no("no-amount"))
    entry = Entry.objects.create(
        edition=edition,
        request=request,
        kind=kind,
        payment=payment,
        reverses=reverses,
        at=now,
        by=actor.ref,
        booked_on=booked_on or now.date(),
    )
    for move in moves:
        _move(edition, request, move)
        Transfer.objects.create(entry=entry, source=move.source, target=move.target, cents=move.cents)
    return entry


def reverse(*, actor: Actor, entry: Entry, now: datetime) -> Entry:
    """Take an entry back by one that says so; the first stays as it was."""
    moves = [Move(Account(row.source), Account(row.target), row.cents) for row in entry.transfers.all()]
    return post(
        actor=actor,
        edition=entry.edition,
        request=entry.request,
        kind=EntryKind.CORRECTED,
        moves=rules.reversed_moves(moves),
        payment=entry.payment,
        reverses=entry,
        now=now,
    )


def _move(edition: Edition, request: Request | None, move: Move) -> None:
    _change(edition, None, move.source, -move.cents)
    _change(edition, None, move.target, move.cents)
    if request is not None:
        for account, cents in ((move.source, -move.cents), (move.target, move.cents)):
            if account in OF_REQUESTS:
                _change(edition, request, account, cents)


def _change(edition: Edition, request: Request | None, account: Account, cents: int) -> None:
    """Add to an account, or take out of it only what is there: of two who take the last euro one is told no."""
    Balance.objects.get_or_create(edition=edition, request=request, account=account)
    rows = Balance.objects.filter(edition=edition, request=request, account=account)
    if cents < 0 and account != Account.BUDGET:
        rows = rows.filter(cents__gte=-cents)
    if rows.update(cents=F("cents") + cents) != 1:
        raise NotAllowed(no("budget-too-small") if account == Account.AVAILABLE else no("account-too-small"))
