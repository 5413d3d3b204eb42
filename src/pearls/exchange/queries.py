"""All reads of the board and of visits, and who sees what."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Cast

from pearls.calls.models import Application
from pearls.calls.rules import State as ApplicationState
from pearls.exchange import rules
from pearls.exchange.models import Need, Participant, Photo, Promise, Report
from pearls.exchange.models import Offer as Offer
from pearls.exchange.models import Visit as Visit
from pearls.exchange.rules import Card, EntryState, Factor, Mode, Side, VisitState
from pearls.files.rules import Licence
from pearls.kernel.actor import Actor, Role
from pearls.kernel.languages import pick
from pearls.people import queries as people_queries
from pearls.people.models import Person as Person  # services name these types through us
from pearls.places.models import Place as Place
from pearls.places.rules import SizeClass
from pearls.practices import queries as practice_queries
from pearls.programme import queries as programme_queries
from pearls.programme.models import Entry
from pearls.programme.models import Partner as Partner
from pearls.titles import queries as title_queries

MOST_COMPARED = 500  # the newest entries of the board that a match looks at
MOST_OWN = 20
FACTORS = Path(__file__).resolve().parent / "data" / "factors.toml"
SCHEMES = ("challenge", "cultural_field")
SIZES = tuple(SizeClass)
HOLDER = ("place", "partner", "person")
VISITING = ("offer__place", "offer__partner", "offer__person", "guest_place", "guest_partner", "guest_person", "need")


def network_places(*, now: datetime) -> QuerySet[Place]:
    """Pearls, candidates and applicants of any year: the places that exchange visits."""
    titled = title_queries.standing_titles(now=now).values("place_id")
    applied = Application.objects.exclude(state=ApplicationState.WITHDRAWN).values("place_id")
    named = Entry.objects.filter(place__isnull=False).values("place_id")
    return Place.objects.filter(Q(pk__in=titled) | Q(pk__in=applied) | Q(pk__in=named))


def is_in_network(place: Place | None, *, now: datetime) -> bool:
    """Whether a place exchanges visits; every partner does."""
    return place is None or network_places(now=now).filter(pk=place.pk).exists()


def own_places(actor: Actor, *, now: datetime) -> list[Place]:
    """The places of the network that the actor speaks for."""
    spoken = people_queries.place_ids_spoken_for(actor)
    return list(network_places(now=now).filter(pk__in=spoken).order_by("name"))


def own_partners(actor: Actor) -> list[Partner]:
    """The organisations in whose name somebody with the role of a partner may write."""
    return list(programme_queries.partners(with_demonstration=True)) if actor.has_role(Role.PARTNER) else []


def holds(actor: Actor, *, place: Place | None, person: Person | None) -> bool:
    """Whether the actor speaks for a place or, as the partner's person who wrote it, for an entry without one."""
    spoken = {place.pk} if place is not None and people_queries.is_speaker(actor, place) else set()
    return _is_own(actor, spoken, place=place.pk if place else None, person=person.pk if person else None)


def reads_all(actor: Actor) -> bool:
    """Whether somebody belongs to the network: has a role, or speaks for a place."""
    if not actor.is_signed_in:
        return False
    return bool(actor.grants) or people_queries.place_ids_spoken_for(actor).exists()


def open_offers(actor: Actor, *, today: date, with_demonstration: bool) -> QuerySet[Offer]:
    """The offers that a reader finds on the board: those of who chose so, and all of them for the network."""
    found = Offer.objects.filter(state=EntryState.OPEN, last_day__gte=today).select_related(*HOLDER)
    found = found if with_demonstration else found.filter(is_demonstration=False)
    return (found if reads_all(actor) else found.filter(is_public=True)).order_by("-changed_at", "-pk")


def open_needs(actor: Actor, *, today: date, with_demonstration: bool) -> QuerySet[Need]:
    """The needs that a reader finds on the board."""
    found = Need.objects.filter(state=EntryState.OPEN, last_day__gte=today).select_related(*HOLDER)
    found = found if with_demonstration else found.filter(is_demonstration=False)
    return (found if reads_all(actor) else found.filter(is_public=True)).order_by("-changed_at", "-pk")


def narrowed(
    found: "QuerySet[Offer] | QuerySet[Need]", *, concept: str = "", language: str = "", country: str = ""
) -> "QuerySet[Offer] | QuerySet[Need]":
    """Those about a concept of the vocabulary, in a language, of a country."""
    if concept:
        found = found.annotate(named=Cast("concepts", TextField())).filter(named__contains=f'"{concept}"')
    if language:
        found = found.annotate(spoken=Cast("languages", TextField())).filter(spoken__contains=f'"{language}"')
    return found.filter(Q(place__country=country) | Q(partner__country=country)) if country else found


def offer_for(actor: Actor, ref: str, *, today: date) -> Offer | None:
    """An offer, for whoever finds it on the board, for whose it is, and for the office."""
    offer = Offer.objects.select_related(*HOLDER).filter(ref=ref).first()
    if offer is None:
        return None
    if actor.is_office() or holds(actor, place=offer.place, person=offer.person):
        return offer
    is_there = offer.state == EntryState.OPEN and offer.last_day >= today
    return offer if is_there and (offer.is_public or reads_all(actor)) else None


def own_offer(actor: Actor, ref: str) -> Offer | None:
    """An offer, for whose it is."""
    offer = Offer.objects.select_related(*HOLDER).filter(ref=ref).first()
    return offer if offer and holds(actor, place=offer.place, person=offer.person) else None


def own_need(actor: Actor, ref: str) -> Need | None:
    """A need, for whose it is."""
    need = Need.objects.select_related(*HOLDER).filter(ref=ref).first()
    return need if need and holds(actor, place=need.place, person=need.person) else None


def own_offers(actor: Actor) -> QuerySet[Offer]:
    """The offers that the actor may change, the newest first."""
    return Offer.objects.filter(_own(actor)).select_related(*HOLDER).order_by("-changed_at", "-pk")


def own_needs(actor: Actor) -> QuerySet[Need]:
    """The needs that the actor may change, the newest first."""
    return Need.objects.filter(_own(actor)).select_related(*HOLDER).order_by("-changed_at", "-pk")


def _own(actor: Actor, place: str = "place", person: str = "person") -> Q:
    own = Q(**{f"{place}__in": people_queries.place_ids_spoken_for(actor)})
    if actor.has_role(Role.PARTNER):
        own |= Q(**{f"{place}__isnull": True, person: actor.person_id})
    return own


def card_of(entry: Offer | Need, *, today: date, with_needs: bool = False) -> Card:
    """An entry as matching knows it, from today on; what its people need only where that is asked for."""
    place = entry.place or (entry.partner.place if entry.partner else None)
    is_offer = isinstance(entry, Offer)
    return Card(
        ref=entry.ref,
        holder=entry.holder_key,
        country=entry.place.country if entry.place else entry.partner.country if entry.partner else "",
        size=SIZES.index(entry.place.size_class) if entry.place else len(SIZES),
        concepts=frozenset(entry.concepts),
        languages=frozenset(entry.languages),
        windows=rules.from_day(entry.times, today),
        seats=entry.seats_left if isinstance(entry, Offer) else entry.seats,
        access=frozenset(entry.access) if is_offer or with_needs else frozenset(),
        point=(place.lat, place.lon) if place and place.lat is not None and place.lon is not None else None,
    )


@dataclass(frozen=True)
class Fits:
    """An own entry with what fits it on the board."""

    own: Offer | Need
    matches: Sequence[tuple[rules.Match, Offer | Need]]


def who_fits(actor: Actor, *, today: date) -> tuple[list[Fits], list[Fits]]:
    """What fits the actor's own needs, and whom the actor's own offers fit; as many queries for one as for many."""
    needs = list(own_needs(actor).filter(state=EntryState.OPEN, last_day__gte=today)[:MOST_OWN])
    offers = list(own_offers(actor).filter(state=EntryState.OPEN, last_day__gte=today)[:MOST_OWN])
    invented = any(one.is_demonstration for one in (*needs, *offers))
    near = "partner__place"
    there = open_offers(actor, today=today, with_demonstration=invented).select_related(*HOLDER, near)[:MOST_COMPARED]
    here = open_needs(actor, today=today, with_demonstration=invented).select_related(*HOLDER, near)[:MOST_COMPARED]
    by_offer = {one.ref: one for one in there} if needs else {}
    by_need = {one.ref: one for one in here} if offers else {}
    offer_cards = [card_of(one, today=today) for one in by_offer.values()]
    need_cards = [card_of(one, today=today) for one in by_need.values()]
    return (
        [
            Fits(own, [(m, by_offer[m.ref]) for m in rules.best_matches(mine, offer_cards, for_guest=True)])
            for own, mine in ((one, card_of(one, today=today, with_needs=True)) for one in needs)
        ],
        [
            Fits(own, [(m, by_need[m.ref]) for m in rules.best_matches(mine, need_cards, for_guest=False)])
            for own, mine in ((one, card_of(one, today=today)) for one in offers)
        ],
    )


def concept_labels(language: str) -> dict[str, dict[str, str]]:
    """The words of the vocabulary that the board sorts by, by scheme and name."""
    found: dict[str, dict[str, str]] = {scheme: {} for scheme in SCHEMES}
    for concept in practice_queries.known_vocabulary().concepts:
        if concept.scheme in found and not concept.is_deprecated:
            found[concept.scheme][concept.name] = pick(concept.labels, language)[0]
    return found


def sides_of(actor: Actor, visit: Visit) -> frozenset[Side]:
    """On which sides of a visit the actor stands: both, one or none."""
    has_place = visit.offer.place_id or visit.guest_place_id
    return _sides(actor, visit, set(people_queries.place_ids_spoken_for(actor)) if has_place else set())


def _sides(actor: Actor, visit: Visit, spoken: set[int]) -> frozenset[Side]:
    offer = visit.offer
    is_host = _is_own(actor, spoken, place=offer.place_id, person=offer.person_id)
    is_guest = _is_own(actor, spoken, place=visit.guest_place_id, person=visit.guest_person_id)
    return frozenset(side for side, is_on in ((Side.HOST, is_host), (Side.GUEST, is_guest)) if is_on)


def _is_own(actor: Actor, spoken: set[int], *, place: int | None, person: int | None) -> bool:
    """As `holds`, by rows and with the places that the actor speaks for at hand."""
    if place is not None:
        return place in spoken
    return actor.has_role(Role.PARTNER) and (person is None or person == actor.person_id)


def visits_of(actor: Actor) -> QuerySet[Visit]:
    """The visits of the actor's places and partners, the next one first; all of them for the office."""
    found = Visit.objects.select_related(*VISITING).order_by("-first_day", "-pk")
    if actor.is_office():
        return found
    return found.filter(_own(actor, "offer__place", "offer__person") | _own(actor, "guest_place", "guest_person"))


def visit_and_sides_for(actor: Actor, ref: str) -> tuple[Visit, frozenset[Side]] | None:
    """A visit's file with its lines, for both sides and the office; and on which sides the actor stands."""
    found = Visit.objects.select_related(*VISITING, "host_contact", "guest_contact").filter(ref=ref)
    own = people_queries.place_ids_spoken_for(actor)
    places = ("offer__place", "guest_place")
    told = {f"speaks_for_{way}": ExpressionWrapper(Q(**{f"{way}__in": own}), BooleanField()) for way in places}
    visit = found.annotate(**told).prefetch_related("legs", "costs", "reports__photos").first()
    if visit is None:
        return None
    ids = zip(told, (visit.offer.place_id, visit.guest_place_id), strict=True)
    sides = _sides(actor, visit, {place for name, place in ids if place and getattr(visit, name)})
    return (visit, sides) if sides or actor.is_office() else None


def visit_for(actor: Actor, ref: str) -> Visit | None:
    """A visit's file, for both sides and the office."""
    found = visit_and_sides_for(actor, ref)
    return found[0] if found else None


@dataclass(frozen=True)
class Sums:
    """What a visit took: whole kilometres by person, whole grams, cents; and the legs that have no factor."""

    person_km: int
    grams: int
    uncounted: int
    cents: int


def sums_of(visit: Visit) -> Sums:
    """The exact sums of a visit's lines."""
    legs = list(visit.legs.all())
    return Sums(
        person_km=sum(leg.km * leg.persons for leg in legs),
        grams=sum(leg.grams or 0 for leg in legs),
        uncounted=sum(leg.grams is None for leg in legs),
        cents=sum(line.cents for line in visit.costs.all()),
    )


def with_lines(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Visits with what their sums and numbers are made of."""
    return visits.prefetch_related(
        "legs",
        "costs",
        "promises",
        "reports",
        Prefetch("participants", queryset=Participant.objects.select_related("person")),
    )


def due_visits(*, today: date) -> QuerySet[Visit]:
    """Agreed visits whose last day has passed."""
    return Visit.objects.filter(state=VisitState.AGREED, last_day__lt=today).select_related(*VISITING)


def visits_to_follow_up(*, today: date) -> QuerySet[Visit]:
    """Held visits whose half year is over and whose sides have not been asked about the promises."""
    due = Visit.objects.filter(state=VisitState.HELD, followed_up_at=None, follow_up_on__lte=today)
    return due.select_related(*VISITING)


def visits_to_forget(*, today: date) -> QuerySet[Visit]:
    """Visits that were over a year ago and still hold names, or what persons need."""
    over = rules.follow_up_day(today, -12)
    return Visit.objects.filter(last_day__lte=over, forgotten_at=None)


def promises_of(visit: Visit) -> QuerySet[Promise]:
    """What was promised on a visit."""
    return Promise.objects.filter(visit=visit)


def report_of(visit: Visit, side: str) -> Report | None:
    """What one side has reported."""
    return Report.objects.filter(visit=visit, side=side).first()


def photos_of(visit: Visit, side: str) -> list[Photo]:
    """The photos that one side shows beside its report."""
    return list(Photo.objects.filter(report__visit=visit, report__side=side))


def photos_by_permission(visit: Visit) -> list[Photo]:
    """The photos of a visit that are shown for this visit alone."""
    return list(Photo.objects.filter(report__visit=visit, licence=Licence.OWN))


def photo_for(actor: Actor, ref: str, photo: str) -> Photo | None:
    """A photo of a visit, for whoever has its file."""
    if visit_for(actor, ref) is None:
        return None
    return Photo.objects.select_related("report__visit").filter(report__visit__ref=ref, ref=photo).first()


def visits_with(person: str) -> QuerySet[Participant]:
    """Where a person takes part under their own account."""
    return Participant.objects.filter(person__ref=person).select_related("visit").order_by("pk")


def entries_of(person: str) -> Iterable[Offer | Need]:
    """What a person has put on the board."""
    return [*Offer.objects.filter(person__ref=person), *Need.objects.filter(person__ref=person)]


def reported(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Visits that at least one side has told of; for who counts exchanges."""
    return visits.filter(Exists(Report.objects.filter(visit=OuterRef("pk"))))


@cache
def factors() -> Mapping[Mode, Factor]:
    """Every factor that has a source, and nought for what is moved by muscles."""
    told = tomllib.loads(FACTORS.read_text(encoding="utf-8"))
    source = told["source"]
    found = {
        Mode(row["mode"]): Factor(
            Mode(row["mode"]), row["grams"], row["per"], source["name"], source["url"], source["year"]
        )
        for row in told["factor"]
    }
    return found | {mode: Factor(mode, 0, "passenger") for mode in (Mode.BIKE, Mode.FOOT)}
