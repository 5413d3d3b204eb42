"""Payments: ordered by one finance officer, confirmed by another; what the bank sends back, and what was a mistake."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.seed_money import labels, queries
from pearls.seed_money.models import Entry, Payment, Request
from pearls.seed_money.rules import requests as rules
from pearls.seed_money.rules.ledger import Account, EntryKind, Move
from pearls.seed_money.rules.requests import PaymentKind, PaymentState, State
from pearls.seed_money.services import ledger
from pearls.seed_money.services.settling import close_if_done
from pearls.seed_money.services.steps import begin_turn, claim, record, renew_lines, write


@transaction.atomic
def order_payment(*, actor: Actor, payment: Payment, now: datetime) -> Payment:
    """Order the bank to pay. Raises: NotAllowed: not-finance, own-town, wrong-state, payment-not-so-far."""
    request = payment.request
    reader = begin_turn(actor, request)
    payment.refresh_from_db()
    kind, was = PaymentKind(payment.kind), PaymentState(payment.state)
    require(rules.may_order(reader, state=State(request.state), kind=kind, payment=was))
    _move(payment, state=PaymentState.ORDERED, ordered_at=now, ordered_by=actor.ref, confirmed_by="", because="")
    record(actor, "seed-payment-ordered", request, now, payment=payment.ref, cents=payment.cents)
    renew_lines(request, now=now)
    return payment


@transaction.atomic
def confirm_payment(*, actor: Actor, payment: Payment, paid_on: date, now: datetime) -> Payment:
    """The bank has paid on this day: only now does money move in the ledger.

    Raises: NotAllowed: not-finance, own-town, payment-not-so-far, same-person, day-to-come.
    """
    request = payment.request
    reader = begin_turn(actor, request)
    payment.refresh_from_db()
    require(rules.may_confirm_payment(reader, payment=PaymentState(payment.state), ordered_by=payment.ordered_by))
    require(YES if paid_on <= now.date() else no("day-to-come"))
    _move(payment, state=PaymentState.PAID, paid_on=paid_on, confirmed_at=now, confirmed_by=actor.ref)
    ledger.post(
        actor=actor,
        edition=request.edition,
        request=request,
        kind=EntryKind.PAID,
        moves=(Move(Account.COMMITTED, _where_it_goes(payment), payment.cents),),
        booked_on=paid_on,
        payment=payment.ref,
        now=now,
    )
    close_if_done(request, now=now)
    record(actor, "seed-payment-confirmed", request, now, payment=payment.ref, cents=payment.cents, paid_on=paid_on)
    renew_lines(request, now=now)
    write(actor, labels.PAID_LETTER, request, queries.people_of_town(request), now, cents=payment.cents, day=paid_on)
    return payment


@transaction.atomic
def return_payment(*, actor: Actor, payment: Payment, because: str, now: datetime) -> Payment:
    """The bank could not pay, or sent the money back: it may be ordered again.

    Raises: NotAllowed: not-finance, own-town, wrong-state, payment-not-so-far, needs-reason.
    """
    request = payment.request
    was = _undo(actor, payment, because, PaymentState.RETURNED)
    if was == PaymentState.PAID:
        ledger.post(
            actor=actor,
            edition=request.edition,
            request=request,
            kind=EntryKind.RETURNED,
            moves=(Move(_where_it_goes(payment), Account.COMMITTED, payment.cents),),
            payment=payment.ref,
            now=now,
        )
    _open_again(request, now)
    record(actor, "seed-payment-returned", request, now, payment=payment.ref, cents=payment.cents, was=was)
    renew_lines(request, now=now)
    return payment


@transaction.atomic
def correct_payment(*, actor: Actor, payment: Payment, because: str, now: datetime) -> Payment:
    """A payment was written down as paid by mistake: its entry is reversed, and it is only ordered again.

    Raises: NotAllowed: not-finance, own-town, wrong-state, payment-not-so-far, needs-reason.
    """
    request = payment.request
    _undo(actor, payment, because, PaymentState.ORDERED)
    paid = Entry.objects.filter(payment=payment.ref, kind=EntryKind.PAID, reversed_by=None).order_by("-pk")[0]
    ledger.reverse(actor=actor, entry=paid, now=now)
    _open_again(request, now)
    record(actor, "seed-payment-corrected", request, now, payment=payment.ref, cents=payment.cents, entry=paid.ref)
    renew_lines(request, now=now)
    return payment


def _undo(actor: Actor, payment: Payment, because: str, wanted: PaymentState) -> PaymentState:
    """The payment is not paid after all; gives the state it was in."""
    request = payment.request
    reader = begin_turn(actor, request)
    payment.refresh_from_db()
    was = PaymentState(payment.state)
    require(
        rules.may_undo_payment(
            reader,
            state=State(request.state),
            kind=PaymentKind(payment.kind),
            payment=was,
            because=because,
            wanted=wanted,
        )
    )
    _move(payment, state=wanted, paid_on=None, confirmed_at=None, confirmed_by="", because=because.strip()[:400])
    return was


def _where_it_goes(payment: Payment) -> Account:
    """An advance is accounted for later; the last payment follows costs that were accepted."""
    return Account.ADVANCE if payment.kind == PaymentKind.ADVANCE else Account.SPENT


def _open_again(request: Request, now: datetime) -> None:
    if request.state == State.CLOSED:
        claim(request, now=now, state=State.SETTLED, over_at=None)


def _move(payment: Payment, **changes: Any) -> None:
    """Change the payment only while it is in the state we saw."""
    changed = Payment.objects.filter(pk=payment.pk, state=payment.state).update(**changes)
    require(YES if changed == 1 else no("somebody-was-faster"))
    payment.refresh_from_db()
