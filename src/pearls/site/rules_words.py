"""An edition's rules for its titles in words, for readers who never saw a rules file."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pearls.programme.rules import Aggregate, StageRules


def final_rule_sentences(final: StageRules) -> list[str]:
    """How the titles were or will be given, one sentence for each rule."""
    return [_titles(final), _country_limit(final), _extra(final), _aggregate(final), _weights(final)]


def _titles(final: StageRules) -> str:
    return ngettext(
        "%(number)s title goes to the plan with the highest result.",
        "%(number)s titles go to the plans with the highest results.",
        final.titles,
    ) % {"number": final.titles}


def _country_limit(final: StageRules) -> str:
    if not final.max_per_country:
        return _("A country may receive any number of titles.")
    return ngettext(
        "A country receives at most %(number)s title.",
        "A country receives at most %(number)s titles.",
        final.max_per_country,
    ) % {"number": final.max_per_country}


def _extra(final: StageRules) -> str:
    if not final.extra_titles:
        return _("The jury has no extra title to give.")
    return ngettext(
        "The jury may add %(number)s extra title with a written reason; the limit for a country does not bind it.",
        "The jury may add %(number)s extra titles with a written reason; the limit for a country does not bind it.",
        final.extra_titles,
    ) % {"number": final.extra_titles}


def _aggregate(final: StageRules) -> str:
    if final.aggregate == Aggregate.SUM:
        return _("The scores of all jurors are added up.")
    return _("The mean of the jurors' scores counts.")


def _weights(final: StageRules) -> str:
    if final.is_scorable:
        return _("The criteria, their weights and their scales stand in the Guide for Applicants.")
    return _("The weights of the criteria and the scale of the scores are not published.")
