"""Acts on the board: put an offer or a need down, change it, pause it, take it off."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from pearls.audit import services as audit
from pearls.exchange import queries, rules
from pearls.exchange.models import Need, Offer
from pearls.exchange.rules import EntryState, Told
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, Verdict, no, require
from pearls.people import queries as people_queries


@transaction.atomic
def put_offer(
    *,
    actor: Actor,
    told: Told,
    now: datetime,
    place: queries.Place | None = None,
    partner: queries.Partner | None = None,
) -> Offer:
    """Offer a visit in the name of a place or a partner. Raises: NotAllowed as `rules.may_put_down`, `may_describe`."""
    audit.take_turn()
    _require_sound(actor, place, told, now)
    offer = Offer.objects.create(
        place=place,
        partner=partner,
        person=people_queries.person_of(actor),
        guest_pays=told.guest_pays.strip(),
        made_at=now,
        is_demonstration=_is_invented(place, partner),
        **_columns(told, now),
    )
    _record(actor, "offer-made", offer, now)
    return offer


@transaction.atomic
def put_need(
    *,
    actor: Actor,
    told: Told,
    now: datetime,
    place: queries.Place | None = None,
    partner: queries.Partner | None = None,
) -> Need:
    """Say what a place or a partner wants to learn. Raises: NotAllowed as `put_offer`."""
    audit.take_turn()
    _require_sound(actor, place, told, now)
    need = Need.objects.create(
        place=place,
        partner=partner,
        person=people_queries.person_of(actor),
        budget_cents=told.budget_cents,
        made_at=now,
        is_demonstration=_is_invented(place, partner),
        **_columns(told, now),
    )
    _record(actor, "need-made", need, now)
    return need


@transaction.atomic
def change_offer(*, actor: Actor, offer: Offer, told: Told, now: datetime) -> Offer:
    """Change an offer; never to fewer seats than are promised already.

    Raises: NotAllowed as `rules.may_change_entry`, `may_describe`.
    """
    audit.take_turn()
    offer.refresh_from_db()
    _require_changeable(actor, offer)
    require(_is_sound(told, taken=offer.seats_taken))
    there = Offer.objects.filter(pk=offer.pk, seats_taken__lte=told.seats)
    changed = there.update(**_columns(told, now), guest_pays=told.guest_pays.strip())
    require(YES if changed == 1 else no("seats-promised", count=offer.seats_taken))
    offer.refresh_from_db()
    _record(actor, "offer-changed", offer, now)
    return offer


@transaction.atomic
def change_need(*, actor: Actor, need: Need, told: Told, now: datetime) -> Need:
    """Change a need. Raises: NotAllowed as `change_offer`."""
    audit.take_turn()
    need.refresh_from_db()
    _require_changeable(actor, need)
    require(_is_sound(told))
    Need.objects.filter(pk=need.pk).update(**_columns(told, now), budget_cents=told.budget_cents)
    need.refresh_from_db()
    _record(actor, "need-changed", need, now)
    return need


@transaction.atomic
def set_state(*, actor: Actor, entry: Offer | Need, state: EntryState, now: datetime) -> None:
    """Pause an offer or a need, open it again, or take it off the board for good.

    Raises: NotAllowed as `rules.may_change_entry`.
    """
    audit.take_turn()
    entry.refresh_from_db()
    _require_changeable(actor, entry)
    type(entry).objects.filter(pk=entry.pk).update(state=state, changed_at=now)
    entry.refresh_from_db()
    _record(actor, "board-state-set", entry, now, state=state)


def take_seats(offer: Offer, seats: int) -> bool:
    """Take seats of an offer, all of them or none; part of the act that agrees on the visit."""
    there = Offer.objects.filter(pk=offer.pk, seats_taken__lte=F("seats") - seats)
    return there.update(seats_taken=F("seats_taken") + seats) == 1


def give_seats_back(offer: Offer, seats: int) -> None:
    """Free the seats of a visit that does not take place; part of the act that calls it off."""
    Offer.objects.filter(pk=offer.pk).update(seats_taken=F("seats_taken") - seats)


def _require_sound(actor: Actor, place: queries.Place | None, told: Told, now: datetime) -> None:
    is_theirs = queries.holds(actor, place=place, person=None)
    require(rules.may_put_down(is_theirs=is_theirs, is_in_network=queries.is_in_network(place, now=now)))
    require(_is_sound(told))


def _is_sound(told: Told, taken: int = 0) -> Verdict:
    return rules.may_describe(text=told.text, windows=told.windows, seats=told.seats, taken=taken)


def _require_changeable(actor: Actor, entry: Offer | Need) -> None:
    is_theirs = queries.holds(actor, place=entry.place, person=entry.person)
    require(rules.may_change_entry(is_theirs=is_theirs, state=EntryState(entry.state)))


def _columns(told: Told, now: datetime) -> dict[str, object]:
    times = rules.tidied(told.windows)
    return {
        "text": told.text.strip(),
        "concepts": sorted(set(told.concepts)),
        "languages": sorted(set(told.languages)),
        "seats": told.seats,
        "windows": [[one.first.isoformat(), one.last.isoformat()] for one in times],
        "first_day": times[0].first,
        "last_day": times[-1].last,
        "access": sorted(set(told.access) & set(rules.ACCESS)),
        "is_public": told.is_public,
        "changed_at": now,
    }


def _is_invented(place: queries.Place | None, partner: queries.Partner | None) -> bool:
    holder = place or partner
    return bool(holder and holder.is_demonstration)


def _record(actor: Actor, act: str, entry: Offer | Need, now: datetime, **data: object) -> None:
    facts = {"place": entry.place.key if entry.place else "", "partner": entry.partner.key if entry.partner else ""}
    audit.record(actor=actor, act=act, subject=entry.subject, data=facts | {"seats": entry.seats} | data, now=now)
