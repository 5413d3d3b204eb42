"""Who fits whom: whole points, each for a fact that everybody on the board may know, and the facts by name.

What a guest's people need is not public. It earns points only where the guest itself looks, and the host's view has
the same points for a guest with such needs as for one without.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pearls.exchange.rules.windows import Window, meetings
from pearls.places.rules import great_circle_km

CONCEPT_POINTS, MOST_CONCEPTS = 10, 3
LANGUAGE_POINTS, DATE_POINTS, SEAT_POINTS, ACCESS_POINTS = 15, 15, 10, 10
NEAR_KM, FAR_KM = 300, 800
NEAR_POINTS, MIDDLE_POINTS = 10, 5


@dataclass(frozen=True)
class Card:
    """An offer or a need, as far as matching knows it. `holder` is whose it is; `size` 0 is the smallest class."""

    ref: str
    holder: str
    country: str
    size: int
    concepts: frozenset[str]
    languages: frozenset[str]
    windows: tuple[Window, ...]  # still to come
    seats: int  # left of an offer, wished of a need
    access: frozenset[str] = frozenset()  # what a host has; what a guest needs: private
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class Reason:
    """One fact that speaks for or against a match, as a code and what its sentence needs."""

    code: str
    points: int = 0
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    ref: str
    points: int
    reasons: tuple[Reason, ...]
    size: int
    km: int | None


def match(offer: Card, need: Card, *, for_guest: bool) -> Match | None:
    """How an offer and a need fit, seen by the guest or by the host; None where nothing is shared to learn."""
    shared = sorted(offer.concepts & need.concepts)
    if not shared or offer.holder == need.holder:
        return None
    km = round(great_circle_km(offer.point, need.point)) if offer.point and need.point else None
    reasons = [Reason("shared-topics", CONCEPT_POINTS * min(len(shared), MOST_CONCEPTS), {"concepts": tuple(shared)})]
    reasons += [_language(offer, need), _dates(offer, need), _seats(offer, need)]
    if for_guest and need.access:
        missing = need.access - offer.access
        reasons.append(Reason("access-ask" if missing else "access-there", 0 if missing else ACCESS_POINTS))
    if km is not None:
        near = NEAR_POINTS if km <= NEAR_KM else MIDDLE_POINTS if km <= FAR_KM else 0
        reasons.append(Reason("distance", near, {"km": km}))
    if offer.country == need.country:
        reasons.append(Reason("same-country"))
    other = offer if for_guest else need
    return Match(other.ref, sum(one.points for one in reasons), tuple(reasons), other.size, km)


def best_matches(own: Card, others: Iterable[Card], *, for_guest: bool, most: int = 10) -> list[Match]:
    """The matches of an own need (as guest) or an own offer (as host), best first.

    Small rural towns first, no size excluded: where points tie, the smaller place leads, then the nearer one.
    """
    pairs = (match(other, own, for_guest=True) if for_guest else match(own, other, for_guest=False) for other in others)
    found = [one for one in pairs if one is not None]
    found.sort(key=lambda one: (-one.points, one.size, one.km is None, one.km or 0, one.ref))
    return found[:most]


def _language(offer: Card, need: Card) -> Reason:
    common = sorted(offer.languages & need.languages)
    if common:
        return Reason("common-language", LANGUAGE_POINTS, {"languages": tuple(common)})
    return Reason("no-common-language")


def _dates(offer: Card, need: Card) -> Reason:
    found = meetings(offer.windows, need.windows)
    if not found:
        return Reason("dates-apart")
    code = "dates-meet" if len(found) == 1 else "dates-meet-often"
    return Reason(code, DATE_POINTS, {"first": found[0].first, "last": found[0].last})


def _seats(offer: Card, need: Card) -> Reason:
    if offer.seats >= need.seats:
        return Reason("seats-enough", SEAT_POINTS, {"left": offer.seats})
    return Reason("seats-few", 0, {"left": offer.seats})
