"""The public record across editions: Pearls, a place's entries, ceremonies."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from pearls.places.models import Place as Place  # views name this type through us
from pearls.programme.models import Ceremony, Edition, Entry, Partner, Programme, TimelineStep
from pearls.programme.rules.office import EditionState, Outcome


def has_data() -> bool:
    """Whether a programme with at least one published edition is in; one query."""
    published = Edition.objects.exclude(state=EditionState.DRAFT)
    return Programme.objects.filter(is_default=True, editions__in=published).exists()


def public_entries(*, with_demonstration: bool = False) -> QuerySet[Entry]:
    """Everything the public record says of anybody, with edition and place."""
    rows = Entry.objects.exclude(edition__state=EditionState.DRAFT)
    rows = rows if with_demonstration else rows.filter(edition__is_demonstration=False)
    return rows.select_related("edition", "place")


def pearls(*, with_demonstration: bool = False, country: str = "", year: int | None = None) -> QuerySet[Entry]:
    """The Pearls, one entry for each title, the newest title year first, then by country and name."""
    rows = public_entries(with_demonstration=with_demonstration).filter(outcome=Outcome.PEARL)
    if country:
        rows = rows.filter(country=country)
    if year is not None:
        rows = rows.filter(edition__title_year=year)
    return rows.order_by("-edition__title_year", "edition__key", "country", "name", "pk")


def at_a_glance(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The entries with only what a card, a pin or a row of a list shows: half the time of whole rows."""
    place = ("key", "name", "official_names", "names", "lat", "lon")
    edition = ("key", "title_year", "is_demonstration")
    return entries.only(
        "name",
        "country",
        "outcome",
        "theme",
        "challenge",
        *(f"place__{name}" for name in place),
        *(f"edition__{name}" for name in edition),
    )


def entries_of_place(place: Place) -> QuerySet[Entry]:
    """What the record says of one place, the newest edition first; demonstration editions only for invented places."""
    rows = public_entries(with_demonstration=place.is_demonstration).filter(place=place)
    edition = ("key", "name", "title_year", "state", "is_history", "is_demonstration")
    own = [field.name for field in Entry._meta.concrete_fields]
    shown = rows.select_related(None).select_related("edition").only(*own, *(f"edition__{name}" for name in edition))
    return shown.order_by("-edition__title_year", "pk")


def places_in_record(*, with_demonstration: bool = False) -> QuerySet[Place]:
    """Every place that the record names, by country and name."""
    entries = public_entries(with_demonstration=with_demonstration).filter(place__isnull=False)
    return Place.objects.filter(pk__in=entries.values("place_id")).order_by("country", "name", "pk")


def public_ceremonies(*, with_demonstration: bool = False) -> QuerySet[Ceremony]:
    """Every ceremony of a published edition with its place and edition, the newest title year first."""
    rows = Ceremony.objects.exclude(edition__state=EditionState.DRAFT).select_related("place", "edition")
    rows = rows if with_demonstration else rows.filter(edition__is_demonstration=False)
    return rows.order_by("-edition__title_year", "date", "pk")


def known_places(keys: Iterable[str]) -> dict[str, int]:
    """The rows of these places by key, in one query; a key that no place has is not there."""
    return dict(Place.objects.filter(key__in=set(keys)).values_list("key", "pk"))


def place_ids(keys: Iterable[str]) -> dict[str, int]:
    """The rows of these places by key, in one query.

    Raises: KeyError, naming the places that are not loaded.
    """
    wanted = set(keys)
    found = known_places(wanted)
    if missing := sorted(wanted - set(found)):
        raise KeyError(f"places that are not loaded: {', '.join(missing)}")
    return found


def all_sources() -> list[str]:
    """Every address that a fact of the public record names, each once, in order; five queries."""
    published = Edition.objects.exclude(state=EditionState.DRAFT).filter(is_demonstration=False)
    columns = [
        published.values_list("sources", "counts_sources"),
        public_entries().values_list("sources", "population_source"),
        public_ceremonies().values_list("sources"),
        TimelineStep.objects.filter(edition__in=published).values_list("sources"),
        Partner.objects.filter(is_demonstration=False).values_list("sources"),
    ]
    found = {address for rows in columns for row in rows for cell in row for address in _addresses(cell)}
    return sorted(found)


def _addresses(cell: list[str] | str) -> list[str]:
    if isinstance(cell, str):
        return [cell] if cell else []
    return cell


@dataclass(frozen=True)
class PastOf:
    """What a place has done in the programme before: how often it applied, and whether it has held the title."""

    times_applied: int
    is_former_pearl: bool


def past_of(place: Place, *, before: Edition) -> PastOf:
    """The place's past in the editions before this one; one query. A demonstration has no real past."""
    entries = public_entries(with_demonstration=before.is_demonstration).filter(place=place).exclude(edition=before)
    if before.title_year is not None:
        entries = entries.filter(edition__title_year__lt=before.title_year)
    outcomes = list(entries.values_list("outcome", flat=True))
    return PastOf(times_applied=len(outcomes), is_former_pearl=Outcome.PEARL in outcomes)


def place_names(keys: Iterable[str]) -> dict[str, str]:
    """The names of these places by key, in their own spelling; one query."""
    return {place.key: place.display_name for place in Place.objects.filter(key__in=set(keys))}
