"""When a title may be given, taken back, and shown to be one by a certificate."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pearls.kernel.verdict import YES, Verdict, no

# The states of an application from which a title may be given: the plan is in, and the jury has it.
READY = frozenset({"plan-submitted", "not-awarded", "awarded"})


class TitleKind(StrEnum):
    """How the title was reached. Of past editions it was not published which one the extra place gave."""

    BY_RANK = "by-rank"
    EXTRA = "extra"
    NOT_PUBLISHED = "not-published"


@dataclass(frozen=True)
class Award:
    """What decides whether one more title may be given. A country limit of 0 is no limit."""

    is_office: bool
    is_history: bool
    application_state: str
    is_titled: bool
    kind: TitleKind
    titles: int
    extra_titles: int
    max_per_country: int
    given_by_rank: int = 0
    given_extra: int = 0
    given_in_country: int = 0


def may_award(award: Award) -> Verdict:
    """Whether this application may be given a title of this kind; the country limit does not bind the extra place."""
    if not award.is_office:
        return no("office-only")
    if award.is_history:
        return no("edition-is-history")
    if award.is_titled:
        return no("already-titled")
    if award.application_state not in READY:
        return no("no-plan-judged", state=award.application_state)
    if award.kind == TitleKind.EXTRA:
        return YES if award.given_extra < award.extra_titles else no("no-extra-place-left", places=award.extra_titles)
    if award.given_by_rank >= award.titles:
        return no("no-place-left", places=award.titles)
    if award.max_per_country and award.given_in_country >= award.max_per_country:
        return no("country-limit", places=award.max_per_country)
    return YES


def may_load_history(*, is_office: bool) -> Verdict:
    """Whether the titles of past editions may be brought in from the record."""
    return YES if is_office else no("office-only")


def may_withdraw(*, is_office: bool, is_history: bool, is_withdrawn: bool, reason: str) -> Verdict:
    """Whether a title may be taken back: never one that was given elsewhere, and never without a reason."""
    if not is_office:
        return no("office-only")
    if is_history:
        return no("given-elsewhere")
    if is_withdrawn:
        return no("already-withdrawn")
    return YES if reason.strip() else no("reason-missing")


def is_public(*, public_from: datetime | None, now: datetime) -> bool:
    """Whether everybody may know of a title; one without an embargo always was public."""
    return public_from is None or public_from <= now


def may_have_certificate(*, is_history: bool, is_withdrawn: bool) -> Verdict:
    """Whether a title has a certificate: only one given on this platform and still held."""
    if is_history:
        return no("no-certificate-for-history")
    return no("title-withdrawn") if is_withdrawn else YES


def public_summary(answers: Mapping[str, Any], language: str) -> dict[str, dict[str, str]]:
    """What the plan's own public summary says of challenge and theme, for the public record, in the plan's language.

    Source: the plan's form, section "Public summary", which says that it is published for a Pearl.
    """
    points = {"challenge": answers.get("summary_challenges"), "theme": answers.get("summary_goals")}
    return {
        name: {language: " ".join(f"{point.rstrip('.')}." for point in given)}
        for name, given in points.items()
        if given
    }
