"""The people of the demo, for tests: `cast.town`, `cast.juror(1)` … as accounts, `actor_of(cast.town)` as actors.

A test takes the fixture `cast`. Nobody here speaks for a place until the test says so.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress

from pearls.kernel.actor import Actor, Grant, Role
from pearls.people import queries as people_queries
from pearls.people.models import Person
from pearls.people.services.demonstration import DEMO_PEOPLE
from pearls.programme.models import RoleGrant

PASSWORD = "a-demo-password-of-tests"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

# Roles that hold for all editions; a juror's or chair's seat at one panel is given by the room that has panels.
ROLES: dict[str, tuple[Role, ...]] = {
    "coordinator": (Role.COORDINATOR,),
    "committee": (Role.COMMITTEE,),
    "juror1": (Role.JURY,),
    "juror2": (Role.JURY,),
    "juror3": (Role.JURY,),
    "juror4": (Role.JURY,),
    "juror5": (Role.JURY,),
    "mentor": (Role.MENTOR,),
    "finance": (Role.FINANCE,),
    "finance2": (Role.FINANCE,),
    "chair": (Role.CHAIR, Role.JURY),
    "editor": (Role.EDITOR,),
    "partner": (Role.PARTNER,),
    "admin": (Role.ADMIN,),
}


@dataclass(frozen=True)
class Cast:
    """Everybody by name; `cast["juror1"]` works too."""

    people: dict[str, Person]

    def __getitem__(self, key: str) -> Person:
        return self.people[key]

    def __getattr__(self, key: str) -> Person:
        try:
            return self.people[key]
        except KeyError:
            raise AttributeError(f"nobody in the cast is called {key!r}; there are {sorted(self.people)}") from None

    def juror(self, number: int) -> Person:
        return self.people[f"juror{number}"]

    def actor(self, key: str) -> Actor:
        """The member as an actor with the roles of the demo."""
        return people_queries.actor_of(self.people[key], {Grant(role) for role in ROLES.get(key, ())})


def make_cast() -> Cast:
    """The whole cast with confirmed addresses, the roles of the demo and the password `PASSWORD`."""
    # One hash for all: hashing a password is slow on purpose.
    first = Person(email="first@demo.test")
    first.set_password(PASSWORD)
    people = Person.objects.bulk_create(
        Person(
            email=entry.email, name=entry.name, language=entry.language, password=first.password, is_demonstration=True
        )
        for entry in DEMO_PEOPLE
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in people
    )
    by_key = {entry.key: person for entry, person in zip(DEMO_PEOPLE, people, strict=True)}
    RoleGrant.objects.bulk_create(
        RoleGrant(person=by_key[key], role=role, given_at=NOW, given_by="system:tests")
        for key, roles in ROLES.items()
        for role in roles
    )
    return Cast(by_key)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
