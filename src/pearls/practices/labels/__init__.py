"""Every human word of practices: schemes of the vocabulary, acts, reasons."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.kernel.verdict import Verdict
from pearls.practices.labels import adoptions, contributing, editing, saving, translating
from pearls.practices.labels.adoptions import ADOPTION_STATES, OUTCOME_TONES, OUTCOMES
from pearls.practices.labels.contributing import (
    CONTRIBUTION_ARRIVED,
    CONTRIBUTION_COMMENTED,
    CONTRIBUTION_PUBLIC,
    CONTRIBUTION_RETURNED,
    CONTRIBUTION_WAITS,
    FINDINGS,
    PRACTICE_WITHDRAWN,
    untitled,
)
from pearls.practices.labels.fitting import FIT_REASONS, fit_words
from pearls.practices.labels.saving import LETTERS_OFTEN, NEWS_LETTER
from pearls.practices.labels.translating import LINES, PRACTICES_STILL_RIGHT

__all__ = [
    "ACTS",
    "ADOPTION_STATES",
    "CONTRIBUTION_ARRIVED",
    "CONTRIBUTION_COMMENTED",
    "CONTRIBUTION_PUBLIC",
    "CONTRIBUTION_RETURNED",
    "CONTRIBUTION_WAITS",
    "COSTS",
    "EVIDENCE",
    "FINDINGS",
    "FIT_REASONS",
    "LETTERS_OFTEN",
    "LINES",
    "NEWS_LETTER",
    "ORDERS",
    "OUTCOMES",
    "OUTCOME_TONES",
    "PRACTICES_STILL_RIGHT",
    "PRACTICE_WITHDRAWN",
    "REASONS",
    "SCHEMES",
    "SUBJECTS",
    "fit_words",
    "reason_words",
    "untitled",
]

SCHEMES = {
    "challenge": _("Challenge"),
    "resilience_dimension": _("What it strengthens"),
    "cultural_field": _("Cultural field"),
    "target_group": pgettext_lazy("of a practice", "For whom"),
    "method": _("Method"),
    "organisation_type": _("Kind of organisation"),
    "status": pgettext_lazy("of a practice", "Status"),
}

COSTS = {
    "under-5000": _("Less than 5,000 euros"),
    "5000-to-25000": _("5,000 to 25,000 euros"),
    "25000-to-100000": _("25,000 to 100,000 euros"),
    "100000-to-500000": _("100,000 to 500,000 euros"),
    "over-500000": _("More than 500,000 euros"),
    "unknown": _("Cost not published"),
}

# How it is known what came of a practice, the weakest first.
EVIDENCE = {
    "told": _("Told by those who did it"),
    "counted": _("Counted"),
    "asked": _("People were asked"),
    "compared": _("Compared with before or elsewhere"),
    "unknown": _("Not published how it is known"),
}

ORDERS = {
    "newest": _("The newest first"),
    "title": _("By title"),
    "country": _("By country"),
}

REASONS: dict[str, Promise] = {
    **adoptions.REASONS,
    **contributing.REASONS,
    **saving.REASONS,
    **translating.REASONS,
    **editing.REASONS,
    "office-only": _("Only the programme office may do this."),
}

ACTS: dict[str, Promise] = {
    **adoptions.ACTS,
    **contributing.ACTS,
    **saving.ACTS,
    **translating.ACTS,
    **editing.ACTS,
    "practices-loaded": _("Practices loaded from a file"),
    "practices-part-loaded": _("A part of a file of practices loaded"),
    "vocabulary-loaded": _("Vocabulary loaded"),
}

SUBJECTS: dict[str, Promise] = {
    **adoptions.SUBJECTS,
    **contributing.SUBJECTS,
    **saving.SUBJECTS,
    "practices": _("Practices"),
    "vocabulary": _("Vocabulary"),
}


def reason_words(verdict: Verdict) -> str:
    """Why something about practices is refused, in words; empty where another room has the words."""
    words = REASONS.get(verdict.reason)
    return str(words) % verdict.detail if words else ""
