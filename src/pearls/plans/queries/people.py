"""Who works on a plan and may be called to it."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from pearls.calls.models import Member, PartnerPlace
from pearls.calls.rules import Right
from pearls.people.models import Mentorship, Speaker
from pearls.people.models import Person as Person  # services name this type through us
from pearls.people.rules import SpeakerState
from pearls.plans.models import Plan

MAY_COMMENT = (Right.COMMENT, Right.EDIT)


def colleagues_of(plan: Plan) -> QuerySet[Person]:
    """Everybody who may speak about the plan, by name: who speaks for its places, colleagues, mentors (`is_mentor`)."""
    application = plan.application
    place, key = application.place_id, application.edition.key
    speaks = speaks_about(OuterRef("pk"), application=application, place=place, edition_key=key)
    found = Person.objects.filter(speaks, is_active=True)
    return found.annotate(is_mentor=mentors(OuterRef("pk"), place, key)).order_by("name", "email")


def speaks_about(person: Any, *, application: Any, place: Any, edition_key: Any) -> Q:
    """That a person may speak about the plan of an application; each a value, or an OuterRef to a column."""
    member = Member.objects.filter(person=person, application=application, ended_at=None, right__in=MAY_COMMENT)
    words = Speaker.objects.filter(state=SpeakerState.CONFIRMED)
    theirs = words.filter(person=OuterRef(person) if isinstance(person, OuterRef) else person).values("place")
    partner = PartnerPlace.objects.filter(application=application, place__in=theirs)
    speaker = words.filter(person=person, place=place)
    return Q(Exists(member)) | Q(Exists(speaker)) | Q(Exists(partner)) | Q(mentors(person, place, edition_key))


def mentors(person: Any, place: Any, edition_key: Any) -> Exists:
    """That a person mentors the place in the edition now."""
    return Exists(Mentorship.objects.filter(person=person, place=place, edition_key=edition_key, ended_at=None))
