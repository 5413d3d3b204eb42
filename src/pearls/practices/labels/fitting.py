"""The words of how a practice fits a need."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pearls.practices.rules.fitting import Reason
from pearls.web.formats import joined, number

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


def fit_words(reason: Reason, terms: Mapping[tuple[str, str], str], language: str) -> str:
    """Why a practice fits, in the reader's words; `terms` are the labels of concepts by scheme and id."""
    if reason.code == "tried-elsewhere":
        count = reason.number or 0
        words = ngettext("Worked in %(count)s other place", "Worked in %(count)s other places", count)
        return words % {"count": count}
    concepts = joined([terms.get(name, name[1]) for name in reason.concepts], language)
    figure = "" if reason.number is None else number(reason.number, language)
    return str(FIT_REASONS[reason.code]) % {"concepts": concepts, "figure": figure}
