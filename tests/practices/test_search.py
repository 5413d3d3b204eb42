"""Searching: any language, with or without marks, inflected, compounded or misspelt; the same on every database."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.cli.commands import main
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.practices import queries, services
from pearls.practices.models import Posting, Practice, Word
from pearls.practices.queries import shipped_vocabulary
from pearls.practices.rules.search import LANGUAGES, forms, stem, words
from pearls.practices.rules.search.lexicon import Lexicon

LEXICON = Lexicon(shipped_vocabulary(), queries.dictionary(), queries.synonyms())
LONELINESS = ("challenge", "loneliness")


@pytest.fixture(scope="module")
def kept(kept_rows: AbstractContextManager[None]) -> Iterator[None]:
    with kept_rows:
        services.load_practices(actor=Actor.system("test"), now=utc_now())
        yield


@pytest.fixture
def practices(kept: None, db: None) -> None:
    """All that ships."""


def keys(query: str, language: str = "", most: int = 10) -> list[str]:
    found = queries.search(query, language).hits[:most]
    rows = dict(Practice.objects.values_list("pk", "key"))
    return [rows[hit.practice] for hit in found]


def named(query: str, language: str = "") -> set[tuple[str, str]]:
    return {name for word in LEXICON.read(query, language) for name, sure in word.concepts.items() if sure > 0.5}


@pytest.mark.parametrize(
    ("language", "word"),
    [
        *(("lv", word) for word in ("vientulība", "vientulību", "vientulības", "vientulibai")),
        *(("fi", word) for word in ("yksinäisyys", "yksinaisyys", "yksinäisyyttä")),
        *(("de", word) for word in ("Einsamkeit", "einsamkeit", "Einsamkiet")),
        *(("pl", word) for word in ("samotność", "samotnosc", "samotności")),
        *(("en", word) for word in ("loneliness", "lonelines", "Loneliness")),
        *(("sv", word) for word in ("ensamhet", "ensamheten")),
        *(("lt", word) for word in ("vienišumas", "vienisumo")),
        *(("et", word) for word in ("üksindus", "uksinduse")),
        *(("da", word) for word in ("ensomhed", "ensomheden")),
        *(("nb", word) for word in ("ensomhet", "ensomheten")),
    ],
)
def test_a_word_names_its_concept_inflected_misspelt_and_without_marks(language: str, word: str) -> None:
    assert LONELINESS in named(word, language)
    assert LONELINESS in named(word)


def test_a_compound_names_what_it_is_made_of() -> None:
    assert ("cultural_field", "theatre") in named("Seetheater", "de")
    assert ("cultural_field", "theatre") in named("metsäteatteri", "fi")


def test_words_that_say_nothing_are_not_looked_for() -> None:
    assert [word.word for word in LEXICON.read("the theatre of the old", "en")] == ["theatre", "old"]


@pytest.mark.parametrize(
    "declined",
    [
        ("jaunietis", "jaunieša", "jauniešiem"),
        ("skola", "skolas", "skolai", "skolu", "skolām", "skolās"),
        ("pilsēta", "pilsētas", "pilsētu", "pilsētām", "pilsētās", "pilsētai"),
        ("vecais", "vecajiem", "vecajā", "vecos"),
        ("tirgus", "tirgum", "tirgu"),
    ],
)
def test_latvian_endings_leave_one_stem(declined: tuple[str, ...]) -> None:
    stems = {stem(word, "lv") for word in declined if word != "jaunietis"}

    assert len(stems) == 1


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_has_words_with_forms_that_an_index_can_keep(text: str, language: str) -> None:
    for word in words(text):
        assert all(len(form) <= 80 and "\x00" not in form for form in forms(word, language))


@given(st.text(max_size=120))
def test_any_query_can_be_read(query: str) -> None:
    for word in LEXICON.read(query):
        assert word.forms and word.english
        assert all(0 < sure <= 1 for sure in word.concepts.values())


def test_a_query_in_any_language_finds_a_practice_told_in_english(practices: None) -> None:
    for query, language in (
        ("demences koris", "lv"),
        ("dementiakuoro", "fi"),
        ("Demenzchor", "de"),
        ("chór demencja", "pl"),
    ):
        assert any(key.startswith(("demenskor", "erindringskor")) for key in keys(query, language)), query


def test_a_place_is_found_without_its_marks(practices: None) -> None:
    assert keys("Rujiena", "lv")[0] == "rujiena-meet-your-neighbour"
    assert keys("Rūjienā", "lv")[0] == "rujiena-meet-your-neighbour"


def test_what_nobody_says_finds_nothing_and_so_does_nothing(practices: None) -> None:
    assert keys("xqzzyw", "en") == keys("", "en") == keys("!!! ???", "en") == []


def test_hits_fall_by_score_and_ties_stand_by_id(practices: None) -> None:
    hits = queries.search("theatre", "en").hits
    rows = dict(Practice.objects.values_list("pk", "key"))
    order = [(-hit.score, rows[hit.practice]) for hit in hits]

    assert len(hits) > 20
    assert order == sorted(order)


def test_the_index_follows_a_change(practices: None) -> None:
    record = next(record for record in queries.records() if record.id == "rujiena-meet-your-neighbour")
    changed = type(record)(**{**record.__dict__, "title": "Qwertzes in the library", "place": None})
    before = Word.objects.count()

    services.import_practices(actor=Actor.system("test"), records=[changed], now=utc_now())

    assert keys("qwertz", "en") == ["rujiena-meet-your-neighbour"]
    assert Word.objects.get(text="qwertz").count == 1
    assert Word.objects.count() >= before
    for word in Word.objects.order_by("?")[:50]:
        assert word.count == Posting.objects.filter(word=word).count()


def test_a_search_asks_as_often_however_much_it_finds(practices: None, django_assert_num_queries: Any) -> None:
    queries.search("theatre", "en")  # the vocabulary is read once
    with django_assert_num_queries(6):
        queries.search("Vientulība", "lv")
    with django_assert_num_queries(6):
        queries.search("theatre", "en")


def test_the_command_prints_what_contracts_say(practices: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "vientulība", "--json", "--limit", "3"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["query", "lang", "total", "took_ms", "results"]
    assert (told["query"], told["lang"], len(told["results"])) == ("vientulība", None, 3)
    assert told["total"] > 3
    assert "loneliness" in told["results"][0]["matched"]
    assert list(told["results"][0]) == ["id", "title", "score", "matched"]


def test_the_command_shows_labels_in_the_language_asked_for(
    practices: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", "loneliness", "--lang", "lv", "--json"]) == 0

    assert "vientulība" in json.loads(capsys.readouterr().out)["results"][0]["matched"]


def test_a_search_for_nothing_is_an_empty_list(practices: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "xqzzyw", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["total"], told["results"]) == (0, [])


def test_a_wrong_limit_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "theatre", "--limit", "0"]) == 2

    assert "--limit" in capsys.readouterr().err


def test_what_the_index_has_counted_is_what_is_public(practices: None) -> None:
    hidden = Practice.objects.get(key="rujiena-meet-your-neighbour")
    hidden.is_demonstration = True
    hidden.save(update_fields=["is_demonstration"])

    assert queries.counted_of_public() == queries.counted(queries.public_practices())
