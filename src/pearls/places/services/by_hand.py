"""A place that nobody found: entered by hand, decided by the office."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.refs import new_ref
from pearls.kernel.verdict import NotAllowed, no, require
from pearls.places import rules
from pearls.places.models import Place
from pearls.places.rules import PlaceKind, PlaceSource, PlaceState
from pearls.places.services.saving import names_of, save_names


@transaction.atomic
def enter_place_by_hand(
    *,
    actor: Actor,
    name: str,
    country: str,
    now: datetime,
    district: str = "",
    note: str = "",
    kind: str = PlaceKind.MUNICIPALITY,
) -> Place:
    """Enter a place that search does not find; until the office has decided, only it and the person see it.

    Raises: NotAllowed: sign-in-first, outside-nine-countries, name-missing.
    """
    require(rules.may_enter_place(is_known=actor.is_signed_in or actor.is_system, country=country, name=name))
    place = Place.objects.create(
        key=f"{rules.slug(name)}-{new_ref()[:6]}-{country.lower()}",
        name=" ".join(name.split())[:200],
        official_names=[" ".join(name.split())[:200]],
        country=country,
        kind=kind,
        district=district[:100],
        note={actor.language: note} if note else {},
        source=PlaceSource.HAND,
        state=PlaceState.ENTERED_BY_HAND,
        entered_by=actor.ref,
        entered_at=now,
    )
    save_names({place.key: names_of(place.official_names)})
    audit.record(actor=actor, act="place-entered", subject=f"place:{place.key}", now=now, data={"country": country})
    return place


@transaction.atomic
def confirm_place(
    *,
    actor: Actor,
    place: Place,
    now: datetime,
    nuts2: str,
    nuts3: str = "",
    district: str = "",
    kind: str = PlaceKind.MUNICIPALITY,
    legal_parent: Place | None = None,
) -> Place:
    """Decide that a place entered by hand is a place, and say where it lies.

    Empty codes stay unknown. Raises: NotAllowed: office-only, already-decided, nuts2-malformed, nuts3-malformed,
    parent-is-itself, parent-abroad.
    """
    audit.take_turn()
    require(rules.may_decide_place(is_office=actor.is_office(), state=place.state))
    require(rules.may_confirm_with(country=place.country, nuts2=nuts2, nuts3=nuts3))
    if legal_parent:
        require(rules.may_answer_for(parent=(legal_parent.key, legal_parent.country), place=(place.key, place.country)))
    changes = {
        "state": PlaceState.CONFIRMED,
        "nuts1": nuts2[:3],
        "nuts2": nuts2,
        "nuts3": nuts3,
        "district": district[:100],
        "kind": kind,
        "legal_parent": legal_parent,
        "decided_at": now,
    }
    _decide(place, changes)
    data = {"nuts2": nuts2, "nuts3": nuts3, "kind": str(kind), "parent": legal_parent.key if legal_parent else ""}
    audit.record(actor=actor, act="place-confirmed", subject=f"place:{place.key}", now=now, data=data)
    return place


@transaction.atomic
def refuse_place(*, actor: Actor, place: Place, reason: str, now: datetime) -> Place:
    """Decide that what was entered by hand is no place that may apply, or stands in the list already.

    Raises: NotAllowed: office-only, already-decided, reason-missing.
    """
    audit.take_turn()
    require(rules.may_decide_place(is_office=actor.is_office(), state=place.state))
    require(rules.may_refuse_with(reason=reason))
    _decide(place, {"state": PlaceState.REFUSED, "decided_at": now, "decision_reason": reason.strip()})
    audit.record(
        actor=actor, act="place-refused", subject=f"place:{place.key}", now=now, personal={"reason": reason.strip()}
    )
    return place


def _decide(place: Place, changes: Mapping[str, object]) -> None:
    """Change the row only while it waits, so that two of the office never decide it twice."""
    waiting = Place.objects.filter(pk=place.pk, state=PlaceState.ENTERED_BY_HAND)
    if waiting.update(**changes) != 1:
        raise NotAllowed(no("already-decided"))
    place.refresh_from_db()
