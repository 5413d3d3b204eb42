"""Whose account gets what is written to a partner organisation: the office names them."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.network import rules
from pearls.network.models import PartnerContact
from pearls.network.queries import Partner
from pearls.people import queries as people_queries


@transaction.atomic
def name_for_partner(*, actor: Actor, partner: Partner, email: str, now: datetime) -> PartnerContact:
    """Name the account with this address: it gets what is written to the partner. Twice changes nothing.

    Raises: NotAllowed: not-the-office, no-such-person.
    """
    audit.take_turn()
    person = people_queries.person_by_email(email)
    require(rules.may_name_for_partner(is_office=actor.is_office(), has_account=person is not None))
    contact, _is_new = PartnerContact.objects.get_or_create(partner=partner, person=person, defaults={"named_at": now})
    audit.record(actor=actor, act="partner-contact-named", subject=f"partner:{partner.key}", now=now)
    return contact


@transaction.atomic
def unname_for_partner(*, actor: Actor, contact: PartnerContact, now: datetime) -> None:
    """Hand on to somebody no more of what is written to a partner.

    Raises: NotAllowed: not-the-office, somebody-was-faster.
    """
    audit.take_turn()
    require(rules.may_name_for_partner(is_office=actor.is_office(), has_account=True))
    gone, _by_kind = PartnerContact.objects.filter(pk=contact.pk).delete()
    require(YES if gone == 1 else no("somebody-was-faster"))
    audit.record(actor=actor, act="partner-contact-unnamed", subject=f"partner:{contact.partner.key}", now=now)
