"""Who works on a plan and may be called to it."""

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
    member = Member.objects.filter(person=OuterRef("pk"), application=application, ended_at=None, right__in=MAY_COMMENT)
    partners = PartnerPlace.objects.filter(application=application).values("place")
    places = Q(place=application.place_id) | Q(place__in=partners)
    speaker = Speaker.objects.filter(places, person=OuterRef("pk"), state=SpeakerState.CONFIRMED)
    mentor = Mentorship.objects.filter(
        person=OuterRef("pk"), place=application.place_id, edition_key=application.edition.key, ended_at=None
    )
    found = Person.objects.filter(Exists(member) | Exists(speaker) | Exists(mentor), is_active=True)
    return found.annotate(is_mentor=Exists(mentor)).order_by("name", "email")
