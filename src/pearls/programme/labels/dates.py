"""Published dates in words, never more exact than their source."""

from django.utils.translation import gettext as _

from pearls.programme.rules.published_dates import PartialDate, parse_published_date
from pearls.web import formats


def published_date(text: str, language: str) -> str:
    """A date of the record in words: "12 June 2024", "June 2024 to 31 October 2024"; "not published" where it is empty.

    Raises: ValueError, for a text that is no date.
    """
    date = parse_published_date(text)
    if date is None:
        return _("not published")
    if date.until is None:
        return _part(date.start, language)
    return _("%(start)s to %(end)s") % {"start": _part(date.start, language), "end": _part(date.until, language)}


def _part(part: PartialDate, language: str) -> str:
    if part.precision == "year":
        return str(part.at.year)
    if part.precision == "month":
        return formats.month_words(part.day, language)
    words = formats.date_words(part.day, language)
    if part.precision == "day":
        return words
    return _("%(day)s, %(time)s") % {"day": words, "time": formats.time_words(part.at)}
