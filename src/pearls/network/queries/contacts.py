"""Who gets what visitors and members write to a partner organisation or to a contact point; no address is shown."""

from datetime import datetime

from django.db.models import QuerySet

from pearls.kernel.actor import Actor
from pearls.network.models import ContactPoint
from pearls.network.models import PartnerContact as PartnerContact
from pearls.network.queries.members import Person, terms_now
from pearls.programme.models import Partner as Partner  # services name these types through us


def people_of_partner(partner: Partner) -> tuple[Person, ...]:
    """Those named for a partner who still have an account."""
    found = PartnerContact.objects.filter(partner=partner, person__is_active=True).select_related("person")
    return tuple(contact.person for contact in found.order_by("named_at", "pk"))


def partner_contacts(actor: Actor) -> QuerySet[PartnerContact]:
    """Who is named for which partner, for the office."""
    if not actor.is_office():
        return PartnerContact.objects.none()
    return PartnerContact.objects.select_related("partner", "person").order_by("partner__number", "named_at", "pk")


def point_to_write_to(ref: str, *, now: datetime) -> ContactPoint | None:
    """A contact point whose term runs; its person is who gets what is written to it."""
    return terms_now(now.date()).select_related("person").filter(ref=ref).first()
