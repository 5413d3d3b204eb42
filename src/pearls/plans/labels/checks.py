"""What the checks say: a sentence for each finding, why it matters, and what to do. Never a score."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pearls.documents.rules import Form
from pearls.kernel.languages import pick
from pearls.plans.labels.lessons import LESSONS, Lesson
from pearls.plans.rules.checks import Finding, FindingKind
from pearls.web.formats import date_words, euros, month_words, number, quoted, sentence_language

LONGEST_NAME = 90  # letters of a title within a sentence; the whole of it stands where the link leads

KINDS: dict[str, Promise] = {
    FindingKind.CLASH: _("Does not fit together"),
    FindingKind.GAP: _("Not there yet"),
    FindingKind.HINT: _("Worth a second look"),
}


def sentence(finding: Finding, form: Form, language: str) -> str:
    """What was found, in one sentence."""
    values = {key: _word(key, value, language) for key, value in finding.detail.items()}
    if finding.record_id:
        values["name"] = _name(finding, form, language)
    template = lesson(finding.code).sentence
    return str(template) % values


def lesson(code: str) -> Lesson:
    """All that is said about the findings of one check."""
    return LESSONS[code]


def _name(finding: Finding, form: Form, language: str) -> str:
    """The entry's title in quotation marks; without a title, its place in its list."""
    title = finding.detail["name"]
    if title:
        return quoted(shortened(title), sentence_language(language))
    question = form.question(finding.question_id)
    label = pick(question.label, language)[0] if question else finding.question_id
    return gettext("%(number)s in %(list)s") % {
        "number": finding.detail["number"],
        "list": quoted(label, sentence_language(language)),
    }


def shortened(text: str, longest: int = LONGEST_NAME) -> str:
    """The text on one line, cut between words where it is too long."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    cut = text[: longest - 1].rsplit(" ", 1)[0]
    return f"{cut.rstrip(' ,.;:–-')}…"


def _word(key: str, value: Any, language: str) -> str:
    """A detail in words, by what its name says that it is."""
    if key.endswith("_cents"):
        return euros(value, language)
    if key == "month_on":
        return month_words(date.fromisoformat(value), language) if value else ""
    if key.endswith("_on"):
        return date_words(date.fromisoformat(value), language)
    if key.endswith(("_count", "hours")):
        return number(value, language)
    if key == "value":
        return number(Decimal(value), language)
    if key == "point":
        return quoted(shortened(value), sentence_language(language))
    return str(value)
