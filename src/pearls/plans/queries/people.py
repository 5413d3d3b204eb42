"""Who works on a plan and may be called to it."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from pearls.calls.models import Member, PartnerPlace
from pearls.calls.rules import Right
from pearls.kernel.actor import Actor, Role
from pearls.people.models import Mentorship, Speaker
from pearls.people.models import Person as Person  # services name this type through us
from pearls.people.rules import SpeakerState
from pearls.plans.models import Plan

MAY_COMMENT = (Right.COMMENT, Right.EDIT)


def colleagues_of(plan: Plan) -> QuerySet[Person]:
    """Everybody who may speak about the plan, by name: who speaks for its places, colleagues, mentors."""
    application = plan.application
    member = Member.objects.filter(application=application, ended_at=None, right__in=MAY_COMMENT)
    theirs = Q(place=application.place_id)
    if application.is_team:
        theirs |= Q(place__in=PartnerPlace.objects.filter(application=application).values("place"))
    speaker = Speaker.objects.filter(theirs, state=SpeakerState.CONFIRMED)
    works = Q(pk__in=member.values("person")) | Q(pk__in=speaker.values("person"))
    found = Person.objects.filter(works | Q(pk__in=mentors_of(plan).values("person")), is_active=True)
    return found.order_by("name", "email")


def mentors_of(plan: Plan) -> QuerySet[Mentorship]:
    """Who mentors the plan's place in its edition now."""
    application = plan.application
    return Mentorship.objects.filter(place=application.place_id, edition_key=application.edition.key, ended_at=None)


def spoken_about(actor: Actor, places: Collection[int], *, application: str) -> Q:
    """The rows whose plan the actor may speak about: `application` leads there, `places` are those they speak for."""
    person = actor.person_id or 0
    member = Member.objects.filter(
        person=person, application=OuterRef(application), ended_at=None, right__in=MAY_COMMENT
    )
    found = Q(Exists(member))
    if places:
        partner = PartnerPlace.objects.filter(application=OuterRef(application), place__in=places)
        found |= Q((f"{application}__place__in", places)) | Q(Exists(partner))
    if actor.has_role(Role.MENTOR):
        place, key = OuterRef(f"{application}__place"), OuterRef(f"{application}__edition__key")
        found |= Q(Exists(Mentorship.objects.filter(person=person, place=place, edition_key=key, ended_at=None)))
    return found
