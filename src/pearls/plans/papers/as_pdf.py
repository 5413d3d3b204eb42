"""A plan as a PDF to read and to print; and one step of it, filled in or blank for the pen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from pearls.documents.forms import section_sheets
from pearls.documents.labels import CONTACT_PARTS, limit_sentences, only_if
from pearls.documents.rules import Form, Kind, Question, Section
from pearls.kernel.languages import pick
from pearls.plans.labels.papers import partner_words
from pearls.plans.papers.blocks import Block, blank_of, blocks_of
from pearls.plans.papers.words import choice_words, yes_no_words
from pearls.plans.rules.papers import Picture, PlanFacts
from pearls.web.formats import day_words
from pearls.web.pdf import render_pdf

WORDS_ON_A_LINE, LEAST_LINES, MOST_LINES = 11, 2, 24
MOST_ROWS, CARDS = 12, 3  # of a blank table, and of one whose entries have too many parts for a line


def to_pdf(
    form: Form,
    content: Mapping[str, Any],
    facts: PlanFacts,
    language: str,
    *,
    now: datetime,
    pictures: Sequence[Picture] = (),
    with_private: bool = True,
) -> bytes:
    """The whole plan, set to be read: title page, contents, pictures, sections. `now` is the day it stands on."""
    with override(language):
        sheets = section_sheets(form, content, language, with_private=with_private)
        data = {
            **_front(form, facts, language),
            "day": _("As it stood on %(day)s") % {"day": day_words(now.date(), language)},
            "contents_words": _("Contents"),
            "pictures_words": _("The plan at a glance"),
            "pictures": [picture._asdict() for picture in pictures],
            "sections": [{"title": sheet.title, "blocks": blocks_of(sheet, content, language)} for sheet in sheets],
        }
    return render_pdf(template="plans/plan.typ", data=data, language=language, now=now)


def step_pdf(
    form: Form,
    section: Section,
    facts: PlanFacts,
    language: str,
    *,
    now: datetime,
    content: Mapping[str, Any] | None = None,
    with_private: bool = True,
) -> bytes:
    """One step of the plan on paper: with its answers, or without a content blank, to be filled in with a pen."""
    with override(language):
        data: dict[str, Any] = {
            **_front(form, facts, language),
            "section": {
                "title": pick(section.title, language)[0],
                "help": pick(section.help, language)[0],
                "number": form.sections.index(section) + 1,
                "blocks": [],
            },
            "blanks": [],
        }
        if content is None:
            data["blanks"] = [_blank(form, question, language) for question in section.questions]
        else:
            sheets = section_sheets(form, content, language, with_private=with_private)
            shown = [sheet for sheet in sheets if sheet.section.id == section.id]
            data["section"]["blocks"] = [block for sheet in shown for block in blocks_of(sheet, content, language)]
    return render_pdf(template="plans/step.typ", data=data, language=language, now=now)


def _front(form: Form, facts: PlanFacts, language: str) -> dict[str, Any]:
    title = pick(form.title, language)[0]
    return {
        "title": title,
        "full_title": f"{title} · {facts.place}",
        "place": facts.place,
        "partners": partner_words(facts, language),
        "programme": facts.programme,
        "edition": facts.edition,
        "demonstration": facts.demonstration,
    }


def _blank(form: Form, question: Question, language: str) -> Block:
    """A question with room for its answer."""
    notes = [
        pick(question.help, language)[0],
        pick(question.statement, language)[0],
        *limit_sentences(question, language),
        only_if(form, question, language),
    ]
    rows = min(max(question.min_rows, 6), question.max_rows, MOST_ROWS)
    least = LEAST_LINES if question.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT) else 1
    lines = (question.max_words or 0) // WORDS_ON_A_LINE
    return {
        "kind": blank_of(question),
        "label": pick(question.label, language)[0],
        "notes": " ".join(note for note in notes if note),
        "lines": rows if question.kind == Kind.LIST else min(max(lines, least), MOST_LINES),
        "rows": rows,
        "head": [pick(column.label, language)[0] for column in question.columns],
        "is_tall": [column.kind == Kind.LONG_TEXT for column in question.columns],
        "entries": [_("Entry %(number)s") % {"number": number} for number in range(1, CARDS + 1)],
        "parts": [str(words) for words in CONTACT_PARTS.values()] if question.kind == Kind.CONTACT else [],
        "choices": _choices(question, language),
    }


def _choices(question: Question, language: str) -> list[str]:
    if question.kind == Kind.YES_NO:
        return list(yes_no_words(language).values())
    if question.kind == Kind.CONSENT:
        return [yes_no_words(language)[True]]
    return list(choice_words(question, language).values())
