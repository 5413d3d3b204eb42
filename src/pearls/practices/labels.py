"""Every human word of practices: schemes of the vocabulary, acts, reasons."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
    "office-only": _("Only the programme office may do this."),
}

ACTS: dict[str, Promise] = {
    "practices-loaded": _("Practices loaded from a file"),
    "practices-part-loaded": _("A part of a file of practices loaded"),
    "vocabulary-loaded": _("Vocabulary loaded"),
}

SUBJECTS: dict[str, Promise] = {
    "practices": _("Practices"),
    "vocabulary": _("Vocabulary"),
}
