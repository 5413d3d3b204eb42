"""Words for what the public record holds: dates as exact as their source, coordinates, sources."""

from typing import Any

from babel.numbers import format_currency
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pearls.programme.rules import published_dates
from pearls.web import formats


def published_date_words(text: str | None) -> str:
    """A date as it was published, never more exact than its source; "" for one that was not."""
    date = published_dates.parse_published_date(text)
    if date is None:
        return ""
    start, until = _part_words(date.start), date.until
    if until is None:
        return start
    if date.start.precision == until.precision == "day" and date.start.day.replace(day=1) == until.day.replace(day=1):
        return formats.days_words(date.start.day, until.day, formats.current_language())
    # Translators: both ends of a span of time, each a day, a month or a year.
    return _("%(start)s to %(end)s") % {"start": start, "end": _part_words(until)}


def _part_words(part: published_dates.PartialDate) -> str:
    language = formats.current_language()
    if part.precision == "year":
        return pgettext("a year by itself", "%(year)s") % {"year": part.at.year}
    if part.precision == "month":
        return formats.month_words(part.day, language)
    day = formats.date_words(part.day, language)
    if part.precision == "day":
        return day
    return _("%(day)s, %(time)s") % {"day": day, "time": formats.time_words(part.at)}


def whole_euros_words(cents: int) -> str:
    """An amount that was published without cents: "€3,500,000"."""
    locale = formats.locale_of(formats.current_language())
    pattern = str(locale.currency_formats["standard"].pattern).replace("0.00", "0")
    return str(format_currency(cents // 100, "EUR", format=pattern, locale=locale, currency_digits=False))


def degrees_words(value: float, axis: str) -> str:
    """A coordinate with its side of the world: `57.9° N`."""
    number = formats.number(abs(value), formats.current_language())
    if axis == "lat":
        side = pgettext("side of the world", "N") if value >= 0 else pgettext("side of the world", "S")
    else:
        side = pgettext("side of the world", "E") if value >= 0 else pgettext("side of the world", "W")
    return f"{number}° {side}"


def name_for_reader(place: Any) -> str:
    """The name of a place in the reader's language; "" where its own names say it already."""
    name = str(place.names.get(formats.current_language()) or "")
    return "" if any(own.startswith(name) for own in place.official_names) else name


def host_of(address: str) -> str:
    """The site a source lies on, short enough to read: `cbss.org`."""
    host = address.split("//", 1)[-1].split("/", 1)[0]
    return host.removeprefix("www.")


def distinct_sources(*groups: Any) -> list[str]:
    """All addresses of several lists of sources, each once, in order."""
    return list(dict.fromkeys(address for group in groups for address in group))
