"""What is public of the practices, narrowed and counted; and records for files."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from pearls.places.models import Place
from pearls.practices import rules
from pearls.practices.models import Concept, Contribution, Naming, Practice, Word
from pearls.practices.queries.facets import of_evidence, within
from pearls.practices.queries.translated import with_translations
from pearls.practices.rules import Record
from pearls.practices.rules.contributing import State
from pearls.practices.rules.search.indexing import concept_word, row_of_concept

ORDERS: Mapping[str, tuple[Any, ...]] = {
    "newest": (F("start_year").desc(nulls_last=True), "title", "key"),
    "title": ("title", "key"),
    "country": ("country", "title", "key"),
}
# What a list shows of a practice.
LISTED = (
    *("key", "language", "title", "summary", "country", "place_name", "lat", "lon", "start_year", "end_year"),
    "is_demonstration",
)
FACETS = ("challenge", "cultural_field", "target_group", "method")  # the schemes by which a list is narrowed
_CHUNK = 500


@dataclass(frozen=True)
class Wish:
    """How a reader narrows the list: by concepts (scheme to key), country, year, bands of the place's size and of the
    cost, and strength of evidence; empty is "any"."""

    concepts: Mapping[str, str]
    country: str = ""
    year: int | None = None
    size: str = ""
    cost: str = ""
    evidence: str = ""

    def __bool__(self) -> bool:
        return any(self.concepts.values()) or any((self.country, self.year, self.size, self.cost, self.evidence))


def public_practices(*, with_demonstration: bool = False) -> QuerySet[Practice]:
    """What every reader may see: neither what was withdrawn, nor what is invented."""
    found = Practice.objects.filter(withdrawn_at=None)
    return found if with_demonstration else found.filter(is_demonstration=False)


def narrowed(practices: QuerySet[Practice], wish: Wish) -> QuerySet[Practice]:
    """Those that are all the reader wishes; of a year are those that began in it."""
    for scheme, key in wish.concepts.items():
        if key:
            named = Naming.objects.filter(concept__scheme=scheme, concept__key=key)
            practices = practices.filter(pk__in=named.values("practice"))
    if wish.country:
        practices = practices.filter(country=wish.country)
    if wish.size:
        practices = practices.filter(within("size", wish.size))
    if wish.cost:
        practices = practices.filter(within("cost", wish.cost))
    if wish.evidence:
        practices = practices.filter(of_evidence(wish.evidence))
    return practices.filter(start_year=wish.year) if wish.year else practices


def listed(practices: QuerySet[Practice], order: str = "newest") -> QuerySet[Practice]:
    """As a list shows them."""
    return practices.only(*LISTED).order_by(*ORDERS.get(order, ORDERS["newest"]))


def practice_for(key: str, reader: int | None = None) -> Practice | None:
    """One practice; None where there is none. With the row of a reader, it knows whether they have told it."""
    found = Practice.objects.filter(key=key).select_related("place", "confirmation")
    if reader is not None:
        told = Contribution.objects.filter(practice=OuterRef("pk"), author=reader, state=State.PUBLIC)
        found = found.annotate(is_told_by_reader=Exists(told))
    return found.first()


def practices_of_place(place: Place) -> QuerySet[Practice]:
    """What was done in a place, as a list shows it."""
    return listed(public_practices().filter(place=place))


def practices_of_week(week: int) -> list[Practice]:
    """Three practices of different countries, others each week; two queries, however many there are."""
    countries, _years = counted_by_country_and_year(public_practices())
    chosen = rules.chosen_for(week, countries)
    if not chosen:
        return []
    numbered = public_practices().annotate(
        nth=Window(RowNumber(), partition_by=[F("country")], order_by=[F("key").asc()])
    )
    wanted = reduce(or_, (Q(country=country, nth=nth + 1) for country, nth in chosen))
    found = {practice.country: practice for practice in numbered.filter(wanted).only(*LISTED)}
    return [found[country] for country, _nth in chosen if country in found]


def keys_of_public() -> QuerySet[Practice, str]:
    """The keys of all that is public, in their order."""
    return public_practices().order_by("key").values_list("key", flat=True)


def counted(practices: QuerySet[Practice]) -> dict[int, int]:
    """How many of these practices name each concept."""
    found = Naming.objects.filter(practice__in=practices.order_by().values("pk")).values_list("concept")
    return dict(found.annotate(number=Count("pk")))


def counted_of_public() -> dict[int, int]:
    """The same of all that is public, by what the index of the search has counted already; three queries."""
    hidden = counted(Practice.objects.exclude(withdrawn_at=None, is_demonstration=False))
    rows = Word.objects.filter(text__in=[concept_word(pk) for pk in Concept.objects.values_list("pk", flat=True)])
    counts = {row_of_concept(text): count for text, count in rows.values_list("text", "count")}
    left = {concept: count - hidden.get(concept, 0) for concept, count in counts.items()}
    return {concept: count for concept, count in left.items() if count > 0}


def counted_by_country_and_year(practices: QuerySet[Practice]) -> tuple[dict[str, int], dict[int, int]]:
    """How many there are of each country, and how many began in each year, as far as that is published; one query."""
    countries: dict[str, int] = {}
    years: dict[int, int] = {}
    rows = practices.order_by().values_list("country", "start_year").annotate(number=Count("pk"))
    for country, year, number in rows:
        countries[country] = countries.get(country, 0) + number
        if year is not None:
            years[year] = years.get(year, 0) + number
    return countries, years


def names_of(practices: Iterable[Practice]) -> dict[int, list[int]]:
    """The concepts of these practices, by their rows, in the order of each record; one query."""
    return names_in_order([practice.pk for practice in practices])


def names_in_order(practices: Collection[int]) -> dict[int, list[int]]:
    """The concepts of the practices of these rows, in the order of each record; one query."""
    found: dict[int, list[int]] = {}
    rows = Naming.objects.filter(practice__in=practices).order_by("position")
    for practice, concept in rows.values_list("practice_id", "concept_id"):
        found.setdefault(practice, []).append(concept)
    return found


def records(practices: QuerySet[Practice] | None = None) -> Iterator[Record]:
    """Practices as files have them, by id; however many, a few at a time and a constant memory."""
    wanted = public_practices() if practices is None else practices
    last = ""
    while batch := list(wanted.filter(key__gt=last).order_by("key")[:_CHUNK]):
        yield from with_translations(batch, records_of(batch))
        last = batch[-1].key


def records_of(practices: Sequence[Practice]) -> list[Record]:
    """These practices as files have them; two queries."""
    keys = {pk: (scheme, key) for pk, scheme, key in Concept.objects.values_list("pk", "scheme", "key")}
    named = names_of(practices)
    return [record_of(practice, [keys[pk] for pk in named.get(practice.pk, ())]) for practice in practices]


def record_of(practice: Practice, concepts: Iterable[tuple[str, str]]) -> Record:
    """A practice as files have it; what is empty here is null there."""
    ids: dict[str, list[str]] = {name: [] for name in rules.SCHEMES.values()}
    for scheme, key in concepts:
        ids[rules.SCHEMES[scheme]].append(key)
    return Record(
        id=practice.key,
        title=practice.title,
        summary=practice.summary,
        country=practice.country,
        source_url=practice.source_url,
        title_original=practice.title_original or None,
        title_original_lang=practice.title_original_language or None,
        place=practice.place_name or None,
        lat=practice.lat,
        lon=practice.lon,
        organisation=practice.organisation or None,
        start_year=practice.start_year,
        end_year=practice.end_year,
        budget_eur=practice.budget_euros,
        funding=practice.funding or None,
        outcomes=tuple(practice.outcomes),
        transferability=practice.transferability or None,
        source_language=practice.source_language or None,
        gathered_from=practice.gathered_from or None,
        organisation_type=next(iter(ids["organisation_type"]), None),
        status=next(iter(ids["status"]), None),
        challenge=tuple(ids["challenge"]),
        resilience_dimension=tuple(ids["resilience_dimension"]),
        cultural_field=tuple(ids["cultural_field"]),
        target_groups=tuple(ids["target_groups"]),
        methods=tuple(ids["methods"]),
        language=practice.language,
        participants=practice.participants or None,
        steps=tuple(practice.steps),
        hours=practice.hours,
        evidence=practice.evidence or None,
        evidence_strength=practice.evidence_strength or None,
        why_it_worked=practice.why_it_worked or None,
        what_failed=practice.what_failed or None,
        for_smaller_towns=practice.for_smaller_towns or None,
    )
