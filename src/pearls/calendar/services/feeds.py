"""A person's private calendar address."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.calendar import queries
from pearls.calendar.models import FeedKey
from pearls.kernel.actor import Actor
from pearls.kernel.refs import new_secret
from pearls.people import queries as people_queries


@transaction.atomic
def make_feed(*, actor: Actor, now: datetime) -> str:
    """Make the actor's private address, in the place of an older one; gives its secret, which is shown this once."""
    audit.take_turn()
    person, token = people_queries.person_of(actor), new_secret()
    FeedKey.objects.update_or_create(person=person, defaults={"token_hash": queries.hash_of(token), "made_at": now})
    audit.record(actor=actor, act="calendar-address-made", subject=person.subject, now=now)
    return token


@transaction.atomic
def revoke_feed(*, actor: Actor, now: datetime) -> None:
    """Take the actor's private address away: whoever has it gets nothing any more."""
    audit.take_turn()
    person = people_queries.person_of(actor)
    FeedKey.objects.filter(person=person).delete()
    audit.record(actor=actor, act="calendar-address-revoked", subject=person.subject, now=now)
