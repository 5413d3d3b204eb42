"""What is let go of when a person is forgotten."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.mentoring.models import HandOver, MentorProfile, Note
from pearls.mentoring.rules.working import HandOverState


@transaction.atomic
def forget_person(*, actor: Actor, person: str, now: datetime) -> None:
    """Delete the profile and the notes of a person (their ref) and the offers that wait for them.

    Meetings and promises are the town's as well and stay without a name.
    """
    audit.take_turn()
    notes, _of = Note.objects.filter(written_by__ref=person).delete()
    profiles, _of = MentorProfile.objects.filter(person__ref=person).delete()
    waiting = HandOver.objects.filter(state=HandOverState.WAITING)
    for side in ("giver__ref", "taker__ref"):
        waiting.filter(**{side: person}).update(state=HandOverState.TAKEN_BACK, ended_at=now)
    if notes or profiles:
        data = {"notes": notes, "profiles": profiles}
        audit.record(actor=actor, act="mentor-forgotten", subject=f"person:{person}", data=data, now=now)
