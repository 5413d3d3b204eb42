"""Every human word of practices: schemes of the vocabulary, acts, reasons."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from pearls.kernel.verdict import Verdict
from pearls.mail.rules import Letter
from pearls.practices.rules.fitting import Reason
from pearls.web.formats import joined, number

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
    "office-only": _("Only the programme office may do this."),
    "sign-in-to-save": _("Sign in first: a saved search belongs to somebody."),
    "nothing-asked": _("Type a word or narrow the list first: there is nothing to save yet."),
    "search-needs-name": _("Give the search a name."),
    "too-many-searches": _("You keep %(most)s searches already. Delete one first."),
    "not-your-search": _("This search belongs to somebody else."),
}

ACTS: dict[str, Promise] = {
    "practices-loaded": _("Practices loaded from a file"),
    "vocabulary-loaded": _("Vocabulary loaded"),
    "search-saved": _("Search saved"),
    "search-changed": _("Saved search changed"),
    "search-deleted": _("Saved search deleted"),
    "search-letters-stopped": _("Letters about a saved search stopped"),
    "search-told": _("Written what is new in a saved search"),
    "searches-forgotten": _("Saved searches of an erased person deleted"),
}

SUBJECTS: dict[str, Promise] = {
    "practices": _("Practices"),
    "vocabulary": _("Vocabulary"),
    "search": _("Saved search"),
}

# How often a letter says what is new in a saved search.
LETTERS_OFTEN = {"": _("Never"), "weekly": _("Once a week at most"), "daily": _("Once a day at most")}

NEWS_LETTER = Letter(
    kind="saved-search-news",
    subject=_("New practices: %(search)s"),
    about=_("When there is something new in a search that somebody keeps"),
    body=_(
        "Hello %(name)s,\n\n"
        "there is something new or changed in your saved search “%(search)s”:\n\n"
        "%(practices)s\n\n"
        "All that the search finds:\n%(link)s\n\n"
        "To get no more of these letters, open this link; you need not sign in:\n%(stop)s"
    ),
)

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
