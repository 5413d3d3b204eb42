"""Names stand where a reader of each language looks for them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.kernel.languages import LANGUAGES
from pearls.kernel.sorting import ALPHABETS, sort_key

IN_ORDER = {
    "en": "Aarhus, Öland, Oslo, Øster, Riga, Rīga, Saint Ives, Saint-Denis, Šiauliai, Zug",
    "lv": (
        "Aizpute, Ālava, Cēsis, Čakste, Dobele, Gulbene, Ģibuļi, Ylakiai, Iļģuciems, Kuldīga, Ķekava, "
        "Lielvārde, Līvāni, Ļaudona, Rīga, Rūjiena, Saldus, Šauļi, Zilupe, Žīguri"
    ),
    "lt": (
        "Alytus, Ąžuolas, Biržai, Elektrėnai, Ėriškiai, Ignalina, Ylakiai, Jonava, Sala, Šiauliai, Ūla, "
        "Utena, Zarasai, Žagarė"
    ),
    "et": "Sindi, Šveits, Zug, Žanis, Tartu, Valga, Wolin, Õismäe, Ähtäri, Öland, Üksnurme, Xanten",
    "fi": "Akaa, Turku, Ylöjärvi, Zug, Åbo, Ähtäri, Öja",
    "sv": "Arvika, Umeå, Ystad, Zug, Åmål, Älmhult, Öland, Øster",
    "da": "Allerød, Viborg, Zug, Ærø, Øster, Aabenraa, Aalborg, Århus",
    "nb": "Alta, Voss, Zug, Ærø, Ørsta, Ålesund, Aasen",
    "pl": "Adamów, Ądol, Celestynów, Ćmielów, Lublin, Łódź, Opole, Ósma, Sopot, Świdnik, Zabrze, Źródło, Żory",
    "de": "Ähren, Ahrensburg, Müller, Müllheim, Muster, Strasse, Straße, Zeven",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_own_order(language: str) -> None:
    expected = IN_ORDER[language].split(", ")
    names = list(expected)
    random.Random(7).shuffle(names)

    assert sorted(names, key=lambda name: sort_key(name, language)) == expected


def test_one_name_stands_in_different_places_for_different_readers() -> None:
    names = ["Öland", "Oslo", "Zug"]

    assert sorted(names, key=lambda name: sort_key(name, "de")) == ["Öland", "Oslo", "Zug"]
    assert sorted(names, key=lambda name: sort_key(name, "sv")) == ["Oslo", "Zug", "Öland"]


def test_small_letters_stand_before_capitals_and_spaces_before_letters() -> None:
    names = ["Newark", "New York", "new york"]

    assert sorted(names, key=lambda name: sort_key(name, "en")) == ["new york", "New York", "Newark"]


@given(st.lists(st.text(max_size=12)), st.sampled_from(LANGUAGES))
def test_any_text_has_a_place_and_different_texts_never_share_one(names: list[str], language: str) -> None:
    keys = {sort_key(name, language) for name in names}

    assert len(keys) == len(set(names))


def test_every_language_has_an_alphabet() -> None:
    assert set(ALPHABETS) == set(LANGUAGES)
