"""The check of a request, and its decision by two people."""

from datetime import datetime

from django.db import transaction

from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.seed_money import labels, queries
from pearls.seed_money.models import Decision, Request
from pearls.seed_money.queries.requests import finance_officers
from pearls.seed_money.rules import requests as rules
from pearls.seed_money.rules.ledger import Account, EntryKind, Move
from pearls.seed_money.rules.requests import State
from pearls.seed_money.services.agreement import words_of
from pearls.seed_money.services.ledger import post
from pearls.seed_money.services.steps import begin_turn, claim, limits_of, record, renew_lines, rules_for, write


@transaction.atomic
def check_request(*, actor: Actor, request: Request, now: datetime) -> Request:
    """The request is formally in order and waits for two decisions.

    Raises: NotAllowed: not-finance, own-town, wrong-state; those of `rules.is_complete`.
    """
    reader = begin_turn(actor, request)
    require(rules.may_work(reader, state=State(request.state), wanted=(State.SENT,)))
    require(rules.is_complete(request.asked(queries.costs_of(request)), rules=rules_for(request)))
    claim(request, now=now, state=State.CHECKED)
    record(actor, "seed-request-checked", request, now)
    renew_lines(request, now=now)
    return request


@transaction.atomic
def return_request(*, actor: Actor, request: Request, because: str, now: datetime) -> Request:
    """The request goes back to its town with a reason; a yes that was said counts no more.

    Raises: NotAllowed: not-finance, own-town, wrong-state, needs-reason.
    """
    reader = begin_turn(actor, request)
    require(rules.may_return(reader, state=State(request.state), because=because))
    claim(request, now=now, state=State.BACK, because=because.strip(), round=request.round + 1)
    record(actor, "seed-request-returned", request, now)
    renew_lines(request, now=now)
    write(actor, labels.RETURNED_LETTER, request, queries.people_of_town(request), now)
    return request


@transaction.atomic
def approve_request(*, actor: Actor, request: Request, cents: int, now: datetime, because: str = "") -> Request:
    """One yes to an amount. The second one, by somebody else and to the same amount, keeps the money and fixes the
    words of the agreement.

    Raises: NotAllowed: those of `rules.may_approve`; budget-too-small.
    """
    reader = begin_turn(actor, request)
    earlier = queries.approvals_of(request)
    require(
        rules.may_approve(
            reader,
            state=State(request.state),
            earlier=earlier,
            cents=cents,
            asked_cents=request.asked_cents,
            because=because,
            limits=limits_of(request, cents),
        )
    )
    Decision.objects.create(
        request=request, round=request.round, by=actor.ref, cents=cents, because=because.strip(), at=now
    )
    if earlier:
        _grant(actor, request, cents, now)
    else:
        claim(request, now=now, because=because.strip())
    record(actor, "seed-request-approved", request, now, cents=cents, yes_count=len(earlier) + 1)
    renew_lines(request, now=now)
    return request


def _grant(actor: Actor, request: Request, cents: int, now: datetime) -> None:
    kept = Move(Account.AVAILABLE, Account.RESERVED, cents)
    post(actor=actor, edition=request.edition, request=request, kind=EntryKind.APPROVED, moves=(kept,), now=now)
    words, sha256 = words_of(request, cents=cents, rules=rules_for(request), now=now)
    claim(request, now=now, state=State.APPROVED, granted_cents=cents, agreement=words, agreement_sha256=sha256)
    write(actor, labels.APPROVED_LETTER, request, queries.people_of_town(request), now, cents=cents)


@transaction.atomic
def refuse_request(*, actor: Actor, request: Request, because: str, now: datetime) -> Request:
    """One no ends a request; the reason goes to the town.

    Raises: NotAllowed: not-finance, own-town, wrong-state, needs-reason.
    """
    reader = begin_turn(actor, request)
    require(rules.may_refuse(reader, state=State(request.state), because=because))
    claim(request, now=now, state=State.REFUSED, because=because.strip(), over_at=now)
    record(actor, "seed-request-refused", request, now)
    renew_lines(request, now=now)
    write(actor, labels.REFUSED_LETTER, request, queries.people_of_town(request), now)
    others = [person for person in finance_officers(request.edition) if person.ref != actor.ref]
    write(actor, labels.REFUSED_LETTER, request, others, now)
    return request
