"""Giving roles and taking them back."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor, Role
from pearls.kernel.verdict import no, require
from pearls.people.queries import Person
from pearls.programme.models import Edition, RoleGrant
from pearls.programme.rules import office


@transaction.atomic
def grant_role(*, actor: Actor, person: Person, role: Role, edition: Edition | None, now: datetime) -> RoleGrant:
    """Give a person a role for one edition, or for all where `edition` is None; giving it twice changes nothing.

    Raises: NotAllowed not-the-office, needs-admin, role-needs-edition.
    """
    require(
        office.may_grant_role(
            giver_roles=_roles_that_count(actor, edition),
            giver_is_system=actor.is_system,
            role=role,
            has_edition=edition is not None,
        )
    )
    grant, is_new = RoleGrant.objects.get_or_create(
        person=person,
        role=role,
        edition=edition,
        ended_at=None,
        defaults={"given_at": now, "given_by": actor.ref},
    )
    if is_new:
        audit.record(
            actor=actor,
            act="role-granted",
            subject=f"person:{person.ref}",
            now=now,
            edition=edition.key if edition else "",
            data={"role": role, "grant": grant.ref},
        )
    return grant


@transaction.atomic
def end_role(*, actor: Actor, grant: RoleGrant, now: datetime) -> RoleGrant:
    """Take a role back; what the person did with it stays.

    Raises: NotAllowed role-already-ended, own-admin-role, not-the-office, needs-admin.
    """
    audit.take_turn()
    role = Role(grant.role)
    require(
        office.may_end_role(
            giver_roles=_roles_that_count(actor, grant.edition),
            giver_is_system=actor.is_system,
            role=role,
            is_own=grant.person_id == actor.person_id,
            is_ended=grant.ended_at is not None,
        )
    )
    if RoleGrant.objects.filter(pk=grant.pk, ended_at__isnull=True).update(ended_at=now) != 1:
        require(no("role-already-ended"))
    grant.ended_at = now
    audit.record(
        actor=actor,
        act="role-ended",
        subject=f"person:{grant.person.ref}",
        now=now,
        edition=grant.edition.key if grant.edition else "",
        data={"role": role, "grant": grant.ref},
    )
    return grant


def _roles_that_count(actor: Actor, edition: Edition | None) -> frozenset[Role]:
    """The actor's roles for all editions, and for this one: a role for one edition says nothing about another."""
    return frozenset(
        grant.role
        for grant in actor.grants
        if grant.edition is None or (edition is not None and grant.edition == edition.key)
    )
