"""The words of "we tried it": how it went, states, reasons, acts."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.practices.rules.adoptions import AdoptionState, Outcome

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

REASONS: dict[str, Promise] = {
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
    "too-many-files": _("There are %(most)s files already; that is the most."),
    "file-needs-consent": _("Please tick that everybody may see the file, or leave the file out."),
}

ACTS: dict[str, Promise] = {
    "adoption-begun": _("Attempt with a practice begun by a plan"),
    "adoption-changed": _("Attempt with a practice told anew"),
    "adoption-told": _("Attempt with a practice told"),
    "adoption-withdrawn": _("Attempt with a practice withdrawn"),
}

SUBJECTS: dict[str, Promise] = {"adoption": _("Attempt with a practice")}
