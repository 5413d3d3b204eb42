"""The words of editing the vocabulary: reasons and acts."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "scheme-unknown": _("There is no such group of concepts."),
    "concept-key": _("The short name takes small letters, digits and single hyphens, as in “village-theatre”."),
    "concept-taken": _("The short name “%(key)s” is taken in this group."),
    "needs-english-label": _("The English label is missing. Readers of other languages fall back on it."),
    "label-too-long": _("A label or synonym is too long: at most %(most)s letters."),
    "too-many-synonyms": _("There are too many synonyms in one language: at most %(most)s."),
    "label-taken": _("“%(label)s” is the label of %(other)s already. Two labels alike cannot be told apart."),
    "broader-not-there": _("The broader concept must be one of the same group that is in use."),
    "broader-below": _("The broader concept stands below this one itself. Choose another."),
    "concept-deprecated": _("This concept has been taken out of use already."),
    "has-narrower": _("Other concepts stand below this one. Move them first, then take it out of use."),
    "needs-replacement": _("Choose which concept stands in for it; a search for it leads there."),
    "replacement-not-there": _("What stands in for it must be another concept of the same group that is in use."),
    "not-deprecated": _("This concept is in use."),
}

ACTS: dict[str, Promise] = {
    "concept-added": _("Concept added to the vocabulary"),
    "concept-changed": _("Concept of the vocabulary worded anew"),
    "concept-deprecated": _("Concept of the vocabulary taken out of use"),
    "concept-restored": _("Concept of the vocabulary taken up again"),
}
