"""Who acts: a person, the system itself, or a reader without an account."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person does for the programme. Speaking for a place is no role: that is `people`."""

    COORDINATOR = "coordinator"
    COMMITTEE = "committee"
    JURY = "jury"
    CHAIR = "chair"
    MENTOR = "mentor"
    EDITOR = "editor"
    FINANCE = "finance"
    PARTNER = "partner"
    ADMIN = "admin"


OFFICE_ROLES = frozenset({Role.COORDINATOR, Role.ADMIN})


class ActorKind(StrEnum):
    PERSON = "person"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True)
class Grant:
    """A role given for one edition (its key), or for all editions (None)."""

    role: Role
    edition: str | None = None


@dataclass(frozen=True)
class Actor:
    """Whoever acts or looks, with the roles that person holds at this moment.

    `ref` is stable and says nothing about the person; `name` is for the screen, never for the journal.
    """

    kind: ActorKind
    ref: str
    name: str = ""
    person_id: int | None = None
    language: str = "en"
    grants: frozenset[Grant] = frozenset()

    @classmethod
    def system(cls, name: str) -> "Actor":
        """The system acting by itself, as in `Actor.system("reminders")`. It may do what the office may."""
        return cls(kind=ActorKind.SYSTEM, ref=f"system:{name}", name=name)

    @property
    def is_signed_in(self) -> bool:
        return self.kind == ActorKind.PERSON

    @property
    def is_system(self) -> bool:
        return self.kind == ActorKind.SYSTEM

    def has_role(self, *roles: Role, edition: str | None = None) -> bool:
        """Whether the actor holds one of the roles, for this edition or for all.

        Without `edition`: whether the actor holds it for any edition at all.
        """
        return any(
            grant.role in roles and (edition is None or grant.edition is None or grant.edition == edition)
            for grant in self.grants
        )

    def is_office(self, edition: str | None = None) -> bool:
        """Whether the actor works in the programme office (coordinator or admin), or is the system."""
        return self.is_system or self.has_role(*OFFICE_ROLES, edition=edition)

    def office_editions(self) -> frozenset[str] | None:
        """The editions (their keys) whose office the actor works in; None for all of them."""
        keys = {grant.edition for grant in self.grants if grant.role in OFFICE_ROLES}
        if self.is_system or None in keys:
            return None
        return frozenset(key for key in keys if key is not None)


ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS, ref="anonymous")
