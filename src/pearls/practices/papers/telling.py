"""A practice as it is told to other machines: its record, the labels of what it names, its addresses and its licence.

Every format takes what it says from here. So what a practice gets in another language, or as a picture, is added to
`titles` and `abstracts` once, and all formats tell it.
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
from pearls.practices.models import Practice
from pearls.practices.queries import Known, Term
from pearls.practices.rules import Record

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME = "CC BY 4.0"
SITE = "Pearls"


class Words(NamedTuple):
    """A text with its language, and whether it is the one that the practice is told in."""

    text: str
    language: str
    is_main: bool = True


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
        """The title, then what it is called in its own place."""
        record = self.record
        found = [Words(record.title, record.language)]
        if record.title_original and record.title_original != record.title:
            found.append(Words(record.title_original, record.title_original_lang or "", is_main=False))
        return found

    def abstracts(self) -> list[Words]:
        """What was done, in short."""
        return [Words(self.record.summary, self.record.language)]

    def texts(self) -> list[tuple[str, str]]:
        """The other texts by the names of their fields; the entries of a list one under the other."""
        names = ("participants", "steps", "outcomes", "evidence", "why_it_worked", "what_failed")
        found = []
        for name in (*names, "transferability", "for_smaller_towns"):
            value = getattr(self.record, name)
            text = "\n".join(value) if isinstance(value, tuple) else value
            if text:
                found.append((name, text))
        return found

    def years(self) -> str:
        """When it went on, as ISO 8601 has spans: "2023/2024", "2023/.."; empty where it was not published."""
        start, end = self.record.start_year, self.record.end_year
        if start is None or start == end:
            return str(start or end or "")
        return f"{start}/{end or '..'}"

    def place(self) -> str:
        """The place with its country: "Rūjiena, LV"."""
        return ", ".join(part for part in (self.record.place, self.record.country) if part)


def told_of(practice: Practice, named: Iterable[int], known: Known | None = None) -> Told:
    """One practice, by the rows of the concepts it names; asks nothing of the database but for the vocabulary, where
    that is not at hand."""
    return _told(practice, named, (known or queries.known_vocabulary()).terms(practice.language))


def told_of_many(practices: Sequence[Practice]) -> list[Told]:
    """These practices; two queries."""
    known, named = queries.known_vocabulary(), queries.names_of(practices)
    return [_told(one, named.get(one.pk, ()), known.terms(one.language)) for one in practices]


def _told(practice: Practice, named: Iterable[int], terms: Mapping[int, Term]) -> Told:
    found = [terms[pk] for pk in named]
    record = queries.record_of(practice, [(term.scheme, term.key) for term in found])
    return Told(record, found, practice.made_at, practice.changed_at)


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
