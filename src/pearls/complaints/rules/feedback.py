"""Why a place got what it got, criterion by criterion: who sees the points, who words the reasons, when they go out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pearls.kernel.verdict import YES, Verdict, no

LEAST_ASSESSMENTS = 2  # below it, the mean would be what one person gave
LONGEST_REASON = 4_000


@dataclass(frozen=True)
class Wording:
    """What the rules ask about the reasons for one text."""

    is_office: bool
    is_chair: bool = False
    is_shut: bool = False  # the chair has a conflict of interest with the text
    is_published: bool = True
    is_sent: bool = False


def may_word(wording: Wording) -> Verdict:
    """Whether somebody may write the reasons for a text.

    Reasons: not-office-nor-chair, conflict-shuts-it, not-published, reasons-sent.
    """
    if not (wording.is_office or wording.is_chair):
        return no("not-office-nor-chair")
    if wording.is_shut and not wording.is_office:
        return no("conflict-shuts-it")
    if not wording.is_published:
        return no("not-published")
    return no("reasons-sent") if wording.is_sent else YES


def may_send(wording: Wording, *, criteria: Collection[str], written: Mapping[str, str]) -> Verdict:
    """Whether the reasons go to the place: every criterion has one. Reasons: as `may_word`, reasons-missing."""
    if not (allowed := may_word(wording)):
        return allowed
    missing = [criterion for criterion in criteria if not written.get(criterion, "").strip()]
    return no("reasons-missing", count=len(missing)) if missing else YES


def may_promise(*, is_office: bool, day: date, today: date) -> Verdict:
    """Whether a day may be named by which the reasons follow. Reasons: not-the-office, day-passed."""
    if not is_office:
        return no("not-the-office")
    return YES if day >= today else no("day-passed")


def shows_points(assessments: int) -> bool:
    """Whether the points of a criterion are shown to the place: never where they are one person's."""
    return assessments >= LEAST_ASSESSMENTS


def draft_from(comments: Iterable[str]) -> str:
    """What the office begins a reason with: the assessors' comments, each once, without names and in no known order."""
    return "\n\n".join(sorted({comment.strip() for comment in comments} - {""}))[:LONGEST_REASON]
