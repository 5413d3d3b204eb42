"""What is there for a criterion, in words; never how good it is."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from pearls.documents.labels import value_word
from pearls.documents.rules import Kind, count_words
from pearls.plans.labels.checks import shortened
from pearls.plans.rules.readiness import Part
from pearls.web.formats import euros, joined, number, quoted, sentence_language

EVIDENCE: Mapping[str, Promise] = {
    "stated": _("Published by the programme."),
    "implied": _("Follows from what the programme has published."),
}
MOST_TITLES = 3
LONGEST_TITLE = 50


def part_words(part: Part, language: str) -> str:
    """How a part of the plan stands: how many entries and which, how many words, what was chosen."""
    kind, value = part.question.kind, part.value
    if not part.is_written:
        return gettext("Nothing yet")
    if kind in (Kind.RECORDS, Kind.LIST, Kind.TABLE):
        return _entry_words(part, language)
    if kind == Kind.MONEY:
        return euros(value, language)
    if kind in (Kind.CHOICE, Kind.YES_NO):
        return value_word(part.question, value, language)
    words = count_words(str(value))
    return ngettext("%(count)s word", "%(count)s words", words) % {"count": number(words, language)}


def _entry_words(part: Part, language: str) -> str:
    count = number(len(part.value), language)
    if not part.titles:
        return count
    spoken = sentence_language(language)
    titles = [quoted(shortened(title, LONGEST_TITLE), spoken) for title in part.titles[:MOST_TITLES]]
    values = {"count": count, "titles": joined(titles, spoken)}
    if len(part.value) > len(titles):
        return gettext("%(count)s, among them %(titles)s") % values
    return gettext("%(count)s: %(titles)s") % values
