"""A town says what it needs and has, in a sentence or by a form, and sees which practices fit and why."""

import re
from datetime import datetime

import pytest
from django.test import Client
from django.utils.http import urlencode
from hypothesis import given as examples
from hypothesis import strategies as st

from pearls.kernel.actor import Actor
from pearls.practices import services
from pearls.practices.rules.needs import heard
from pearls.practices.rules.search import Lexicon
from tests.practices.samples import VOCABULARY, a_record

PAGE = "/en/practices/for-your-town/"
ON_DATABASE = pytest.mark.django_db
LEXICON = Lexicon(VOCABULARY.concepts)
# One and the same town in the ten languages.
SENTENCES = {
    "en": "8,000 people, one culture officer, 5,000 EUR, young people leave",
    "lv": "8000 iedzīvotāju, viena kultūras darbiniece, 5000 eiro, jaunieši aizbrauc",
    "lt": "8 tūkst. gyventojų, vienas kultūros darbuotojas, 5000 eurų, jaunimas išvyksta",
    "et": "8000 elanikku, üks kultuuritöötaja, 5000 eurot, noored lahkuvad",
    "fi": "8 000 asukasta, yksi kulttuurituottaja, 5 000 euroa, nuoret muuttavat pois",
    "sv": "8 000 invånare, en kulturhandläggare, 5 000 euro, unga flyttar",
    "da": "8.000 indbyggere, en kulturkonsulent, 5.000 euro, unge flytter væk",
    "pl": "8 tys. mieszkańców, jeden pracownik kultury, 5000 euro, wyjazdy młodzieży",
    "de": "8.000 Einwohner, eine Kulturbeauftragte, 5.000 €, junge Leute ziehen weg",
    "nb": "8 000 innbyggere, en kulturkonsulent, 5 000 euro, unge flytter ut",
}
YOUTH = {("target_group", "youth"), ("challenge", "youth-outmigration")}


@pytest.mark.parametrize("language", SENTENCES)
def test_one_town_is_understood_in_ten_languages(language: str) -> None:
    said = heard(SENTENCES[language], LEXICON, language)

    assert (said.population, said.officers, said.hours, said.euros) == (8000, 1, None, 5000)
    assert set(said.concepts) & YOUTH


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("€3,500 and 12k inhabitants", (12_000, None, None, 3_500)),
        ("population 900, budget EUR 2 000, 300 hours of work", (900, None, 300, 2_000)),
        ("2 culture officers for 5000 people", (5_000, 2, None, None)),
        ("50 000 kroner, 8000 innbyggere", (8_000, None, None, None)),  # crowns are no euros, and no people
        ("1.5 million euros", (None, None, None, 5_000_000)),
        ("village theatre 2024", (None, None, None, None)),
        ("one person is lonely", (None, None, None, None)),
        ("", (None, None, None, None)),
    ],
)
def test_a_number_is_understood_by_the_word_beside_it(sentence: str, figures: tuple[int | None, ...]) -> None:
    said = heard(sentence)

    assert (said.population, said.officers, said.hours, said.euros) == figures
    assert said.has_figures is any(figure is not None for figure in figures)


@examples(st.integers(min_value=1_000, max_value=999_999), st.sampled_from([",", ".", " ", "\N{NO-BREAK SPACE}", ""]))
def test_thousands_are_read_however_they_are_set_apart(number: int, mark: str) -> None:
    written = f"{number:,}".replace(",", mark)

    assert heard(f"{written} people, {written} euros").population == number
    assert heard(f"{written} people, {written} euros").euros == number


@examples(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    said = heard(text, LEXICON)

    assert len(said.rest) <= 2 * len(text)


@pytest.fixture
def three(vocabulary: None, office: Actor, now: datetime) -> None:
    leaving = {"challenge": ["youth-outmigration"], "target_groups": ["youth"]}
    records = [
        a_record(id="cheap", title="Cheap", budget_eur=4_000, hours=100, **leaving),
        a_record(id="dear", title="Dear", budget_eur=900_000, **leaving),
        a_record(id="silent", title="Silent", **leaving),
        a_record(id="else", title="Else", challenge=["vacant-buildings"]),
    ]
    services.import_practices(actor=office, records=records, now=now)


def page(client: Client, **asked: object) -> str:
    answer = client.get(f"{PAGE}?{urlencode(asked, doseq=True)}")
    assert answer.status_code == 200
    return answer.content.decode()


@ON_DATABASE
def test_a_sentence_is_answered_with_practices_and_a_reason_each(client: Client, three: None) -> None:
    shown = page(client, need=SENTENCES["en"])

    assert (
        "We understood: 8,000 inhabitants, 1 culture officer, 5,000 euros, youth outmigration and young people."
        in shown
    )
    assert shown.index(">Cheap</a>") < shown.index(">Silent</a>") < shown.index(">Dear</a>")
    assert ">Else</a>" not in shown
    assert "Answers the same challenge: youth outmigration" in shown
    assert "Cost less than you have: 4,000 euros" in shown
    assert "Cost more than you have: 900,000 euros" in shown
    assert "Not published: its cost, how many hours it took and how many people live there." in shown


@ON_DATABASE
def test_what_was_understood_stands_in_the_form(client: Client, three: None) -> None:
    shown = page(client, need=SENTENCES["en"])

    assert '<input type="number" name="population" value="8000"' in shown
    assert re.search(r'value="youth-outmigration"[^>]* checked', shown)


@ON_DATABASE
def test_the_form_is_answered_like_the_sentence(client: Client, three: None) -> None:
    shown = page(client, population=8000, officers=1, euros=5000, challenge="youth-outmigration", country="LV")

    assert shown.index(">Cheap</a>") < shown.index(">Dear</a>")
    assert "From your own country" in shown


@ON_DATABASE
def test_without_a_word_nothing_is_answered_and_the_form_stands_open(client: Client, three: None) -> None:
    shown = page(client)

    assert "What fits" not in shown
    assert '<details class="disclosure" id="step-by-step" open>' in shown


@ON_DATABASE
@pytest.mark.parametrize(
    "asked", [{"need": "qwxz"}, {"population": "many"}, {"challenge": "no-such"}, {"euros": "-1"}, {"need": "\0<b>"}]
)
def test_what_cannot_be_understood_is_said_and_breaks_nothing(
    client: Client, three: None, asked: dict[str, str]
) -> None:
    shown = page(client, **asked)

    assert ">Cheap</a>" not in shown
    assert "<b>" not in shown


@ON_DATABASE
def test_a_search_that_reads_like_a_town_leads_there(client: Client, three: None) -> None:
    shown = client.get("/en/practices/", {"q": "8000 people, 5000 euros"}).content.decode()
    plain = client.get("/en/practices/", {"q": "theatre"}).content.decode()

    link = f"{PAGE}?need=8000%20people%2C%205000%20euros"
    assert link in shown
    assert "?need=" not in plain
    assert PAGE in client.get("/en/practices/", {"q": "qwxz"}).content.decode()
    assert PAGE in client.get("/en/").content.decode()
