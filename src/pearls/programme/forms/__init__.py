"""The shape of what the office types about editions, their rules and their roles."""

from pearls.programme.forms.office import AmendmentForm, EditionStartForm, GrantForm, RulesTextForm
from pearls.programme.forms.rules_applicants import ApplicantsPart
from pearls.programme.forms.rules_dates import DatesPart
from pearls.programme.forms.rules_deciding import DecidingPart
from pearls.programme.forms.rules_part import RulesPart

__all__ = [
    "AmendmentForm",
    "ApplicantsPart",
    "DatesPart",
    "DecidingPart",
    "EditionStartForm",
    "GrantForm",
    "RulesPart",
    "RulesTextForm",
]
