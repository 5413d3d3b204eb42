"""Letters that are written only to who asks for them: asked for, stopped, and written once."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.mail import queries, rules
from pearls.mail.models import Message, Subscription
from pearls.mail.rules import State, Wish


@transaction.atomic
def subscribe(*, actor: Actor, kind: str, to: str, now: datetime) -> Subscription:
    """Ask for the letters of a kind; `to` is "person:<ref>". Asking twice changes nothing.

    Raises: NotAllowed: no-such-letters.
    """
    audit.take_turn()
    require(rules.may_subscribe(is_known_kind=kind in queries.kinds()))
    found, is_new = Subscription.objects.get_or_create(kind=kind, to=to, defaults={"changed_at": now})
    if is_new or _turn(found, Wish.WANTED, now):
        audit.record(actor=actor, act="letters-wanted", subject=found.subject, now=now, data={"kind": kind})
    return found


@transaction.atomic
def unsubscribe(*, actor: Actor, subscription: Subscription, now: datetime) -> Subscription:
    """Stop the letters of a kind; stopping twice changes nothing."""
    audit.take_turn()
    if _turn(subscription, Wish.STOPPED, now):
        data = {"kind": subscription.kind}
        audit.record(actor=actor, act="letters-stopped", subject=subscription.subject, now=now, data=data)
    return subscription


def claim(*, subscription: Subscription, written_for: str) -> bool:
    """Take the letter of a week or an issue in hand; no for whoever comes second, and once the letters are stopped.

    Part of the act that queues the letter, in the same transaction: after a crash neither has happened.
    """
    due = queries.wanted(subscription.kind).exclude(written_for=written_for)
    return due.filter(pk=subscription.pk).update(written_for=written_for) == 1


@transaction.atomic
def forget_subscriber(*, actor: Actor, to: str, address: str, kinds: Collection[str], now: datetime) -> None:
    """Forget somebody without an account who asked for letters: what waits of these kinds is cancelled, only codes
    stay of what was sent."""
    audit.take_turn()
    theirs = Message.objects.filter(to__iexact=address, kind__in=kinds)
    theirs.filter(state__in=(State.HELD, State.RELEASED, State.FAILED)).update(state=State.CANCELLED)
    count = theirs.update(to="", subject="", body="", error_detail="", unsubscribe_url="")
    Subscription.objects.filter(to=to).delete()
    audit.record(actor=actor, act="mail-forgotten", subject=to, now=now, data={"count": count})


def _turn(subscription: Subscription, state: Wish, now: datetime) -> bool:
    others = Subscription.objects.filter(pk=subscription.pk).exclude(state=state)
    changed = others.update(state=state, changed_at=now) == 1
    subscription.refresh_from_db()
    return changed
