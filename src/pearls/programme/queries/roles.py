"""Who holds which role."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import Http404

from pearls.kernel.actor import Actor, Grant, Role
from pearls.people import queries as people_queries
from pearls.people.models import Person
from pearls.programme.models import Edition, RoleGrant


def grants_of(person: Person) -> frozenset[Grant]:
    """The roles the person holds at this moment; one query."""
    rows = RoleGrant.objects.filter(person=person, ended_at__isnull=True).values_list("role", "edition__key")
    return frozenset(Grant(Role(role), edition) for role, edition in rows)


def actor_for(person: Person) -> Actor:
    """The person as one who acts, with the roles held at this moment; one query."""
    return people_queries.actor_of(person, grants_of(person))


def people_with_role(*roles: Role, edition: Edition | None = None) -> QuerySet[Person]:
    """Everybody who holds one of the roles for this edition or for all; without an edition: for all editions."""
    scope = Q(role_grants__edition__isnull=True)
    if edition is not None:
        scope |= Q(role_grants__edition=edition)
    held = Q(role_grants__role__in=roles, role_grants__ended_at__isnull=True)
    return Person.objects.filter(held & scope, is_active=True).distinct().order_by("name", "email")


def roles_in(edition: Edition | None, *, roles: Iterable[Role] | None = None) -> QuerySet[RoleGrant]:
    """The grants in force for this edition, or for all editions where it is None; with their people."""
    rows = RoleGrant.objects.filter(edition=edition, ended_at__isnull=True).select_related("person", "edition")
    if roles is not None:
        rows = rows.filter(role__in=list(roles))
    return rows.order_by("role", "person__name", "person__email")


def grants_of_ref(person: str) -> list[RoleGrant]:
    """The roles in force of the person with this reference, living or just erased."""
    return list(RoleGrant.objects.filter(person__ref=person, ended_at__isnull=True).select_related("person", "edition"))


def grant_for(actor: Actor, ref: str) -> RoleGrant:
    """One grant, for the office.

    Raises: Http404, where there is none or the actor is not of the office.
    """
    grant = RoleGrant.objects.filter(ref=ref).select_related("person", "edition").first()
    if grant is None or not actor.is_office():
        raise Http404
    return grant
