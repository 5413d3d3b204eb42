"""Roles: given, taken back, and carried by whoever acts."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from pearls.audit.models import Entry as JournalEntry
from pearls.kernel.actor import ANONYMOUS, Actor, Grant, Role
from pearls.kernel.verdict import NotAllowed
from pearls.programme import queries, services
from pearls.programme.middleware import ActorMiddleware
from pearls.programme.models import Edition, Programme, RoleGrant
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def edition() -> Edition:
    programme = Programme.objects.create(key="pearls")
    return Edition.objects.create(programme=programme, key="2028", created_at=NOW)


def test_a_role_for_one_edition_is_carried_by_the_actor(cast: Cast, edition: Edition) -> None:
    services.grant_role(actor=cast.actor("coordinator"), person=cast.town, role=Role.JURY, edition=edition, now=NOW)

    actor = queries.actor_for(cast.town)

    assert actor.grants == {Grant(Role.JURY, "2028")}
    assert actor.has_role(Role.JURY, edition="2028")
    assert not actor.has_role(Role.JURY, edition="2029")
    entry = JournalEntry.objects.get(act="role-granted")
    assert (entry.edition, entry.data["role"]) == ("2028", "jury")


def test_giving_a_role_twice_changes_nothing(cast: Cast, edition: Edition) -> None:
    for _time in range(2):
        services.grant_role(actor=cast.actor("coordinator"), person=cast.town, role=Role.MENTOR, edition=None, now=NOW)

    assert RoleGrant.objects.filter(person=cast.town).count() == 1
    assert JournalEntry.objects.filter(act="role-granted").count() == 1


def test_an_ended_role_is_gone_and_may_be_given_again(cast: Cast, edition: Edition) -> None:
    coordinator = cast.actor("coordinator")
    grant = services.grant_role(actor=coordinator, person=cast.town, role=Role.JURY, edition=edition, now=NOW)

    services.end_role(actor=coordinator, grant=grant, now=NOW)

    assert queries.actor_for(cast.town).grants == frozenset()
    assert JournalEntry.objects.filter(act="role-ended").count() == 1
    services.grant_role(actor=coordinator, person=cast.town, role=Role.JURY, edition=edition, now=NOW)
    assert queries.actor_for(cast.town).has_role(Role.JURY, edition="2028")


def test_a_role_that_somebody_ended_meanwhile_is_not_ended_twice(cast: Cast, edition: Edition) -> None:
    coordinator = cast.actor("coordinator")
    grant = services.grant_role(actor=coordinator, person=cast.town, role=Role.JURY, edition=edition, now=NOW)
    stale = RoleGrant.objects.get(pk=grant.pk)
    services.end_role(actor=coordinator, grant=grant, now=NOW)

    with pytest.raises(NotAllowed, match="role-already-ended"):
        services.end_role(actor=coordinator, grant=stale, now=NOW)


def test_a_coordinator_of_one_edition_gives_no_roles_in_another(cast: Cast, edition: Edition) -> None:
    elsewhere = Actor(kind=cast.actor("coordinator").kind, ref="x", grants=frozenset({Grant(Role.COORDINATOR, "2027")}))

    with pytest.raises(NotAllowed, match="not-the-office"):
        services.grant_role(actor=elsewhere, person=cast.town, role=Role.JURY, edition=edition, now=NOW)


def test_a_coordinator_makes_no_coordinator(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="needs-admin"):
        services.grant_role(
            actor=cast.actor("coordinator"), person=cast.town, role=Role.COORDINATOR, edition=None, now=NOW
        )

    assert not RoleGrant.objects.filter(person=cast.town).exists()


def test_people_with_a_role_are_those_of_the_edition_and_those_of_all(cast: Cast, edition: Edition) -> None:
    admin = cast.actor("admin")
    services.grant_role(actor=admin, person=cast.town, role=Role.COMMITTEE, edition=None, now=NOW)
    services.grant_role(actor=admin, person=cast.colleague, role=Role.COMMITTEE, edition=edition, now=NOW)

    assert set(queries.people_with_role(Role.COMMITTEE, edition=edition)) == {cast.committee, cast.town, cast.colleague}
    assert set(queries.people_with_role(Role.COMMITTEE)) == {cast.committee, cast.town}


def _request(user: object) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user  # type: ignore[assignment]
    ActorMiddleware(lambda _request: HttpResponse())(request)
    return request


def test_a_page_that_never_asks_who_acts_pays_no_query(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        _request(cast.coordinator)


def test_a_page_that_asks_pays_one_query_however_often(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = _request(cast.coordinator)

    with django_assert_num_queries(1):
        actor: Actor = request.actor  # type: ignore[attr-defined]
        assert (actor.is_office(), actor.ref, isinstance(actor, Actor)) == (True, cast.coordinator.ref, True)


def test_whoever_is_signed_out_is_nobody() -> None:
    assert _request(AnonymousUser()).actor == ANONYMOUS  # type: ignore[attr-defined]
