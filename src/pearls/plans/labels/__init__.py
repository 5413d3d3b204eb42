"""Every human word of the plans."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pearls.calls import labels as call_labels
from pearls.documents import labels as document_labels
from pearls.kernel.languages import pick
from pearls.kernel.verdict import Verdict
from pearls.plans.labels import checks as checks
from pearls.plans.labels import pictures as pictures
from pearls.plans.labels import practices as practices
from pearls.plans.labels import readiness as readiness
from pearls.plans.labels import remarks as remarks
from pearls.plans.labels import sessions as sessions
from pearls.plans.labels import title_year as title_year
from pearls.plans.labels.remarks import MENTION_LETTER
from pearls.plans.rules.workshop import Evening

ACTS: dict[str, Promise] = {
    "plan-file-brought-back": _("File of the plan brought back"),
    "plan-file-left": _("File of the plan left aside"),
    "plan-filled-in": _("Plan filled in"),
    **sessions.ACTS,
    **title_year.ACTS,
    **remarks.ACTS,
    **practices.ACTS,
}
SUBJECTS: dict[str, Promise] = {
    "plan": _("Action plan"),
    **sessions.SUBJECTS,
}
REASONS: dict[str, Promise] = {
    "may-not-write": _("You may read this plan, but not write in it."),
    **practices.REASONS,
    **remarks.REASONS,
    **sessions.REASONS,
    **title_year.REASONS,
}


def evening_words(number: int, evening: Evening, language: str) -> str:
    """An evening by its number and name: "Evening 3: Who it is about"."""
    return gettext("Evening %(number)s: %(title)s") % {"number": number, "title": pick(evening.title, language)[0]}


def reason_words(verdict: Verdict) -> str:
    """Why something about a plan is refused, in words; reasons of documents and applications are worded there."""
    own = REASONS.get(verdict.reason)
    of_document = document_labels.reason_sentence(verdict.reason, verdict.detail)
    return str(own) % verdict.detail if own else of_document or call_labels.reason_words(verdict)


__all__ = ["ACTS", "MENTION_LETTER", "REASONS", "SUBJECTS", "evening_words", "reason_words"]
