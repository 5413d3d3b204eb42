"""What the programme office may do with an edition, its rules and its roles: pure decisions."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pearls.kernel.actor import OFFICE_ROLES, Role
from pearls.kernel.verdict import YES, Verdict, no


class EditionState(StrEnum):
    """How far an edition is known to the public. Where it stands in its year follows from its dates, not from here."""

    DRAFT = "draft"  # being set up, seen by the office alone
    PUBLISHED = "published"
    UNCONFIRMED = "unconfirmed"  # named by a source, without call or dates


class VersionKind(StrEnum):
    """The rules an edition started with, or a change made after its call had opened."""

    ORIGINAL = "original"
    AMENDMENT = "amendment"


class Outcome(StrEnum):
    """What became of one applicant of an edition, as the public record says it."""

    APPLIED = "applied"
    NOT_ELIGIBLE = "not_eligible"
    CANDIDATE = "candidate"
    PEARL = "pearl"


class PartnerRole(StrEnum):
    LEAD = "lead"
    PARTNER = "partner"


# Roles that a person may hold only for one edition: a jury is made anew each time.
EDITION_ROLES = frozenset({Role.JURY, Role.CHAIR})


@dataclass(frozen=True)
class RulesState:
    """What decides whether an edition's rules may be written."""

    is_history: bool
    frozen_at: datetime | None
    opens_at: datetime | None
    is_published: bool

    def is_frozen(self, now: datetime) -> bool:
        """Frozen by an act, or because the published call has opened by its own date."""
        if self.is_history or self.frozen_at is not None:
            return True
        return self.is_published and self.opens_at is not None and self.opens_at <= now


def may_edit_rules(*, state: RulesState, now: datetime) -> Verdict:
    """Whether the rules may be rewritten in place: only before the call opens."""
    if state.is_history:
        return no("edition-is-history")
    if state.is_frozen(now):
        return no("rules-frozen")
    return YES


def may_amend_rules(*, state: RulesState, reason: str, now: datetime) -> Verdict:
    """Whether frozen rules may get an amendment; it needs a reason that everybody can read."""
    if state.is_history:
        return no("edition-is-history")
    if not state.is_frozen(now):
        return no("rules-not-frozen")
    if not reason.strip():
        return no("amendment-needs-reason")
    return YES


def may_publish_edition(*, state: EditionState, has_rules: bool) -> Verdict:
    """Whether an edition may leave the office: once, and only with rules."""
    if state != EditionState.DRAFT:
        return no("edition-already-published")
    if not has_rules:
        return no("edition-without-rules")
    return YES


def may_grant_role(*, giver_roles: frozenset[Role], giver_is_system: bool, role: Role, has_edition: bool) -> Verdict:
    """Whether the giver may give a role.

    Office roles come from an admin alone, so that a coordinator cannot make another one unseen.
    """
    if not giver_is_system and not giver_roles & OFFICE_ROLES:
        return no("not-the-office")
    if role in OFFICE_ROLES and not giver_is_system and Role.ADMIN not in giver_roles:
        return no("needs-admin")
    if role in EDITION_ROLES and not has_edition:
        return no("role-needs-edition")
    return YES


def may_end_role(
    *, giver_roles: frozenset[Role], giver_is_system: bool, role: Role, is_own: bool, is_ended: bool
) -> Verdict:
    """Whether a role may be taken back; nobody takes the admin role from themselves, lest nobody is left."""
    if is_ended:
        return no("role-already-ended")
    if is_own and role == Role.ADMIN:
        return no("own-admin-role")
    return may_grant_role(giver_roles=giver_roles, giver_is_system=giver_is_system, role=role, has_edition=True)
