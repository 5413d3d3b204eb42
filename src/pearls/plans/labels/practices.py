"""The words for practices of other towns beside a plan."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pearls.web.formats import joined

ACTS: dict[str, Promise] = {
    "practice-left": _("Practice left out of the plan"),
    "practice-taken-over": _("Practice taken over into the plan"),
}
REASONS: dict[str, Promise] = {
    "no-practice-asked": _("This plan does not ask which practice an activity builds on."),
    "too-many-practices": _("An activity can build on at most %(most)s practices."),
    "unknown-practice": _("There is no practice of that name. It may have been withdrawn."),
}


def subject_words(concepts: list[str], language: str) -> str:
    """Why a practice is an example for a question of a plan that says nothing yet."""
    if not concepts:
        return gettext("An example for this question")
    return gettext("On the subject of this question: %(concepts)s") % {"concepts": joined(concepts, language)}
