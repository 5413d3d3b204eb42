"""What the programme decides without a database."""

from datetime import UTC, datetime

import pytest

from pearls.kernel.actor import Role
from pearls.programme.rules import office
from pearls.programme.rules.published_dates import parse_published_date

NOW = datetime(2026, 3, 1, tzinfo=UTC)
EARLIER = datetime(2026, 2, 1, tzinfo=UTC)
LATER = datetime(2026, 4, 1, tzinfo=UTC)


def state(**changes: object) -> office.RulesState:
    values = {"is_history": False, "frozen_at": None, "opens_at": LATER, "is_published": True} | changes
    return office.RulesState(**values)  # type: ignore[arg-type]


def test_rules_may_be_edited_until_the_call_opens() -> None:
    assert office.may_edit_rules(state=state(), now=NOW)
    assert office.may_edit_rules(state=state(opens_at=NOW), now=NOW).reason == "rules-frozen"


def test_a_draft_whose_opening_day_has_passed_is_not_frozen_because_nobody_has_seen_it() -> None:
    assert office.may_edit_rules(state=state(opens_at=EARLIER, is_published=False), now=NOW)


def test_frozen_rules_are_amended_with_a_reason_and_not_edited() -> None:
    frozen = state(frozen_at=EARLIER)

    assert office.may_edit_rules(state=frozen, now=NOW).reason == "rules-frozen"
    assert office.may_amend_rules(state=frozen, reason="  ", now=NOW).reason == "amendment-needs-reason"
    assert office.may_amend_rules(state=frozen, reason="A holiday", now=NOW)


def test_rules_that_are_not_frozen_are_edited_and_not_amended() -> None:
    assert office.may_amend_rules(state=state(), reason="A holiday", now=NOW).reason == "rules-not-frozen"


def test_the_rules_of_history_are_neither_edited_nor_amended() -> None:
    history = state(is_history=True)

    assert office.may_edit_rules(state=history, now=NOW).reason == "edition-is-history"
    assert office.may_amend_rules(state=history, reason="Why", now=NOW).reason == "edition-is-history"


@pytest.mark.parametrize(
    ("giver", "role", "has_edition", "reason"),
    [
        (Role.COORDINATOR, Role.JURY, True, ""),
        (Role.COORDINATOR, Role.MENTOR, False, ""),
        (Role.COORDINATOR, Role.JURY, False, "role-needs-edition"),
        (Role.COORDINATOR, Role.COORDINATOR, False, "needs-admin"),
        (Role.ADMIN, Role.COORDINATOR, False, ""),
        (Role.JURY, Role.JURY, True, "not-the-office"),
    ],
)
def test_the_office_gives_roles_and_only_an_admin_gives_the_offices_own(
    giver: Role, role: Role, has_edition: bool, reason: str
) -> None:
    verdict = office.may_grant_role(
        giver_roles=frozenset({giver}), giver_is_system=False, role=role, has_edition=has_edition
    )

    assert verdict.reason == reason


def test_nobody_ends_their_own_admin_role() -> None:
    verdict = office.may_end_role(
        giver_roles=frozenset({Role.ADMIN}), giver_is_system=False, role=Role.ADMIN, is_own=True, is_ended=False
    )

    assert verdict.reason == "own-admin-role"


@pytest.mark.parametrize("text", ["2024", "2024-06", "2024-06-12", "2025-04-04T23:59"])
def test_a_published_date_is_as_exact_as_its_source(text: str) -> None:
    published = parse_published_date(text)

    assert published is not None
    assert published.until is None
    assert published.start.at.isoformat()[: len(text)] == text


def test_an_interval_may_have_ends_of_different_exactness() -> None:
    published = parse_published_date("2024-06/2024-10-31")

    assert published is not None
    assert published.until is not None
    assert (published.start.precision, published.until.precision) == ("month", "day")


def test_a_date_in_another_shape_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="got '6 June 2024'"):
        parse_published_date("6 June 2024")
