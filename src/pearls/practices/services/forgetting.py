"""What becomes of the contributions of a person who is erased."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.practices import queries
from pearls.practices.models import ReviewComment
from pearls.practices.rules.contributing import OPEN, State
from pearls.practices.services.contributing import move
from pearls.practices.services.photos import let_go_of


@transaction.atomic
def forget_drafts(*, actor: Actor, person: str, now: datetime) -> int:
    """Empty what an erased person was writing in nobody's name but their own; gives the number of drafts.

    What they wrote for a town is the town's and stays with it; what is public is public.
    """
    audit.take_turn()
    own = queries.contributions_written_by(person).filter(place=None, state__in=sorted(OPEN))
    mine = list(own.select_for_update())
    for contribution in mine:
        let_go_of(actor, queries.photos_of(contribution), now)
        ReviewComment.objects.filter(contribution=contribution).delete()
        move(contribution, state=State.WITHDRAWN, draft={}, look_alikes=[], changed_at=now)
    if mine:
        audit.record(
            actor=actor, act="drafts-forgotten", subject=f"person:{person}", now=now, data={"count": len(mine)}
        )
    return len(mine)
