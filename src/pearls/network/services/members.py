"""Joining and leaving the network, profiles, who is named as a contact, and the terms of contact points."""

from datetime import date, datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, Verdict, no, require
from pearls.network import queries, rules
from pearls.network.models import Contact, ContactPoint, Member
from pearls.network.queries import Place
from pearls.network.rules import Profile
from pearls.people import queries as people_queries


@transaction.atomic
def join_network(*, actor: Actor, profile: Profile, now: datetime, place: Place | None = None) -> Member:
    """A place joins by the word of who speaks for it; without a place the actor joins for themselves.

    Raises: NotAllowed: not-yours, not-in-the-programme, already-in-network, too-many-concepts, unknown-visibility.
    """
    audit.take_turn()
    today = now.date()
    if place is not None:
        is_own, kinds = people_queries.is_speaker(actor, place), queries.kinds_of_place(place, today)
        there = queries.living_members().filter(place=place)
    else:
        is_own, kinds = actor.is_signed_in, queries.kinds_of_person(actor, today)
        there = queries.living_members().filter(person_id=actor.person_id or 0)
    require(rules.may_join(is_own=is_own, kinds=kinds, is_member=there.exists(), profile=profile))
    person = None if place else people_queries.person_of(actor)
    member = Member.objects.create(
        kind=kinds[0],
        place=place,
        person=person,
        joined_at=now,
        is_demonstration=place.is_demonstration if place else bool(person and person.is_demonstration),
        **_columns(profile),
    )
    data = {"kind": member.kind, "visibility": member.visibility, "place": place.key if place else ""}
    audit.record(actor=actor, act="network-joined", subject=member.subject, now=now, data=data)
    return member


@transaction.atomic
def change_profile(*, actor: Actor, member: Member, profile: Profile, now: datetime) -> Member:
    """Say something else of oneself, or to others. Raises: NotAllowed: not-yours, has-left, too-many-concepts, …"""
    audit.take_turn()
    require(_may_change(actor, member, profile))
    Member.objects.filter(pk=member.pk).update(**_columns(profile))
    member.refresh_from_db()
    data = {"visibility": member.visibility}
    audit.record(actor=actor, act="network-profile-changed", subject=member.subject, now=now, data=data)
    return member


@transaction.atomic
def leave_network(*, actor: Actor, member: Member, now: datetime) -> None:
    """Leave; the profile and the names of its contacts are deleted, and one may join again at any time.

    Raises: NotAllowed: not-yours, has-left, somebody-was-faster.
    """
    audit.take_turn()
    require(_may_change(actor, member))
    empty = _columns(Profile(visibility=rules.Visibility.NOBODY))
    left = Member.objects.filter(pk=member.pk, left_at=None).update(left_at=now, **empty)
    require(YES if left == 1 else no("somebody-was-faster"))
    Contact.objects.filter(member=member).delete()
    audit.record(actor=actor, act="network-left", subject=member.subject, now=now)


@transaction.atomic
def list_contact(*, actor: Actor, member: Member, function: str, now: datetime) -> Contact:
    """Be named to the network as the one to write to, by name and function; the address is never shown.

    Raises: NotAllowed: not-yours, has-left, needs-function.
    """
    audit.take_turn()
    own = queries.is_own(actor, member)
    require(rules.may_list(is_own=own, has_left=member.left_at is not None, function=function))
    contact, _is_new = Contact.objects.update_or_create(
        member=member,
        person=people_queries.person_of(actor),
        defaults={"function": function.strip()[:200], "listed_at": now},
    )
    audit.record(actor=actor, act="network-contact-listed", subject=member.subject, now=now)
    return contact


@transaction.atomic
def unlist_contact(*, actor: Actor, member: Member, now: datetime) -> None:
    """Be named no more. Whoever is named may always end that."""
    audit.take_turn()
    Contact.objects.filter(member=member, person_id=actor.person_id or 0).delete()
    audit.record(actor=actor, act="network-contact-unlisted", subject=member.subject, now=now)


@transaction.atomic
def enter_term(
    *,
    actor: Actor,
    country: str,
    organisation: str,
    began_on: date,
    ended_on: date | None,
    now: datetime,
    email: str = "",
    is_demonstration: bool = False,
) -> ContactPoint:
    """The office enters a term of an organisation as contact point; `email` names its person's account.

    Raises: NotAllowed: not-the-office, ends-before-it-begins, no-such-person.
    """
    audit.take_turn()
    require(rules.may_enter_term(is_office=actor.is_office(), began_on=began_on, ended_on=ended_on))
    person = people_queries.person_by_email(email) if email else None
    require(YES if person or not email else no("no-such-person"))
    term = ContactPoint.objects.create(
        country=country,
        organisation=organisation.strip(),
        person=person,
        began_on=began_on,
        ended_on=ended_on,
        is_demonstration=is_demonstration,
    )
    data = {"country": country, "began_on": began_on.isoformat()}
    audit.record(actor=actor, act="contact-point-entered", subject=term.subject, now=now, data=data)
    return term


@transaction.atomic
def end_term(*, actor: Actor, term: ContactPoint, ended_on: date, now: datetime) -> ContactPoint:
    """The office ends a term; it stays in the directory with its days.

    Raises: NotAllowed: not-the-office, ends-before-it-begins.
    """
    audit.take_turn()
    require(rules.may_enter_term(is_office=actor.is_office(), began_on=term.began_on, ended_on=ended_on))
    ContactPoint.objects.filter(pk=term.pk).update(ended_on=ended_on)
    term.refresh_from_db()
    data = {"ended_on": ended_on.isoformat()}
    audit.record(actor=actor, act="contact-point-ended", subject=term.subject, now=now, data=data)
    return term


def _may_change(actor: Actor, member: Member, profile: Profile | None = None) -> Verdict:
    own = queries.is_own(actor, member)
    return rules.may_change(is_own=own, has_left=member.left_at is not None, profile=profile)


def _columns(profile: Profile) -> dict[str, object]:
    return {
        "about": profile.about.strip(),
        "language": profile.language,
        "languages": list(profile.languages),
        "good_at": list(profile.good_at),
        "looks_for": list(profile.looks_for),
        "visibility": profile.visibility,
    }
