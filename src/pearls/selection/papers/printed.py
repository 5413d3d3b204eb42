"""Score sheets to be filled in with a pen, one page or more for each text; and a text to be read on paper."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from pearls.documents.forms.sheets import AnswerSheet, SectionSheet
from pearls.kernel.languages import pick
from pearls.selection.papers.workbook_out import scale_words
from pearls.selection.rules.sheets import Blank, BlankRow, plain_lines, spelled
from pearls.web.formats import country_name
from pearls.web.pdf import render_pdf


def sheets_pdf(blank: Blank, language: str, *, now: datetime) -> bytes:
    """A sheet for each row, each beginning on a page of its own: what a person has given already is printed in it."""
    with override(language):
        people = {row.assessor_name for row in blank.rows}
        data: dict[str, Any] = {
            "title": _("Score sheets: %(stage)s") % {"stage": blank.stage_name},
            "name": blank.title,
            "note": blank.note,
            "whose": people.pop() if len(people) == 1 else "",
            "nothing": _("There is no text to score."),
            "how": _("An empty box is no score, never a zero. Nobody else fills in this sheet."),
            "conflict": _("I have a conflict of interest with this text:"),
            "conflict_choices": [_("no"), _("yes (then leave the rest empty)")],
            "head": [_("Criterion and what the points mean"), _("Points")],
            "why": _("Why"),
            "signature": [_("Name"), _("Date"), _("Signature")],
            "reference": _("Reference"),
            "sheets": [_sheet(blank, row, language) for row in blank.rows],
        }
    return render_pdf(template="selection/sheets.typ", data=data, language=language, now=now)


def _sheet(blank: Blank, row: BlankRow, language: str) -> dict[str, Any]:
    return {
        "title": row.name,
        "facts": [
            (_("Country"), country_name(row.country, language) or row.country),
            (_("Assessor"), row.assessor_name),
        ],
        "conflict": {"no": 0, "yes": 1}.get(row.given.conflict, -1),
        "reference": f"{blank.mark} · {row.assessor} · {row.candidate}",
        "criteria": [
            {
                "name": pick(criterion.name, language)[0] or criterion.id,
                "scale": scale_words(criterion),
                "guidance": pick(criterion.guidance, language)[0],
                "points": spelled(row.given.scores.get(criterion.id)),
                "why": plain_lines(row.given.comments.get(criterion.id, "")),
            }
            for criterion in blank.stage.criteria
        ],
    }


def text_pdf(
    title: str, facts: list[tuple[str, str]], sheets: Iterable[SectionSheet], language: str, *, now: datetime
) -> bytes:
    """A text as it was handed in, with its questions; what is private is not in `sheets`."""
    sections = [{"title": sheet.title, "answers": [_answer(answer) for answer in sheet.answers]} for sheet in sheets]
    with override(language):
        data = {"title": title, "facts": facts, "sections": sections, "unanswered": _("Not answered.")}
    return render_pdf(template="selection/text.typ", data=data, language=language, now=now)


def _answer(answer: AnswerSheet) -> dict[str, Any]:
    files = "\n".join(name for name, _address in answer.files)
    return {
        "label": answer.label,
        "text": (answer.text or files) if answer.is_answered else "",
        "items": list(answer.items),
        "head": list(answer.columns),
        "rows": [list(row) for row in answer.table],
        "is_answered": answer.is_answered,
    }
