"""A practice as it is told to other machines: its record, the labels of what it names, its addresses and its licence.

Every format takes what it says from here, translations included, each text with its language.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from pearls.kernel.languages import DEFAULT_LANGUAGE
from pearls.practices import queries
from pearls.practices.models import Practice, Translation
from pearls.practices.queries import Known, Term
from pearls.practices.queries.translated import with_translations
from pearls.practices.rules import Record
from pearls.practices.rules.translations import FIELDS

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME = "CC BY 4.0"
SITE = "Pearls"


class Words(NamedTuple):
    """A text with its language, and whether it is the one that the practice is told in, or a translation of that."""

    text: str
    language: str
    is_main: bool = True
    is_translation: bool = False


@dataclass(frozen=True)
class Told:
    """One public practice; `terms` are labelled in the language of its texts, as far as the vocabulary has that."""

    record: Record
    terms: Sequence[Term]
    made_at: datetime
    changed_at: datetime

    @property
    def address(self) -> str:
        """What it is called everywhere: leads a reader to the page and a machine to the data."""
        return practice_address(self.record.id)

    @property
    def author(self) -> str:
        """Who did it, by its name; where that was not published, who tells of it."""
        return self.record.organisation or publisher_name()

    def titles(self) -> list[Words]:
        """The title, then what it is called in its own place, then its translations."""
        record = self.record
        found = [Words(record.title, record.language)]
        if record.title_original and record.title_original != record.title:
            found.append(Words(record.title_original, record.title_original_lang or "", is_main=False))
        return found + self._translated("title")

    def abstracts(self) -> list[Words]:
        """What was done, in short, in every language that has it."""
        return [Words(self.record.summary, self.record.language), *self._translated("summary")]

    def texts(self) -> list[tuple[str, Words]]:
        """The other texts by the names of their fields, each with its translations; entries of a list one under the
        other."""
        found = []
        for name in FIELDS:
            if name not in ("title", "summary") and (value := getattr(self.record, name)):
                own = Words(_as_text(value), self.record.language)
                found += [(name, words) for words in (own, *self._translated(name))]
        return found

    def _translated(self, field: str) -> list[Words]:
        return [
            Words(_as_text(one.value), one.language, is_main=False, is_translation=True)
            for one in self.record.translations
            if one.field == field
        ]

    def years(self) -> str:
        """When it went on, as ISO 8601 has spans: "2023/2024", "2023/.."; empty where it was not published."""
        start, end = self.record.start_year, self.record.end_year
        if start is None or start == end:
            return str(start or end or "")
        return f"{start}/{end or '..'}"

    def place(self) -> str:
        """The place with its country: "Rūjiena, LV"."""
        return ", ".join(part for part in (self.record.place, self.record.country) if part)


def told_of(
    practice: Practice,
    named: Iterable[int],
    known: Known | None = None,
    translations: Iterable[Translation] | None = None,
) -> Told:
    """One practice with its translations, by the rows of the concepts it names; asks for what is not at hand."""
    [told] = _told([practice], {practice.pk: list(named)}, known or queries.known_vocabulary(), translations)
    return told


def told_of_many(practices: Sequence[Practice]) -> list[Told]:
    """These practices with their translations; three queries."""
    return _told(practices, queries.names_of(practices), queries.known_vocabulary())


def _told(
    practices: Sequence[Practice],
    named: Mapping[int, Sequence[int]],
    known: Known,
    translations: Iterable[Translation] | None = None,
) -> list[Told]:
    found = []
    for one in practices:
        terms = known.terms(one.language)
        found.append([terms[pk] for pk in named.get(one.pk, ())])
    records = [
        queries.record_of(one, [(term.scheme, term.key) for term in terms])
        for one, terms in zip(practices, found, strict=True)
    ]
    return [
        Told(record, terms, one.made_at, one.changed_at)
        for one, terms, record in zip(
            practices, found, with_translations(practices, records, translations), strict=True
        )
    ]


def _as_text(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else "\n".join(entry for entry in value if entry)


def publisher_name() -> str:
    """Who gives the data out: the office, or this site where no office runs it."""
    return settings.OFFICE_NAME or SITE


def practice_address(key: str) -> str:
    return f"{settings.BASE_URL}/practices/{key}"


def page_address(key: str, language: str = DEFAULT_LANGUAGE) -> str:
    """The page for people."""
    with translation.override(language):
        return str(settings.BASE_URL) + reverse("practices:practice", args=[key])


def concept_address(scheme: str, key: str) -> str:
    return f"{settings.BASE_URL}/vocabulary/{scheme}/{key}"


def scheme_address(scheme: str) -> str:
    return f"{settings.BASE_URL}/vocabulary/{scheme}"


def harvest_id(key: str) -> str:
    """How harvesters call it: `oai:example.org:village-theatre`."""
    return f"{HARVEST}:{host()}:{key}"


HARVEST = "oai"


def host() -> str:
    return str(urlsplit(settings.BASE_URL).hostname)
