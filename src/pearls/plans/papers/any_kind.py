"""A plan as a file of whichever kind: what a page or a command offers and takes."""

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pearls.documents.rules import IN_LANGUAGE, Form
from pearls.files import rules as file_rules
from pearls.plans.papers.as_json import from_json, to_json
from pearls.plans.papers.as_pdf import to_pdf
from pearls.plans.papers.docx_in import from_docx
from pearls.plans.papers.docx_out import to_docx
from pearls.plans.papers.glance import pictures_for
from pearls.plans.papers.guards import OLE, require_size
from pearls.plans.papers.xlsx_in import from_xlsx
from pearls.plans.papers.xlsx_out import to_xlsx
from pearls.plans.rules.papers import Paper, PaperError, PlanFacts

KINDS = ("docx", "xlsx", "pdf", "json")  # what a plan goes out as; a PDF does not come back
MIME = {"json": "application/json", **{kind: file_rules.MIME[kind] for kind in ("docx", "xlsx", "pdf")}}
_READERS: Mapping[str, Callable[[bytes, Form, PlanFacts], Paper]] = {
    "docx": from_docx,
    "json": from_json,
    "xlsx": from_xlsx,
}


def write_paper(
    kind: str,
    form: Form,
    content: Mapping[str, Any],
    facts: PlanFacts,
    language: str,
    *,
    now: datetime,
    year: int | None = None,
    told: Mapping[str, Any] | None = None,
    with_private: bool = True,
) -> bytes:
    """The plan as a file of this kind, with its pictures where the kind has any; `year` is the title year.

    Of translations in `content` (`vision--en`) JSON alone speaks; the other kinds leave them as they are.
    A PDF, which does not come back, tells `told` where that is given, and private answers only `with_private`.
    """
    if kind == "json":
        return to_json(content, facts)
    content = {name: value for name, value in content.items() if IN_LANGUAGE not in name}
    if kind == "xlsx":
        return to_xlsx(form, content, facts, language)
    pictures = pictures_for(form, content, language, year=year)
    if kind == "docx":
        return to_docx(form, content, facts, language, pictures)
    read = content if told is None else told
    return to_pdf(form, read, facts, language, now=now, pictures=pictures, with_private=with_private)


def read_paper(data: bytes, form: Form, facts: PlanFacts) -> Paper:
    """Read a file that came back, whatever it is called: a Word file, a workbook or JSON.

    Raises: PaperError.
    """
    require_size(data)
    kind = file_rules.kind_of(io.BytesIO(data))
    if not kind and data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        kind = "json"
    if data.startswith(OLE) or (not kind and data.startswith(b"PK")):
        kind = "docx"  # locked, old or damaged: its reader says which
    if kind not in _READERS:
        raise PaperError("wrong-kind", expected="DOCX, XLSX, JSON", got=kind or "?")
    return _READERS[kind](data, form, facts)
