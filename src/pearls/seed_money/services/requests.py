"""The town's own acts: a request is begun from an activity, written, sent, taken back."""

from dataclasses import fields
from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.languages import COMPLETE_LANGUAGES, DEFAULT_LANGUAGE
from pearls.kernel.verdict import YES, no, require
from pearls.seed_money import labels, queries
from pearls.seed_money.models import CostLine, Request
from pearls.seed_money.queries import ActivityFacts, Edition, Place
from pearls.seed_money.queries.requests import finance_officers
from pearls.seed_money.rules import requests as rules
from pearls.seed_money.rules.iban import compact
from pearls.seed_money.rules.ledger import Account, EntryKind, Move
from pearls.seed_money.rules.requests import Asked, State
from pearls.seed_money.services.ledger import post
from pearls.seed_money.services.steps import begin_turn, claim, limits_of, record, renew_lines, rules_for, write


@transaction.atomic
def begin_request(*, actor: Actor, place: Place, edition: Edition, activity: ActivityFacts, now: datetime) -> Request:
    """Begin a request from an activity of the town's plan; one that is there already is given back as it is.

    Raises: NotAllowed: not-your-town, not-a-pearl, no-rules, not-open.
    """
    audit.take_turn()
    found = queries.rules_of(edition)
    require(
        rules.may_begin(
            queries.reader_of(actor, place, edition),
            has_title=queries.is_pearl(place, edition, now=now),
            rules=found,
            today=now.date(),
        )
    )
    if there := queries.request_begun_from(activity.plan, activity.activity):
        return there
    most = found.max_per_request_cents if found else 0
    request = Request.objects.create(
        edition=edition,
        place=place,
        plan=activity.plan,
        activity=activity.activity,
        activity_title=activity.title[:200],
        title=activity.title[:200],
        what=activity.what,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        asked_cents=min(activity.cents, most),
        language=actor.language if actor.language in COMPLETE_LANGUAGES else DEFAULT_LANGUAGE,
        made_by=actor.ref,
        made_at=now,
        changed_at=now,
    )
    record(actor, "seed-request-begun", request, now, plan=activity.plan, activity=activity.activity)
    renew_lines(request, now=now)
    return request


@transaction.atomic
def change_request(*, actor: Actor, request: Request, asked: Asked, now: datetime) -> Request:
    """Write what is asked; it need not be complete before it is sent.

    Raises: NotAllowed: not-your-town, already-sent, too-many-lines.
    """
    reader = begin_turn(actor, request)
    require(rules.may_change(reader, state=State(request.state)))
    require(YES if len(asked.costs) <= rules.MOST_LINES else no("too-many-lines", limit=rules.MOST_LINES))
    values = {field.name: getattr(asked, field.name) for field in fields(asked) if field.name != "costs"}
    claim(request, now=now, **values | {"iban": compact(asked.iban)[:34]})
    CostLine.objects.filter(request=request).delete()
    CostLine.objects.bulk_create(
        CostLine(request=request, position=number, kind=cost.kind, what=cost.what, cents=cost.cents)
        for number, cost in enumerate(asked.costs, start=1)
    )
    record(actor, "seed-request-changed", request, now, asked_cents=asked.asked_cents, total_cents=asked.total_cents)
    renew_lines(request, now=now)
    return request


@transaction.atomic
def send_request(*, actor: Actor, request: Request, now: datetime) -> Request:
    """Send the request; the finance officers get a letter.

    Raises: NotAllowed: those of `rules.may_send`.
    """
    reader = begin_turn(actor, request)
    found = rules_for(request)
    require(
        rules.may_send(
            reader,
            state=State(request.state),
            has_title=queries.is_pearl(request.place, request.edition, now=now),
            complete=rules.is_complete(request.asked(queries.costs_of(request)), rules=found),
            limits=limits_of(request, request.asked_cents),
            rules=found,
            today=now.date(),
        )
    )
    claim(request, now=now, state=State.SENT, sent_at=now, because="")
    record(actor, "seed-request-sent", request, now, asked_cents=request.asked_cents)
    renew_lines(request, now=now)
    write(actor, labels.SENT_LETTER, request, finance_officers(request.edition), now, cents=request.asked_cents)
    return request


@transaction.atomic
def withdraw_request(*, actor: Actor, request: Request, now: datetime) -> Request:
    """The town takes its request back; what was kept for it is free again.

    Raises: NotAllowed: not-your-town, wrong-state.
    """
    reader = begin_turn(actor, request)
    was = State(request.state)
    require(rules.may_withdraw(reader, state=was))
    claim(request, now=now, state=State.WITHDRAWN, over_at=now)
    if was == State.APPROVED:
        free = Move(Account.RESERVED, Account.AVAILABLE, request.granted_cents)
        post(actor=actor, edition=request.edition, request=request, kind=EntryKind.RELEASED, moves=(free,), now=now)
    record(actor, "seed-request-withdrawn", request, now, was=was)
    renew_lines(request, now=now)
    if was not in rules.WRITABLE:
        write(actor, labels.WITHDRAWN_LETTER, request, finance_officers(request.edition), now)
    return request
