"""The plan on paper: as JSON, a workbook, a Word file and a PDF, out and in. Pure: bytes, forms and contents."""

from pearls.plans.papers.any_kind import KINDS, MIME, read_paper, write_paper
from pearls.plans.papers.as_json import from_json, to_json
from pearls.plans.papers.as_pdf import step_pdf, to_pdf
from pearls.plans.papers.docx_in import from_docx
from pearls.plans.papers.docx_out import to_docx
from pearls.plans.papers.glance import pictures_for
from pearls.plans.papers.xlsx_in import from_xlsx
from pearls.plans.papers.xlsx_out import to_xlsx

__all__ = [
    "KINDS",
    "MIME",
    "from_docx",
    "from_json",
    "from_xlsx",
    "pictures_for",
    "read_paper",
    "step_pdf",
    "to_docx",
    "to_json",
    "to_pdf",
    "to_xlsx",
    "write_paper",
]
