"""When a title may be given and taken back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pearls.titles import labels, rules
from pearls.titles.rules import Award, TitleKind

AWARD = Award(
    is_office=True,
    is_history=False,
    application_state="plan-submitted",
    is_titled=False,
    kind=TitleKind.BY_RANK,
    titles=3,
    extra_titles=1,
    max_per_country=1,
)
NOW = datetime(2027, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, ""),
        ({"application_state": "awarded"}, ""),
        ({"is_office": False}, "office-only"),
        ({"is_history": True}, "edition-is-history"),
        ({"is_titled": True}, "already-titled"),
        ({"application_state": "candidate"}, "no-plan-judged"),
        ({"given_by_rank": 2}, ""),
        ({"given_by_rank": 3}, "no-place-left"),
        ({"given_in_country": 1}, "country-limit"),
        ({"given_in_country": 1, "max_per_country": 0}, ""),
        ({"kind": TitleKind.EXTRA, "given_in_country": 1, "given_by_rank": 3}, ""),
        ({"kind": TitleKind.EXTRA, "given_extra": 1}, "no-extra-place-left"),
        ({"kind": TitleKind.EXTRA, "extra_titles": 0}, "no-extra-place-left"),
    ],
)
def test_a_title_is_given_within_the_rules_of_its_edition(change: dict[str, object], reason: str) -> None:
    verdict = rules.may_award(replace(AWARD, **change))  # type: ignore[arg-type]

    assert verdict.reason == reason
    assert reason in ("", *labels.REASONS)


@pytest.mark.parametrize(
    ("is_office", "is_history", "is_withdrawn", "said", "reason"),
    [
        (True, False, False, "The plan was another town's.", ""),
        (False, False, False, "x", "office-only"),
        (True, True, False, "x", "given-elsewhere"),
        (True, False, True, "x", "already-withdrawn"),
        (True, False, False, "  ", "reason-missing"),
    ],
)
def test_a_title_is_taken_back_once_with_a_reason_and_only_where_given_here(
    is_office: bool, is_history: bool, is_withdrawn: bool, said: str, reason: str
) -> None:
    verdict = rules.may_withdraw(is_office=is_office, is_history=is_history, is_withdrawn=is_withdrawn, reason=said)

    assert verdict.reason == reason


def test_history_never_has_certificates() -> None:
    assert rules.may_have_certificate(is_history=False, is_withdrawn=False)
    assert rules.may_have_certificate(is_history=True, is_withdrawn=False).reason == "no-certificate-for-history"
    assert rules.may_have_certificate(is_history=False, is_withdrawn=True).reason == "title-withdrawn"


def test_an_embargo_ends_on_its_instant() -> None:
    assert rules.is_public(public_from=None, now=NOW)
    assert rules.is_public(public_from=NOW, now=NOW)
    assert not rules.is_public(public_from=NOW, now=NOW - timedelta(microseconds=1))


def test_the_record_takes_challenge_and_theme_from_the_public_summary_of_the_plan() -> None:
    answers = {"summary_challenges": ["Dark winters", "Empty halls"], "summary_goals": ["Light"], "vision": "Secret"}

    assert rules.public_summary(answers, "en") == {
        "challenge": {"en": "Dark winters. Empty halls."},
        "theme": {"en": "Light."},
    }
    assert rules.public_summary({"vision": "Secret"}, "en") == {}
