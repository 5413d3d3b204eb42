"""A plan as a PDF, whole and step by step."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from pearls.documents.forms import section_sheets
from pearls.kernel.languages import LANGUAGES
from pearls.plans.papers import from_docx, pictures_for, step_pdf, to_docx, to_pdf
from pearls.plans.papers.blocks import blocks_of, breakable
from pearls.plans.rules.papers import Picture
from tests.plans.contents import FORM
from tests.plans.papers import ALL_KINDS, EVERY_KIND, FACTS, nasty_contents
from tests.plans.test_papers_docx import CONTENT, SVG

NOW = datetime(2026, 11, 2, tzinfo=UTC)
FEW = max(5, settings.default.max_examples // 5)


def words_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")


def test_a_plan_is_set_with_the_place_in_its_own_spelling_contents_and_sections() -> None:
    pdf = to_pdf(FORM, CONTENT, FACTS, "lv", now=NOW, pictures=[Picture("Loģikas karte", SVG, "Viens mērķis")])
    reader, words = PdfReader(BytesIO(pdf)), words_of(pdf)

    assert reader.pages[0].extract_text().split("\n")[1:3] == [
        "Kaskinen · Kaskö",
        "Kultūras un noturības rīcības plāns",
    ]
    assert reader.trailer["/Root"]["/Lang"] == "lv"
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert [item["/Title"] for item in reader.outline if isinstance(item, dict)][:3] == [
        "Plāns vienā skatā",
        "1 Vieta",
        "2 Kultūras resursi, stiprās un vājās puses",
    ]
    assert "Kitchen table" in words
    assert "1200,00 €" in words
    assert "Vēl nav atbildēts" in words


def test_the_same_plan_on_the_same_day_has_the_same_bytes() -> None:
    assert to_pdf(FORM, CONTENT, FACTS, "en", now=NOW) == to_pdf(FORM, CONTENT, FACTS, "en", now=NOW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_answer_is_printed(language: str) -> None:
    words = words_of(to_pdf(ALL_KINDS, EVERY_KIND, FACTS, language, now=NOW))

    assert "=Title; with mark" in words
    assert "a.pdf" in words


@settings(max_examples=FEW)
@given(nasty_contents(), st.sampled_from(LANGUAGES))
def test_no_text_breaks_the_printing(content: dict[str, Any], language: str) -> None:
    pictures = pictures_for(FORM, content, language, year=2027)

    assert to_pdf(FORM, content, FACTS, language, now=NOW, pictures=pictures).startswith(b"%PDF")
    assert from_docx(to_docx(FORM, content, FACTS, language, pictures), FORM, FACTS).content == content


def test_an_empty_plan_says_what_waits() -> None:
    assert "Not answered yet: “Vision in a few sentences”." in words_of(to_pdf(FORM, {}, FACTS, "en", now=NOW))


@pytest.mark.parametrize("section", FORM.sections, ids=lambda section: section.id)
def test_each_step_is_printed_blank_and_filled_in(section: Any) -> None:
    blank = words_of(step_pdf(FORM, section, FACTS, "en", now=NOW))
    filled = words_of(step_pdf(FORM, section, FACTS, "en", now=NOW, content=CONTENT))

    assert section.title["en"] in blank
    assert all(question.label["en"].split()[0] in blank for question in section.questions)
    assert section.title["en"] in filled


def test_a_list_of_amounts_is_added_up_and_empty_columns_are_left_out() -> None:
    content = {**CONTENT, "cost_lines": [*CONTENT["cost_lines"], {"id": "k2", "what": "Rent", "amount": 50}]}
    sheets = section_sheets(FORM, content, "en", with_private=True)
    budget = next(sheet for sheet in sheets if sheet.section.id == "budget")

    (table,) = [block for block in blocks_of(budget, content, "en") if block["kind"] == "table"]

    assert table["head"] == ["What is paid", "Activity", "Cost, in euros", "Paid from seed money"]
    assert table["total"] == ["Altogether", "", "€1,200.50", ""]


def test_a_word_without_end_can_be_broken() -> None:
    assert breakable("a short text") == "a short text"
    assert max(map(len, breakable("https://" + "x" * 200).split("\u200b"))) == 24
