"""PDFs: a typst template of a room, filled with data. Same template, data and instant give the same bytes.

A template is `src/pearls/<room>/typst/<name>.typ`:

    #import "/web/typst/base.typ": *
    #show: paper.with(title: data.title)
    #lead[#data.place_name]

and a service or view renders it with values that are ready to read (words through gettext, days and sums formatted):

    data = {"title": _("Receipt"), "place_name": "Rūjiena"}
    render_pdf(template="calls/receipt.typ", data=data, language="lv", now=now)

Data reach the template as JSON and never as typst source, so that no answer of an applicant is ever read as markup.
"""

import json
import re
import unicodedata
import warnings
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

PACKAGE = Path(__file__).resolve().parent.parent
FONTS = PACKAGE / "web" / "vendor" / "fonts-pdf"
PICTURE = PACKAGE / "web" / "typst" / "picture.typ"
MOST_ATTEMPTS = 4
UNSHOWN = re.compile(r'the text `"([^"]*)"` could not be displayed')
RUST_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")


class PdfError(Exception):
    """A template could not be rendered; the message is typst's, with the place in the template."""


def render_pdf(*, template: str, data: Mapping[str, Any], language: str, now: datetime) -> bytes:
    """The document as PDF/UA-1: tagged, with title and language, fonts inside, `now` as its date.

    `template` is `room/name.typ`; `data` is anything that JSON can hold (lazy words included).
    Raises: PdfError.
    """
    room, _slash, name = template.partition("/")
    source = PACKAGE / room / "typst" / name
    if not source.is_file():
        raise PdfError(f"no template {template!r}: expected a file {source.relative_to(PACKAGE)}")
    compiler = typst.Compiler(source, root=PACKAGE, font_paths=_fonts(), ignore_system_fonts=True)
    with translation.override(language):
        values = json.dumps({"data": data, "page": _page_words(language)}, ensure_ascii=False, default=str)
    for _attempt in range(MOST_ATTEMPTS):
        try:
            pdf, remarks = compiler.compile_with_warnings(
                sys_inputs={"input": values}, format="pdf", pdf_standards=["ua-1"], timestamp=int(now.timestamp())
            )
            break
        except typst.TypstError as error:
            values, before = _without_signs(values, str(error.diagnostic)), values
            if values == before:
                raise PdfError(f"{template}: {error.diagnostic}") from error
    else:
        raise PdfError(f"{template}: still signs that no typeface has after {MOST_ATTEMPTS} attempts")
    for remark in remarks:
        warnings.warn(f"{template}: {remark.diagnostic}", stacklevel=2)
    if not isinstance(pdf, bytes):
        raise PdfError(f"{template}: expected one PDF, got {type(pdf).__name__}")
    return pdf


def _without_signs(values: str, complaint: str) -> str:
    """The values without the signs that typst says no typeface of ours has: 😀 becomes a box.

    PDF/UA forbids a sign that cannot be shown, and nobody should be kept from a receipt by a heart in their text.
    """
    for quoted in UNSHOWN.findall(complaint):
        for sign in RUST_CODE.sub(lambda found: chr(int(found[1], 16)), quoted):
            if not sign.isascii():
                values = values.replace(sign, "" if unicodedata.category(sign) in ("Cf", "Mn") else "□")
    return values


def svg_as_png(svg: str, *, dots_per_inch: int = 160) -> bytes:
    """A drawing as pixels, for files that take no drawings; with our typefaces. Raises: PdfError."""
    compiler = typst.Compiler(PICTURE, root=PACKAGE, font_paths=_fonts(), ignore_system_fonts=True)
    try:
        png = compiler.compile(sys_inputs={"svg": svg}, format="png", ppi=float(dots_per_inch))
    except typst.TypstError as error:
        raise PdfError(f"a picture: {error.diagnostic}") from error
    if not isinstance(png, bytes):
        raise PdfError(f"a picture: expected one PNG, got {type(png).__name__}")
    return png


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


def _page_words(language: str) -> dict[str, str]:
    """What every page of every document says, in the document's language."""
    if settings.OFFICE_NAME:
        note = _("Issued by %(office)s.") % {"office": settings.OFFICE_NAME}
    else:
        note = _("Built from public facts. This is not a document of the programme itself.")
    # Translators: the page number at the foot of a PDF; {n} and {all} are numbers.
    return {"language": language, "note": note, "page_of": _("Page {n} of {all}"), "office": settings.OFFICE_NAME}
