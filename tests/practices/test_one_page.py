"""A practice on one sheet of paper."""

import io
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from pearls.kernel.actor import Actor
from pearls.kernel.languages import LANGUAGES
from pearls.practices import papers, services
from pearls.practices.models import Practice
from pearls.practices.rules.translations import mark_of
from tests.practices.samples import a_record

pytestmark = pytest.mark.django_db


def sheet(client: Client, key: str, language: str = "en") -> PdfReader:
    answer = client.get(f"/{language}/practices/{key}/practice.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.content))


def words(reader: PdfReader) -> str:
    return " ".join(reader.pages[0].extract_text().split())


@pytest.fixture
def bring(vocabulary: None, office: Actor, now: datetime) -> Any:
    def bring(**changes: Any) -> None:
        services.import_practices(actor=office, records=[a_record(**changes)], now=now)

    return bring


@pytest.mark.parametrize("language", ["en", "lv"])
@pytest.mark.parametrize("count", [8, pytest.param(201, marks=pytest.mark.slow)])
def test_every_shipped_practice_is_one_page(shipped: None, count: int, language: str, now: datetime) -> None:
    """The longest of them always; in the slow tests all."""
    told = papers.told_of_many(sorted(Practice.objects.all(), key=lambda one: -len(one.summary))[:count])

    pages = {
        one.record.id: len(PdfReader(io.BytesIO(papers.practice_pdf(one, reader=language, now=now))).pages)
        for one in told
    }

    assert len(pages) == count
    assert {key: count for key, count in pages.items() if count != 1} == {}


def test_the_sheet_is_in_the_readers_language_as_far_as_somebody_translated_it(client: Client, bring: Any) -> None:
    bring(translations={"lv": {"title": {"text": "Ciema teātris", "of": mark_of(a_record().title)}}})

    latvian, english = words(sheet(client, "village-theatre", "lv")), words(sheet(client, "village-theatre", "en"))

    assert "Ciema teātris" in latvian
    assert "Tekstu valoda: latviešu, angļu." in latvian
    assert a_record().summary in latvian  # nobody translated that
    assert "Ciema teātris" not in english
    assert a_record().title in english


def test_a_translation_older_than_its_original_says_so_on_the_sheet(client: Client, bring: Any) -> None:
    bring(translations={"lv": {"title": {"text": "Ciema teātris", "of": "0" * 12}}})

    assert "Oriģināls kopš tulkošanas ir mainījies." in words(sheet(client, "village-theatre", "lv"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_sheet_in_every_language(client: Client, bring: Any, language: str) -> None:
    bring(language="lv", title="Ciema teātris", summary="Kaimiņi spēlēja šķūnī.", budget_eur=12_500)

    shown = sheet(client, "village-theatre", language)

    assert len(shown.pages) == 1
    assert "Kaimiņi spēlēja šķūnī." in words(shown)
    assert shown.root_object["/Lang"] == ("lv" if language == "lv" else "en")


def test_our_words_are_the_readers_and_the_language_of_the_texts_is_named(client: Client, bring: Any) -> None:
    bring(budget_eur=12_500, hours=40, why_it_worked="It was near.", what_failed="It rained.")

    english, latvian = words(sheet(client, "village-theatre")), words(sheet(client, "village-theatre", "lv"))

    assert all(part in english for part in ("Why it worked It was near.", "12,500 euros", "40 hours", "loneliness"))
    assert all(part in latvian for part in ("Kāpēc tas izdevās", "Tekstu valoda: angļu", "vientulība", "Latvija"))
    assert "Language of the texts" not in english


def test_what_does_not_fit_is_cut_and_the_page_says_so(client: Client, bring: Any) -> None:
    long = {name: "word " * 3_900 for name in ("summary", "participants", "evidence", "why_it_worked", "what_failed")}
    lists = {"steps": ["a\nb" * 900] * 50, "outcomes": ["x" * 20_000] * 50}
    bring(title="long " * 59, title_original="tāls " * 59, organisation="o " * 149, funding="ķ " * 149, **long, **lists)

    shown = sheet(client, "village-theatre")

    assert len(shown.pages) == 1
    assert "… more on the page" in words(shown)
    assert "/practices/village-theatre" in words(shown)


def test_a_short_practice_is_told_whole(client: Client, bring: Any) -> None:
    bring()

    assert "more on the page" not in words(sheet(client, "village-theatre"))


@pytest.mark.parametrize("text", ['#image("/etc/passwd")', "$ x $ *bold* _it_ @ref <label>", "\\u{41} // no comment"])
def test_what_is_typed_is_text_on_paper_too(client: Client, bring: Any, text: str) -> None:
    bring(summary=text, outcomes=[text])

    assert words(sheet(client, "village-theatre")).count(text) == 2


def test_a_withdrawn_practice_has_no_sheet_any_more(client: Client, bring: Any, now: datetime) -> None:
    bring()
    Practice.objects.update(withdrawn_at=now)

    answer = client.get("/lv/practices/village-theatre/practice.pdf")

    assert (answer.status_code, answer.content.decode()) == (410, "Šī prakse ir atsaukta.")


def test_a_practice_that_is_not_there_has_no_sheet(client: Client) -> None:
    assert client.get("/en/practices/no-such/practice.pdf").status_code == 404


def test_an_invented_practice_says_so_on_paper(client: Client, bring: Any) -> None:
    bring()
    Practice.objects.update(is_demonstration=True)

    assert "invented for the demonstration" in words(sheet(client, "village-theatre"))
