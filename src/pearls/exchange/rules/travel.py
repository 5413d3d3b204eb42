"""How far a journey goes and what it emits: whole kilometres, whole grams, no number without its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pearls.places.rules import great_circle_km


class Mode(StrEnum):
    TRAIN = "train"
    COACH = "coach"
    CAR = "car"
    FERRY_FOOT = "ferry-foot"
    FERRY_CAR = "ferry-car"
    PLANE = "plane"
    BIKE = "bike"
    FOOT = "foot"


MODES = tuple(Mode)
# How much longer the way is than the straight line, in percent: our own assumption, stated beside each figure.
DETOURS: Mapping[Mode, int] = {mode: 130 for mode in Mode} | {
    Mode.PLANE: 110,
    Mode.FERRY_FOOT: 110,
    Mode.FERRY_CAR: 110,
}


@dataclass(frozen=True)
class Factor:
    """Grams of CO2e for one kilometre of one passenger or, for a car, of one vehicle; with where it was read."""

    mode: Mode
    grams: int
    per: str  # "passenger" or "vehicle"
    source: str = ""
    url: str = ""
    year: int = 0


def distance_km(start: tuple[float, float], end: tuple[float, float], mode: Mode) -> int:
    """The way in whole kilometres: straight line times the stated detour, at least one."""
    return max(1, round(great_circle_km(start, end) * DETOURS[mode] / 100))


def leg_grams(factor: Factor | None, *, km: int, persons: int, vehicles: int) -> int | None:
    """What a leg emits, exactly; None where there is no factor with a source: not counted, which is not nought."""
    if factor is None:
        return None
    return factor.grams * km * (vehicles if factor.per == "vehicle" else persons)
