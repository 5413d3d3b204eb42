"""Pictures of a plan for papers: an SVG of its own, and the table behind it."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from pearls.documents.rules import Form
from pearls.plans.labels import pictures as labels
from pearls.plans.rules.pictures import PictureKind, kinds_of
from pearls.plans.rules.reading import Reading
from pearls.web.drawings import paper_drawing

TableParts = tuple[str, tuple[str, ...], list[tuple[str, ...]]]


def kinds(form: Form) -> list[PictureKind]:
    """The pictures that the form makes possible, in the order in which they are shown."""
    return kinds_of(Reading(form, {}))


def svg_of(
    kind: PictureKind | str, form: Form, content: Mapping[str, Any], language: str, *, year: int | None = None
) -> str:
    """The picture as an SVG with its styles as attributes, titled and described; empty while there is nothing to draw.

    Its letters are ours (Inter): whoever sets the paper has them in `web/vendor/fonts-pdf`.
    """
    with translation.override(language):
        picture = labels.picture(PictureKind(kind), form, content, language, year=year)
        drawn = render_to_string("plans/pictures/_drawing.html", {"picture": picture}) if picture.drawing else ""
    return paper_drawing(drawn) if drawn else ""


def table_of(
    kind: PictureKind | str, form: Form, content: Mapping[str, Any], language: str, *, year: int | None = None
) -> TableParts:
    """The same as a table: caption, names of the columns, rows; the last row is the total where there is one."""
    with translation.override(language):
        table = labels.picture(PictureKind(kind), form, content, language, year=year).table
    return table.caption, table.header, [*table.rows, *([table.total] if table.total else [])]
