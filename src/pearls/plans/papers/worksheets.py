"""Worksheets of the toolkit as PDF, A4 and A3, to write on with a pen."""

from datetime import UTC, datetime, time

from django.utils import translation
from django.utils.translation import gettext as _

from pearls.kernel.languages import pick
from pearls.plans.queries import toolkit as toolkit_queries
from pearls.plans.rules.toolkit import Tool
from pearls.plans.rules.worksheets import SIZES
from pearls.web.formats import sentence_language
from pearls.web.pdf import render_pdf


def worksheet_pdf(*, tool: Tool, size: str, language: str) -> bytes:
    """A tool's worksheet on a sheet of this size, in the reader's language, or in English where that is not complete.

    The same sheet has the same bytes until the toolkit changes.
    """
    if tool.worksheet is None or size not in SIZES:
        raise LookupError(f"no worksheet of {tool.id} of size {size}")
    language, updated_on = sentence_language(language), toolkit_queries.toolkit().updated_on
    with translation.override(language):
        data = {
            "size": size,
            "flipped": tool.worksheet.is_flipped,
            "title": pick(tool.name, language)[0],
            "kind": _("Worksheet"),
            "task": pick(tool.worksheet.task, language)[0],
            "blanks": [_("Place"), _("Date"), _("Group")],
            "parts": [part.in_language(language) for part in tool.worksheet.parts],
            "credit": _("Own worksheet of this site, CC BY 4.0. Print it, change it, pass it on."),
        }
    midnight = datetime.combine(updated_on, time(), tzinfo=UTC)
    return render_pdf(template="plans/worksheet.typ", data=data, language=language, now=midnight)
