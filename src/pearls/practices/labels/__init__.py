"""Every human word of practices: schemes of the vocabulary, acts, reasons."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from pearls.kernel.verdict import Verdict
from pearls.practices.rules.adoptions import AdoptionState, Outcome
from pearls.practices.rules.fitting import Reason
from pearls.web.formats import joined, number

from pearls.practices.labels import contributing
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

__all__ = [
    "ACTS",
    "CONTRIBUTION_ARRIVED",
    "CONTRIBUTION_COMMENTED",
    "CONTRIBUTION_PUBLIC",
    "CONTRIBUTION_RETURNED",
    "CONTRIBUTION_WAITS",
    "FINDINGS",
    "ORDERS",
    "PRACTICE_WITHDRAWN",
    "REASONS",
    "SCHEMES",
    "SUBJECTS",
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

ORDERS = {
    "newest": _("The newest first"),
    "title": _("By title"),
    "country": _("By country"),
}

REASONS: dict[str, Promise] = {
    **contributing.REASONS,
    "office-only": _("Only the programme office may do this."),
    "not-your-town": _("Only somebody who is confirmed to speak for the town may tell what it tried."),
    "adoption-withdrawn": _("This record has been withdrawn. It can no longer be changed."),
    "own-practice": _("This practice comes from the same town; what became of it belongs on its own page."),
    "practice-withdrawn": _("This practice has been withdrawn."),
    "needs-taken": _("Please write what you took from the practice; one sentence is enough."),
    "needs-result": _("Please write what came of it, or say that you are still trying."),
    "began-to-come": _("The day on which it began has not come yet, though it is said to have ended."),
    "ended-before-begun": _("The last day is earlier than the first. Please look at both days."),
    "figure-too-large": _("The figure is larger than we can believe. Please write whole euros and whole hours."),
    "too-many-links": _("Please give at most %(most)s web addresses."),
    "link-not-an-address": _("“%(link)s” is no web address. It should begin with https://."),
    "needs-reason": _("Please give the reason; the town is told it."),
    "file-needs-consent": _("Please tick that everybody may see the file, or leave the file out."),
    "too-many-files": _("There are %(most)s files already; that is the most."),
}

ACTS: dict[str, Promise] = {
    **contributing.ACTS,
    "practices-loaded": _("Practices loaded from a file"),
    "vocabulary-loaded": _("Vocabulary loaded"),
    "adoption-begun": _("Attempt with a practice begun by a plan"),
    "adoption-changed": _("Attempt with a practice told anew"),
    "adoption-told": _("Attempt with a practice told"),
    "adoption-withdrawn": _("Attempt with a practice withdrawn"),
}

SUBJECTS: dict[str, Promise] = {
    **contributing.SUBJECTS,
    "practices": _("Practices"),
    "vocabulary": _("Vocabulary"),
    "adoption": _("Attempt with a practice"),
}

OUTCOMES: dict[str, Promise] = {
    Outcome.WORKS: _("It works"),
    Outcome.PARTLY: _("It works in part"),
    Outcome.FAILED: _("It failed"),
    Outcome.TRYING: _("Still trying"),
}
OUTCOME_TONES = {Outcome.WORKS: "good", Outcome.PARTLY: "info", Outcome.FAILED: "warn", Outcome.TRYING: "neutral"}
ADOPTION_STATES: dict[str, Promise] = {
    AdoptionState.DRAFT: pgettext_lazy("of an attempt", "Draft"),
    AdoptionState.PUBLIC: pgettext_lazy("of an attempt", "Public"),
    AdoptionState.WITHDRAWN: pgettext_lazy("of an attempt", "Withdrawn"),
}

# Why a practice fits a need; %(concepts)s are labels of the vocabulary, %(figure)s is a number.
FIT_REASONS: dict[str, Promise] = {
    "same-challenge": _("Answers the same challenge: %(concepts)s"),
    "close-challenge": _("Answers a challenge close to yours: %(concepts)s"),
    "same-target_group": _("Is for the same people: %(concepts)s"),
    "same-cultural_field": _("Works in the same cultural field: %(concepts)s"),
    "same-method": _("Uses the same method: %(concepts)s"),
    "same-resilience_dimension": _("Strengthens the same: %(concepts)s"),
    "similar-size": _("From a place of your size: %(figure)s inhabitants"),
    "near-size": _("From a place not far from your size: %(figure)s inhabitants"),
    "for-smaller-towns": _("Says what to change in a smaller town"),
    "within-budget": _("Cost less than you have: %(figure)s euros"),
    "within-hours": _("Took less work than you have: %(figure)s hours"),
    "same-country": _("From your own country"),
    "same-language": _("Told in your language"),
    "has-evidence": _("Shows how it is known what came of it"),
    "costs-more": _("Cost more than you have: %(figure)s euros"),
    "takes-more-hours": _("Took more work than you have: %(figure)s hours"),
}


def reason_words(verdict: Verdict) -> str:
    """Why something about practices is refused, in words; empty where another room has the words."""
    words = REASONS.get(verdict.reason)
    return str(words) % verdict.detail if words else ""


def fit_words(reason: Reason, terms: Mapping[tuple[str, str], str], language: str) -> str:
    """Why a practice fits, in the reader's words; `terms` are the labels of concepts by scheme and id."""
    if reason.code == "tried-elsewhere":
        count = reason.number or 0
        words = ngettext("Worked in %(count)s other place", "Worked in %(count)s other places", count)
        return words % {"count": count}
    concepts = joined([terms.get(name, name[1]) for name in reason.concepts], language)
    figure = "" if reason.number is None else number(reason.number, language)
    return str(FIT_REASONS[reason.code]) % {"concepts": concepts, "figure": figure}
