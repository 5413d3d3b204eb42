"""The titles of the past, from the public record."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.titles import queries, rules
from pearls.titles.models import Title
from pearls.titles.rules import TitleKind


@transaction.atomic
def load_history_titles(*, actor: Actor, now: datetime) -> int:
    """Make a title of every Pearl in the record of past editions; run again, only new ones. Gives how many are new.

    Raises: NotAllowed, office-only.
    """
    require(rules.may_load_history(is_office=actor.is_office()))
    known = set(Title.objects.values_list("edition_id", "place_id"))
    pearls = queries.pearls_of_history()
    new = [
        Title(edition=entry.edition, place=entry.place, kind=TitleKind.NOT_PUBLISHED, is_history=True)
        for entry in pearls
        if (entry.edition_id, entry.place_id) not in known
    ]
    Title.objects.bulk_create(new)
    if new:
        audit.record(
            actor=actor, act="history-titles-loaded", subject="titles:history", now=now, data={"new": len(new)}
        )
    return len(new)
