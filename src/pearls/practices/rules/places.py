"""Which of the places that bear a practice's name is meant, if it can be told."""

from collections.abc import Collection
from dataclasses import dataclass

from pearls.places.rules import great_circle_km

MOST_KM = 40.0  # a practice's point is somewhere in its town; a place's point is its middle


@dataclass(frozen=True)
class Bearer:
    """A place that bears the name; the point is None where it is not known."""

    pk: int
    lat: float | None
    lon: float | None


def place_meant(bearers: Collection[Bearer], *, lat: float | None, lon: float | None) -> int | None:
    """The row of the place that is meant, None where several may be.

    Where the practice has a point, only what lies near it counts, and the nearest is meant; without one the name must
    be borne by one place alone. An unknown distance speaks neither for nor against.
    """
    if lat is None or lon is None:
        return next(iter(bearers)).pk if len(bearers) == 1 else None
    far = {bearer.pk: distance_km(lat, lon, bearer.lat, bearer.lon) for bearer in bearers}
    near = sorted((km, pk) for pk, km in far.items() if km is not None and km <= MOST_KM)
    if near:
        return near[0][1]
    unknown = [pk for pk, km in far.items() if km is None]
    return unknown[0] if len(unknown) == 1 == len(far) else None


def distance_km(lat: float, lon: float, other_lat: float | None, other_lon: float | None) -> float | None:
    """As the crow flies; None where the other point is not known."""
    if other_lat is None or other_lon is None:
        return None
    return great_circle_km((lat, lon), (other_lat, other_lon))
