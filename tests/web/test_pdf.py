"""Documents: the same bytes twice, every letter, nothing typed is ever read as markup."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pytest_django import Settings

from pearls.kernel.languages import LANGUAGES
from pearls.web.pdf import PdfError, render_pdf

NOW = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
LETTERS = {
    "en": "qwxz QWXZ",
    "lv": "āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ",
    "lt": "ąčęėįšųūž ĄČĘĖĮŠŲŪŽ",
    "et": "äõöüšž ÄÕÖÜŠŽ",
    "fi": "äöå ÄÖÅ",
    "sv": "åäö ÅÄÖ é",
    "da": "æøå ÆØÅ",
    "pl": "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ",
    "de": "äöüß ÄÖÜẞ",
    "nb": "æøå ÆØÅ",
}


def sample(**changes: Any) -> dict[str, Any]:
    values = {
        "title": "Receipt",
        "name": "Cultural Pearls",
        "lead": "One sentence.",
        "heading": "What was received",
        "facts": [["Place", "Rūjiena"]],
        "text": "First.\n\nSecond.",
        "notice": "Keep this page.",
        "signature": "The chair",
    }
    return values | changes


def render(language: str = "en", now: datetime = NOW, **changes: Any) -> bytes:
    return render_pdf(template="web/sample.typ", data=sample(**changes), language=language, now=now)


def words_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_the_same_document_at_the_same_instant_has_the_same_bytes() -> None:
    assert render() == render()
    assert render() != render(now=datetime(2026, 3, 30, tzinfo=UTC))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_the_ten_languages_is_printed_in_both_typefaces(language: str) -> None:
    pdf = render(language=language, lead=LETTERS[language], text=LETTERS[language])

    assert words_of(pdf).replace(" ", "").count(LETTERS[language].replace(" ", "")) == 2
    assert PdfReader(BytesIO(pdf)).trailer["/Root"]["/Lang"] == language


def test_a_document_is_tagged_and_carries_its_own_title_and_date() -> None:
    reader = PdfReader(BytesIO(render(title="Saņemšanas apliecinājums")))

    assert reader.metadata is not None
    assert reader.metadata.title == "Saņemšanas apliecinājums"
    assert reader.metadata.creation_date == NOW
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()


def test_only_our_fonts_are_used_and_all_are_inside() -> None:
    fonts = {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in PdfReader(BytesIO(render())).pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert fonts == {"Inter-Regular", "Newsreader-Regular", "Newsreader-Medium"}


def test_what_somebody_typed_is_never_read_as_markup() -> None:
    typed = '#pagebreak() *bold* _slant_ $x$ \\ #read("/config/settings.py") "quote"'

    pdf = render(text=typed, title=typed)

    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    assert "#pagebreak() *bold* _slant_ $x$" in words_of(pdf)


def test_a_document_says_that_it_is_not_the_programmes_own_until_an_office_takes_over(
    settings: Settings,
) -> None:
    settings.OFFICE_NAME = ""
    assert "not a document of the programme itself" in words_of(render())

    settings.OFFICE_NAME = "Office of the Pearls"
    assert "not a document of the programme itself" not in words_of(render())
    assert "Issued by Office of the Pearls." in words_of(render())


def test_a_missing_template_is_named() -> None:
    with pytest.raises(PdfError, match=r"web/typst/nothing\.typ"):
        render_pdf(template="web/nothing.typ", data={}, language="en", now=NOW)


def test_a_template_that_asks_for_missing_data_says_which() -> None:
    with pytest.raises(PdfError, match="title"):
        render_pdf(template="web/sample.typ", data={}, language="en", now=NOW)


def test_a_sign_that_no_typeface_has_becomes_a_box_and_the_rest_stays() -> None:
    pdf = render(text="One 😀 two 👨‍👩‍👧 three 中.")

    assert "One □ two □□□ three □." in words_of(pdf)
