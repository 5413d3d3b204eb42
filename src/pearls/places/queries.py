"""All reads of places: search, one by its key, and the facts that rules may know."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.db.models.functions import Length

from pearls.db.text import begins_with
from pearls.kernel.actor import Actor
from pearls.places.models import Place, PlaceName
from pearls.places.rules import NameKind, PlaceFacts, PlaceSource, PlaceState, bare_name, is_one_slip, search_form

LONGEST_QUERY = 100
MOST_SLIPS = 200
OWN_NAMES = (NameKind.OFFICIAL, NameKind.NAME)
SHORTEST_FOR_SLIPS = 4
# What work pages name of a place.
PLACE_AT_A_GLANCE = ("key", "name", "official_names", "names", "country", "state", "is_demonstration")
_WHOLE = tuple(field.name for field in Place._meta.concrete_fields)
# What `facts_of` reads.
PLACE_FACTS = ("key", "name", "official_names", "country", "nuts1", "nuts2", "nuts3", "kind", "state", "legal_parent")


def places_shown() -> QuerySet[Place]:
    """The places anybody may see: decided ones."""
    return Place.objects.filter(state=PlaceState.CONFIRMED)


def place_for(key: str) -> Place | None:
    """The place with this key, with its legal parent; None where there is none that anybody may see."""
    found = places_shown().filter(key=key).select_related("legal_parent")
    return found.only(*_WHOLE, *(f"legal_parent__{name}" for name in PLACE_FACTS)).first()


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


def find_places(text: str, *, limit: int = 20, country: str = "", include_demonstration: bool = False) -> list[Place]:
    """The places that a person may mean, best first: the exact name, then names that begin so, then larger places.

    Where no name begins with the text: names with a word that does, then names one letter away, then the same
    without words such as "gmina". Two queries where something is found at once, however many places there are.
    Each place has `legal_parent` at hand, and `found_as`, the name that matched.
    """
    wanted = search_form(text[:LONGEST_QUERY])
    if not wanted:
        return []
    names = PlaceName.objects.filter(place__state=PlaceState.CONFIRMED)
    if country:
        names = names.filter(place__country=country)
    if not include_demonstration:
        names = names.filter(place__is_demonstration=False)
    hits = _found(names, wanted, limit)
    if not hits and (bare := bare_name(wanted)) not in ("", wanted):
        hits = _found(names, bare, limit)
    return hits


def bearers_of(
    names: Collection[tuple[str, str]],
) -> dict[tuple[str, str], list[tuple[int, float | None, float | None]]]:
    """Which places bear each of these names (country and text) as their own: row, latitude, longitude; one query."""
    found: dict[tuple[str, str], dict[int, tuple[int, float | None, float | None]]] = {}
    rows = PlaceName.objects.filter(
        folded__in={search_form(text) for _country, text in names},
        kind__in=OWN_NAMES,
        place__state=PlaceState.CONFIRMED,
        place__is_demonstration=False,
    )
    columns = ("place__country", "folded", "place_id", "place__lat", "place__lon")
    for country, folded, pk, lat, lon in rows.values_list(*columns):
        found.setdefault((country, folded), {})[pk] = (pk, lat, lon)
    return {(country, text): list(found.get((country, search_form(text)), {}).values()) for country, text in names}


def _found(names: QuerySet[PlaceName], wanted: str, limit: int) -> list[Place]:
    """One search form looked for in each way in turn, until a way finds something."""
    if len(wanted) == 1:  # a place may be called Å, but half the list begins with an a
        return _best_places(names.filter(folded=wanted), wanted, limit)
    hits = _best_places(names.filter(begins_with("folded", wanted)), wanted, limit)
    if not hits:
        hits = _best_places(names.filter(folded__contains=f" {wanted}"), wanted, limit)
    if not hits and len(wanted) >= SHORTEST_FOR_SLIPS:
        hits = _best_places(names.filter(pk__in=_one_slip_away(wanted)), wanted, limit)
    return hits


def _best_places(names: QuerySet[PlaceName], wanted: str, limit: int) -> list[Place]:
    """The places of these names in order, ranked here: a database without statistics plans that badly."""
    best: dict[int, tuple[tuple[int, int], int, str]] = {}
    rows = names.values_list("place_id", "folded", "text", "kind", "place__population")
    for place_id, folded, text, kind, population in rows:
        rank = 0 if folded == wanted else 1 if kind in OWN_NAMES else 2
        match = ((rank, -(population or 0)), len(text), text)
        best[place_id] = min(best.get(place_id, match), match)
    first = sorted(best, key=lambda place_id: (best[place_id][0], place_id))[:limit]
    places = Place.objects.select_related("legal_parent").in_bulk(first)
    for place_id, place in places.items():
        place.found_as = best[place_id][2]
    return [places[place_id] for place_id in first]


def _one_slip_away(wanted: str) -> list[int]:
    """The names one letter away from the text; the first letter must be right."""
    near = PlaceName.objects.filter(begins_with("folded", wanted[0])).annotate(length=Length("folded"))
    near = near.filter(length__gte=len(wanted) - 1, length__lte=len(wanted) + 1)
    return [pk for pk, folded in near.values_list("pk", "folded") if is_one_slip(folded, wanted)][:MOST_SLIPS]


def place_entered_by_hand(actor: Actor, key: str) -> Place | None:
    """A place entered by hand, decided or not, for the person who entered it and for the office."""
    entered = Place.objects.filter(source=PlaceSource.HAND, key=key).select_related("legal_parent")
    if not actor.is_office():
        entered = entered.filter(entered_by=actor.ref)
    return entered.first() if actor.is_signed_in or actor.is_system else None
