"""What a mentor says of themselves."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor, Role
from pearls.kernel.verdict import YES, no, require
from pearls.mentoring.models import MentorProfile
from pearls.mentoring.queries import Person
from pearls.mentoring.rules.profiles import Described

# Who is a contact point from when, the office says; the rest is the mentor's own.
TERMS = ("contact_from", "contact_until")


@transaction.atomic
def describe_mentor(*, actor: Actor, person: Person, described: Described, now: datetime) -> MentorProfile:
    """A mentor says who they are, or the office does for them; only the office sets the term of a contact point.

    Raises: NotAllowed: not-your-profile, no-language.
    """
    audit.take_turn()
    is_own = actor.person_id == person.pk and actor.has_role(Role.MENTOR)
    require(YES if is_own or actor.is_office() else no("not-your-profile"))
    require(YES if described.languages else no("no-language"))
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in vars(described).items()}
    if not actor.is_office():
        values = {name: value for name, value in values.items() if name not in TERMS}
    profile, _is_new = MentorProfile.objects.update_or_create(person=person, defaults=values | {"changed_at": now})
    data = {"person": person.ref, "capacity": profile.capacity, "languages": profile.languages}
    audit.record(actor=actor, act="mentor-described", subject=profile.subject, data=data, now=now)
    return profile
