"""Days, instants, amounts and names, worded by the customs of each language."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.formats import get_format

from pearls.kernel.languages import COMPLETE_LANGUAGES, LANGUAGES
from pearls.web import formats
from pearls.web.zones import reader_zone

DAY = date(2025, 4, 4)
DEADLINE = datetime(2025, 4, 4, 21, 59, tzinfo=UTC)
SAME_DAY = datetime(2025, 4, 4, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Friday 4 April 2025"),
        ("lv", "piektdiena, 2025. gada 4. aprīlis"),
        ("sv", "fredag 4 april 2025"),
        ("de", "Freitag, 4. April 2025"),
    ],
)
def test_a_day_is_written_in_full_with_its_weekday(language: str, words: str) -> None:
    assert formats.day_words(DAY, language) == words


@pytest.mark.parametrize(
    ("words", "tied"),
    [
        ("Friday 4 April 2025, 23:59 in Brussels", "Friday 4~April 2025, 23:59 in Brussels"),
        ("2025. gada 4. aprīlis, plkst. 23:59; 00:59 jums", "2025.~gada 4.~aprīlis, plkst.~23:59; 00:59 jums"),
    ],
)
def test_a_number_stays_on_one_line_with_its_word(words: str, tied: str) -> None:
    assert formats.tied(words) == tied.replace("~", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("", "Friday 4 April 2025, 23:59 in Brussels (UTC+2)"),
        ("Europe/Paris", "Friday 4 April 2025, 23:59 in Brussels"),
        ("Europe/Riga", "Friday 4 April 2025, 23:59 in Brussels; 00:59 on Saturday for you"),
        ("Europe/London", "Friday 4 April 2025, 23:59 in Brussels; 22:59 for you"),
    ],
)
def test_a_deadline_says_the_zone_of_the_rule_and_of_the_reader(zone: str, words: str) -> None:
    assert formats.instant_words(DEADLINE, "Europe/Brussels", "en", zone) == words


def test_the_doubled_hour_of_october_is_told_apart_by_its_distance_from_utc() -> None:
    first = datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    second = datetime(2025, 10, 26, 1, 30, tzinfo=UTC)

    assert formats.instant_words(first, "Europe/Riga", "en") == "Sunday 26 October 2025, 03:30 in Riga (UTC+3)"
    assert formats.instant_words(second, "Europe/Riga", "en") == "Sunday 26 October 2025, 03:30 in Riga (UTC+2)"


def test_utc_needs_no_city() -> None:
    assert formats.instant_words(SAME_DAY, "UTC", "en") == "Friday 4 April 2025, 10:00 UTC"


def test_the_readers_zone_comes_from_a_cookie_and_only_if_it_exists() -> None:
    source = Template('{% load pearls %}{% instant moment "Europe/Brussels" %}')
    request = RequestFactory().get("/")

    request.COOKIES["pearls-zone"] = "Europe%2FRiga"
    assert "00:59 on Saturday for you" in source.render(Context({"moment": DEADLINE, "request": request}))
    request.COOKIES["pearls-zone"] = "<script>"
    assert "(UTC+2)" in source.render(Context({"moment": DEADLINE, "request": request}))


@pytest.mark.parametrize(
    ("language", "amount"),
    [
        ("en", "€179,492.00"),
        ("lv", "179 492,00 €"),
        ("de", "179.492,00 €"),
        ("pl", "179 492,00 €"),
        ("lt", "179 492,00 €"),
    ],
)
def test_euros_follow_the_language(language: str, amount: str) -> None:
    assert formats.euros(17_949_200, language).replace("\xa0", " ") == amount


def test_a_percentage_is_given_as_so_many_of_a_hundred() -> None:
    assert formats.percent(40, "en") == "40%"
    assert formats.percent(40, "lv").replace("\xa0", " ") in ("40%", "40 %")


def test_countries_and_languages_have_names_in_every_language() -> None:
    assert formats.country_name("LV", "lv") == "Latvija"
    assert formats.country_name("DE", "fi") == "Saksa"
    assert formats.language_name("lv", "de") == "Lettisch"
    assert formats.country_name("XX", "en") == "XX"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_say_everything(language: str) -> None:
    with translation.override(language):
        assert "2025" in formats.day_words(DAY, language)
        assert "2025" in formats.month_words(DAY, language)
        assert "59" in formats.instant_words(DEADLINE, "Europe/Brussels", language, "Europe/Riga")
        assert formats.quoted("x", language)[1] == "x"
        assert "a" in formats.joined(["a", "b", "c"], language)


def test_facts_that_nobody_published_say_so() -> None:
    source = Template("{% load pearls %}{{ none|published }}, {{ zero|published }}, {{ cents|euros }}")

    unknown = '<span class="unknown">not published</span>'
    assert source.render(Context({"none": None, "zero": 0, "cents": None})) == f"{unknown}, 0, "


def test_a_text_in_another_language_says_which() -> None:
    source = Template("{% load pearls %}{% pick text %}")

    with translation.override("lv"):
        assert source.render(Context({"text": {"en": "Town", "lv": "Pilsēta"}})) == "Pilsēta"
        assert source.render(Context({"text": {"en": "Town"}})) == '<span lang="en">Town</span>'
        assert source.render(Context({"text": {}})) == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "4 April 2025"),
        ("lv", "2025. gada 4. aprīlis"),
        ("lt", "2025 m. balandžio 4 d."),
        ("fi", "4. huhtikuuta 2025"),
        ("pl", "4 kwietnia 2025"),
        ("de", "4. April 2025"),
    ],
)
def test_djangos_own_dates_follow_our_formats(language: str, words: str) -> None:
    with translation.override(language):
        assert Template("{{ day }}").render(Context({"day": DAY})).lower() == words.lower()


def test_every_language_has_a_format_module_of_ours() -> None:
    for language in LANGUAGES:
        with translation.override(language):
            assert get_format("TIME_FORMAT") == "H:i"
            assert get_format("FIRST_DAY_OF_WEEK") == 1


def test_without_a_cookie_the_accounts_zone_counts() -> None:
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(zone="Europe/Helsinki")  # type: ignore[assignment]

    assert reader_zone(request) == "Europe/Helsinki"
    request.COOKIES["pearls-zone"] = "Europe/Warsaw"
    assert reader_zone(request) == "Europe/Warsaw"
    request.user.zone = "Nowhere"  # type: ignore[union-attr]
    assert reader_zone(RequestFactory().get("/")) == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("lt", "2025 m. balandžio 4 d., penktadienis, 23:59 val. (laiko juosta: Briuselis, UTC+2)"),
        ("et", "reede, 4. aprill 2025 kell 23:59 (ajavöönd: Brüssel, UTC+2)"),
        ("fi", "perjantai 4. huhtikuuta 2025 klo 23:59 (aikavyöhyke: Bryssel, UTC+2)"),
        ("sv", "fredag 4 april 2025 kl. 23:59 (tidszon: Bryssel, UTC+2)"),
        ("da", "fredag den 4. april 2025 kl. 23:59 (tidszone: Bruxelles, UTC+2)"),
        ("pl", "piątek, 4 kwietnia 2025, godz. 23:59 (strefa czasowa: Bruksela, UTC+2)"),
        ("de", "Freitag, 4. April 2025, 23:59 Uhr (Zeitzone: Brüssel, UTC+2)"),
        ("nb", "fredag 4. april 2025 kl. 23:59 (tidssone: Brussel, UTC+2)"),
    ],
)
def test_an_instant_reads_whole_in_languages_that_are_only_begun(language: str, words: str) -> None:
    with translation.override(language):
        assert formats.instant_words(DEADLINE, "Europe/Brussels", language) == words


def test_what_is_in_the_readers_language_is_marked_where_the_sentences_are_english() -> None:
    picked = Template("{% load pearls %}{% pick text %}")
    moment = Template("{% load pearls %}{% short_instant moment %}")

    with translation.override("de"):
        assert picked.render(Context({"text": {"en": "Town"}})) == "Town"
        assert picked.render(Context({"text": {"de": "Stadt"}})) == '<span lang="de">Stadt</span>'
        assert ' lang="de"' in moment.render(Context({"moment": DEADLINE}))
        assert formats.sentence_language("de") == "en"
    with translation.override("lv"):
        assert " lang=" not in moment.render(Context({"moment": DEADLINE}))


@pytest.mark.parametrize("word", ["Add", "Change", "Order", "Password", "Save"])
def test_no_word_of_django_stands_alone_among_english_sentences(word: str) -> None:
    for language in set(LANGUAGES) - set(COMPLETE_LANGUAGES):
        with translation.override(language):
            assert translation.gettext(word) == word


@pytest.mark.parametrize(
    ("language", "small", "large"),
    [("en", "2,633", "12,633"), ("lv", "2633", "12 633"), ("pl", "2633", "12 633"), ("de", "2.633", "12.633")],
)
def test_four_digits_stay_together_where_the_language_leaves_them_so(language: str, small: str, large: str) -> None:
    assert formats.number(2633, language).replace("\xa0", " ") == small
    assert formats.number(12633, language).replace("\xa0", " ") == large


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "25–27 November 2025"),
        ("lv", "2025. gada 25.–27. novembris"),
        ("lt", "2025 m. lapkričio 25–27 d."),
        ("de", "25.–27. November 2025"),
        ("sv", "25–27 november 2025"),
    ],
)
def test_days_of_one_month_name_it_once(language: str, words: str) -> None:
    assert formats.days_words(date(2025, 11, 25), date(2025, 11, 27), language) == words
    assert formats.days_words(date(2020, 2, 2), date(2020, 2, 20), language).count("2020") == 1
