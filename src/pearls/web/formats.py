"""Days, instants, amounts and names in words, by the customs of each language (Unicode's CLDR, through Babel)."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.dates import format_date, format_skeleton, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pearls.kernel.languages import COMPLETE_LANGUAGES, DEFAULT_LANGUAGE, LANGUAGES
from pearls.kernel.sorting import sort_key

# English is British here: CLDR's plain "en" writes dates the American way.
LOCALE_NAMES = {"en": "en_GB"}
# Where CLDR's own form has a comma or a short word that we would not print.
DAY_PATTERNS = {"en": "EEEE d MMMM y"}
MONTH_PATTERNS = {"lv": "y. 'gada' LLLL"}
FOUR_DIGITS_TOGETHER = frozenset({"et", "lv", "pl"})
# The space after a number that is no clock's, before a word; and that after a short word, before a clock's.
LOOSE = re.compile(r"(?<=\d)(?<!:\d\d) (?=[^\W\d])|(?<=\d\.) (?=[^\W\d])|(?<=[^\W\d]\.) (?=\d\d:)")
QUOTES = {
    "en": ("“", "”"),
    "lv": ("„", "”"),
    "lt": ("„", "“"),
    "et": ("„", "“"),
    "fi": ("”", "”"),
    "sv": ("”", "”"),
    "da": ("”", "”"),
    "pl": ("„", "”"),
    "de": ("„", "“"),
    "nb": ("«", "»"),
}


def current_language() -> str:
    """The language this page is written in, one of the ten."""
    code = (get_language() or DEFAULT_LANGUAGE).split("-")[0]
    return code if code in LANGUAGES else DEFAULT_LANGUAGE


def sentence_language(language: str) -> str:
    """The language our own sentences are in for a reader: the reader's where it is complete, else English.

    Lists and quotation marks within a sentence follow it; days, numbers and names of countries stay the reader's.
    """
    return language if language in COMPLETE_LANGUAGES else DEFAULT_LANGUAGE


@cache
def locale_of(language: str) -> Locale:
    """Babel's locale for one of our languages."""
    return Locale.parse(LOCALE_NAMES.get(language, language))


@cache
def known_zones() -> frozenset[str]:
    """Every IANA zone this machine knows."""
    return frozenset(available_timezones())


def day_words(day: date, language: str) -> str:
    """A day in full with its weekday: "Friday 4 April 2025"."""
    return str(format_date(day, DAY_PATTERNS.get(language, "full"), locale=locale_of(language)))


def date_words(day: date, language: str) -> str:
    """A day without its weekday: "4 April 2025"."""
    return str(format_date(day, "long", locale=locale_of(language)))


def day_figures(day: date, language: str) -> str:
    """A day in figures, for the narrow cells of a table: "04/04/2025", "04.04.2025."."""
    return str(format_skeleton("yMMdd", day, locale=locale_of(language)))


def days_words(first: date, last: date, language: str) -> str:
    """Some days of one month: "25–27 November 2025", "2025. gada 25.–27. novembris"."""
    return re.sub(rf"(?<!\d){last.day}(\.?)(?!\d)", rf"{first.day}\1–{last.day}\1", date_words(last, language), count=1)


def month_words(day: date, language: str) -> str:
    """A month of a year: "April 2025", "2025. gada aprīlis"."""
    if pattern := MONTH_PATTERNS.get(language):
        return str(format_date(day, pattern, locale=locale_of(language)))
    return str(format_skeleton("yMMMM", day, locale=locale_of(language)))


def short_month_words(day: date, language: str) -> str:
    """A month in a narrow column, without its year: "Apr", "apr."."""
    return str(format_date(day, "LLL", locale=locale_of(language)))


def weekday_words(day: date, language: str) -> str:
    """The name of the weekday, as it stands within a sentence."""
    return str(locale_of(language).days["format"]["wide"][day.weekday()])


def time_words(moment: datetime) -> str:
    """Hours and minutes of the day's 24, the same in all ten languages: "23:59"."""
    return moment.strftime("%H:%M")


@cache
def zone_words(zone: str, language: str) -> str:
    """The city a zone is named after, in the reader's language: "Brussels", "Brisele"; "UTC" for UTC itself."""
    if zone in ("UTC", "Etc/UTC"):
        return "UTC"
    return str(get_timezone_location(zone, locale=locale_of(language), return_city=True))


def offset_words(moment: datetime) -> str:
    """How far the moment's own zone is from UTC: "UTC+2", "UTC+5:30"."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "−"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def instant_words(moment: datetime, zone: str, language: str, reader_zone: str = "") -> str:
    """An instant in the zone of the rule, and in the reader's where that one differs.

    "Friday 4 April 2025, 23:59 in Brussels; 00:59 on Saturday for you". While the reader's zone is not known, the
    distance from UTC stands in its place: "Friday 4 April 2025, 23:59 in Brussels (UTC+2)".
    """
    there = moment.astimezone(ZoneInfo(zone))
    values = {"day": day_words(there, language), "time": time_words(there), "city": zone_words(zone, language)}
    if zone_words(zone, language) == "UTC":
        words = _("%(day)s, %(time)s UTC") % values
    elif not reader_zone:
        words = _("%(day)s, %(time)s in %(city)s (%(offset)s)") % {**values, "offset": offset_words(there)}
    else:
        words = _("%(day)s, %(time)s in %(city)s") % values
    if not reader_zone:
        return words
    here = moment.astimezone(ZoneInfo(reader_zone))
    if here.utcoffset() == there.utcoffset():
        return words
    return _("%(instant)s; %(yours)s") % {"instant": words, "yours": _yours(here, there, language)}


def tied(words: str) -> str:
    """The words of a day or instant, held together on one line where they must be: "9 February", "plkst. 23:59"."""
    return LOOSE.sub("\N{NO-BREAK SPACE}", words)


def short_instant_words(moment: datetime, zone: str, language: str) -> str:
    """An instant for a list, in the zone of the rule: "4 Apr 2025, 23:59"; the full words stand where it matters."""
    there = moment.astimezone(ZoneInfo(zone))
    return f"{format_date(there, 'medium', locale=locale_of(language))}, {time_words(there)}"


def _yours(here: datetime, there: datetime, language: str) -> str:
    if here.date() == there.date():
        return _("%(time)s for you") % {"time": time_words(here)}
    return _("%(time)s on %(weekday)s for you") % {
        "time": time_words(here),
        "weekday": weekday_words(here, language),
    }


def euros(cents: int, language: str) -> str:
    """An amount of money given in cents: "€1,234.50", "1234,50 €"."""
    amount = Decimal(cents) / 100
    grouped = _is_grouped(amount, language)
    return str(format_currency(amount, "EUR", locale=locale_of(language), group_separator=grouped))


def number(value: int | float | Decimal, language: str) -> str:
    """A number with the language's own marks: "1,234.5", "1234,5"."""
    return str(format_decimal(value, locale=locale_of(language), group_separator=_is_grouped(value, language)))


def _is_grouped(value: int | float | Decimal, language: str) -> bool:
    """Whether thousands are set apart: some languages leave four digits together (CLDR's minimum grouping digits)."""
    return language not in FOUR_DIGITS_TOGETHER or not -10_000 < value < 10_000


def percent(value: int | float | Decimal, language: str) -> str:
    """So many of a hundred: 40 is "40%", "40 %"."""
    return str(format_percent(Decimal(str(value)) / 100, format=_percent_pattern(language), locale=locale_of(language)))


@cache
def _percent_pattern(language: str) -> str:
    return str(locale_of(language).percent_formats[None].pattern).replace("#,##0", "#,##0.##")


def country_name(code: str, language: str) -> str:
    """A country in the reader's language; the code itself for one that nobody knows."""
    return str(locale_of(language).territories.get(code.upper(), code))


def countries_in(language: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    """These countries with their names, in the order of the reader's alphabet."""
    named = ((code, country_name(code, language)) for code in codes)
    return sorted(named, key=lambda pair: sort_key(pair[1], language))


def language_name(code: str, language: str) -> str:
    """A language in the reader's language; the code itself for one that nobody knows."""
    return str(locale_of(language).languages.get(code, code))


def quoted(text: str, language: str) -> str:
    """The text between the quotation marks of its language: “pearl”, „pērle”, „Perle“."""
    before, after = QUOTES.get(language, QUOTES[DEFAULT_LANGUAGE])
    return f"{before}{text}{after}"


def joined(words: list[str], language: str, style: Literal["standard", "or"] = "standard") -> str:
    """A list as one reads it aloud: "Kiel, Riga and Turku", or "Kiel, Riga or Turku"."""
    return str(format_list(words, style, locale=locale_of(language)))


def duration_words(length: timedelta, language: str) -> str:
    """A length of time by its two largest units: "12 days, 4 hours"; less than a minute is "0 minutes"."""
    minutes = max(int(length.total_seconds()) // 60, 0)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [("day", days), ("hour", hours), ("minute", minutes)]
    shown = [part for part in parts if part[1]][:2] or parts[-1:]
    if shown[0][0] == "day" and shown[-1][0] == "minute":
        shown = shown[:1]
    return ", ".join(str(format_unit(value, unit, locale=locale_of(language))) for unit, value in shown)
