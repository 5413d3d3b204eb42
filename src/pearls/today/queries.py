"""All reads of lines, and whose day each stands on."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from pearls.kernel.actor import Actor
from pearls.people.models import Person as Person  # services name these types through us
from pearls.places.models import Place as Place
from pearls.today.models import Line as Line
from pearls.today.rules import NEWS_LASTS


def lines_for(actor: Actor, *, places: Collection[int], now: datetime) -> QuerySet[Line]:
    """The lines on the actor's day; `places` are the rows of the places that the actor speaks for. One query."""
    mine = Q(person_id=actor.person_id or 0) | Q(place_id__in=places)
    for grant in actor.grants:
        held = Q(role=grant.role)
        mine |= held if grant.edition is None else held & Q(edition_key__in=("", grant.edition))
    lines = Line.objects.filter(mine).exclude(is_news=True, made_at__lt=now - NEWS_LASTS)
    return lines.exclude(ends_at_until=True, until__lt=now)
