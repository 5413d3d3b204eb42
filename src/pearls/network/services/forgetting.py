"""Letting go of a person who is erased."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.network.models import (
    Contact,
    ContactPoint,
    LetterChoice,
    Member,
    Mute,
    Note,
    PartnerContact,
    Post,
    ReplyLink,
    Report,
    Seat,
    Wording,
)
from pearls.network.rules import SeatState
from pearls.network.rules.boards import LIVING_SEATS


@transaction.atomic
def forget_person(*, actor: Actor, person: str, now: datetime) -> None:
    """Delete what an erased person wrote and chose. Replies of others stay where they are, under an empty post.

    The group of a last moderator stays too: the office moderates every board.
    """
    audit.take_turn()
    own = {"person__ref": person}
    own_rows = (Member, Contact, PartnerContact, LetterChoice, ReplyLink, Mute)
    gone = [model.objects.filter(**own).delete()[0] for model in own_rows]
    gone.append(Mute.objects.filter(muted__ref=person).delete()[0])
    gone.append(Note.objects.filter(sender__ref=person).delete()[0])
    gone.append(Report.objects.filter(reporter__ref=person).update(reporter=None, because=""))
    gone.append(ContactPoint.objects.filter(**own).update(person=None))
    seats = Seat.objects.filter(**own, state__in=LIVING_SEATS)
    gone.append(seats.update(state=SeatState.LEFT, is_moderator=False, ended_at=now))
    Wording.objects.filter(post__author__ref=person).delete()
    words = Post.objects.filter(author__ref=person).filter(~Q(text="") | Q(removed_at=None))
    gone.append(words.update(title="", text="", link="", removed_at=now, removed_because="", pinned_at=None))
    if any(gone):
        data = {"count": sum(gone)}
        audit.record(actor=actor, act="network-forgotten", subject=f"person:{person}", now=now, data=data)
