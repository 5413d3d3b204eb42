"""All reads of places: search, one by its key, and the facts that rules may know."""

from django.db import connection
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, When
from django.db.models.functions import Length

from pearls.places.models import Place, PlaceName
from pearls.places.rules import PlaceFacts, PlaceState, is_one_slip, search_form

LONGEST_QUERY = 100
MOST_SLIPS = 200
SHORTEST_FOR_SLIPS = 4


def places_shown() -> QuerySet[Place]:
    """The places anybody may see: decided ones."""
    return Place.objects.filter(state=PlaceState.CONFIRMED)


def place_for(key: str) -> Place | None:
    """The place with this key, with its legal parent; None where there is none that may be seen."""
    return places_shown().filter(key=key).select_related("legal_parent").first()


def facts_of(place: Place) -> PlaceFacts:
    """What rules may know of the place and of the body that answers for it."""
    parent = place.legal_parent
    return PlaceFacts(
        key=place.key,
        country=place.country,
        nuts1=place.nuts1,
        nuts2=place.nuts2,
        nuts3=place.nuts3,
        kind=place.kind,
        legal_parent=facts_of(parent) if parent else None,
        is_confirmed=place.is_confirmed,
        name=place.display_name,
    )


def places_waiting() -> QuerySet[Place]:
    """The places entered by hand that wait for the office, oldest first."""
    return Place.objects.filter(state=PlaceState.ENTERED_BY_HAND).order_by("entered_at", "id")


def find_places(text: str, *, limit: int = 20, country: str = "") -> list[Place]:
    """The places that a person may mean, best first: the exact name, then names that begin so, then larger places.

    Where no name begins with the text: names with a word that does, then names one letter away.
    Two queries where something is found at once, at most five in all, however many places there are.
    Each place has `legal_parent` at hand, and `found_as`, the name that matched.
    """
    wanted = search_form(text[:LONGEST_QUERY])
    if not wanted:
        return []
    names = PlaceName.objects.filter(begins_with("folded", wanted))
    hits = _best_places(names, wanted=wanted, country=country, limit=limit)
    if not hits:
        names = PlaceName.objects.filter(folded__contains=f" {wanted}")
        hits = _best_places(names, wanted=wanted, country=country, limit=limit)
    if not hits and len(wanted) >= SHORTEST_FOR_SLIPS:
        names = PlaceName.objects.filter(pk__in=_one_slip_away(wanted))
        hits = _best_places(names, wanted=wanted, country=country, limit=limit)
    return _with_found_names(hits, names, wanted)


def begins_with(field: str, text: str) -> Q:
    """The rows whose column begins with the text, by the column's index on both databases."""
    if connection.vendor == "sqlite":  # its LIKE uses no index; its texts compare by code point
        return Q(**{f"{field}__gte": text, f"{field}__lt": text[:-1] + chr(ord(text[-1]) + 1)})
    return Q(**{f"{field}__startswith": text})


def _best_places(names: QuerySet[PlaceName], *, wanted: str, country: str, limit: int) -> list[Place]:
    exact = Exists(PlaceName.objects.filter(place_id=OuterRef("pk"), folded=wanted))
    places = places_shown().filter(pk__in=names.values("place_id"))
    if country:
        places = places.filter(country=country)
    ranked = places.annotate(rank=Case(When(exact, then=0), default=1, output_field=IntegerField()))
    ordered = ranked.select_related("legal_parent").order_by("rank", F("population").desc(nulls_last=True), "pk")
    return list(ordered[:limit])


def _one_slip_away(wanted: str) -> list[int]:
    """The names one letter away from the text; the first letter must be right."""
    near = PlaceName.objects.filter(begins_with("folded", wanted[0])).annotate(length=Length("folded"))
    near = near.filter(length__gte=len(wanted) - 1, length__lte=len(wanted) + 1)
    return [pk for pk, folded in near.values_list("pk", "folded") if is_one_slip(folded, wanted)][:MOST_SLIPS]


def _with_found_names(places: list[Place], names: QuerySet[PlaceName], wanted: str) -> list[Place]:
    """The places, each knowing under which of its names it was found: the exact one, else the shortest."""
    if not places:
        return places
    found: dict[int, tuple[bool, int, str]] = {}
    for name in names.filter(place__in=places):
        better = (name.folded != wanted, len(name.text), name.text)
        found[name.place_id] = min(found.get(name.place_id, better), better)
    for place in places:
        place.found_as = found[place.pk][2]
    return places
