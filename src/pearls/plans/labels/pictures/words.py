"""What the pictures are called, and what to do while there is nothing to draw."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pearls.documents.rules import Form
from pearls.kernel.languages import pick
from pearls.plans.rules.pictures import Paid, PictureKind
from pearls.plans.rules.reading import Reading
from pearls.web.formats import quoted, sentence_language

TITLES: Mapping[PictureKind, Promise] = {
    PictureKind.LOGIC: _("From challenge to indicator"),
    PictureKind.CALENDAR: _("The year in months"),
    PictureKind.BUDGET_ACTIVITIES: _("Costs by activity"),
    PictureKind.BUDGET_SOURCES: _("Who pays the costs"),
    PictureKind.BUDGET_QUARTERS: _("Costs by quarter"),
    PictureKind.STAKEHOLDERS: _("Influence and interest"),
    PictureKind.COVERAGE: _("What reaches whom"),
}
PAID: Mapping[Paid, Promise] = {
    Paid.SOURCE: _("Paid by sources"),
    Paid.SEED: _("Paid from seed money"),
    Paid.NOBODY: _("Nobody pays this yet"),
    Paid.LEFT: _("Not needed so far"),
}


def nothing_yet(form: Form, question_id: str, language: str) -> str:
    """What to write first, so that there is something to draw."""
    question = form.question(question_id)
    label = pick(question.label, language)[0] if question else question_id
    return gettext("Nothing to draw yet. Begin with %(question)s.") % {
        "question": quoted(label, sentence_language(language))
    }


def named(reading: Reading, question_id: str, record_id: str, language: str) -> str:
    """An entry's title, or its place in its list."""
    row = reading.row(question_id, record_id)
    title = reading.title(question_id, row) if row else ""
    return title or gettext("Entry %(number)s") % {"number": reading.number(question_id, record_id)}


def column_word(form: Form, question_id: str, column_id: str, language: str) -> str:
    """What the form calls a part of an entry."""
    question = form.question(question_id)
    column = next((item for item in question.columns if item.id == column_id), None) if question else None
    return pick(column.label, language)[0] if column else ""


def choice_word(form: Form, question_id: str, column_id: str, value: str | None, language: str) -> str:
    """What the form calls a choice within an entry; empty for none."""
    question = form.question(question_id)
    columns = question.columns if question else ()
    choices = [choice for column in columns if column.id == column_id for choice in column.choices]
    return next((pick(choice.label, language)[0] for choice in choices if choice.id == value), "")
