"""What stands on a map, and where its name finds room."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from pearls.web.maps.projection import HEIGHT, WIDTH, is_on_map, on_map

Box = tuple[float, float, float, float]  # left, top, right, bottom

LETTER_WIDTH, LINE_HEIGHT, GAP = 21.0, 44.0, 14.0
SEA_NAME_SPOTS = ((863.0, 1090.0), (160.0, 1090.0))  # the Baltic and the North Sea; pins' names keep off them
SEA_NAME_SIZE = (250.0, 50.0)
ROUNDS_APART = 6


class Level(StrEnum):
    """How a pin shows: a Pearl glows, a candidate is half full, everybody else is a ring or a dot."""

    PEARL = "pearl"
    CANDIDATE = "candidate"
    APPLICANT = "applicant"
    PLACE = "place"


RADIUS = {Level.PEARL: 24.0, Level.CANDIDATE: 17.0, Level.APPLICANT: 13.0, Level.PLACE: 11.0}


@dataclass(frozen=True)
class Pin:
    """A place on the map. `names` are its official names, one a line; `note` says in words what the level shows."""

    names: tuple[str, ...]
    lat: float
    lon: float
    level: Level = Level.PLACE
    href: str = ""
    note: str = ""
    has_label: bool = True
    key: str = ""

    @property
    def radius(self) -> float:
        return RADIUS[self.level]

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        name = " · ".join(self.names)
        return f"{name}: {self.note}" if self.note else name


@dataclass(frozen=True)
class Label:
    """The lines of a name, the spot of the first line's foot, and which way they run from there."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class PlacedPin:
    pin: Pin
    x: float
    y: float
    label: Label | None


def placed(pins: Iterable[Pin]) -> list[PlacedPin]:
    """The pins on the map, dots first and Pearls on top, each with its name where that meets no pin and no other name.

    Greedy: Pearls choose first, then candidates, applicants, places; whoever finds no room goes without. The name
    stays in the link and in the list beside the map.
    """
    spots = [(pin, *on_map(pin.lat, pin.lon)) for pin in pins]
    spots = [(pin, x, y) for pin, x, y in spots if is_on_map(x, y)]
    order = list(Level)
    spots = _apart(sorted(spots, key=lambda spot: (order.index(spot[0].level), spot[2], spot[1])))
    width, height = SEA_NAME_SIZE
    taken: list[Box] = [(x - width / 2, y - height, x + width / 2, y + height / 4) for x, y in SEA_NAME_SPOTS]
    taken += [(x - p.radius, y - p.radius, x + p.radius, y + p.radius) for p, x, y in spots]
    result = []
    for pin, x, y in spots:
        label, box = _room_for(pin, x, y, taken) if pin.has_label else (None, None)
        if box:
            taken.append(box)
        result.append(PlacedPin(pin, x, y, label))
    return result[::-1]


def _apart(spots: list[tuple[Pin, float, float]]) -> list[tuple[Pin, float, float]]:
    """The spots moved a little where pins would lie on one another, so that each can be seen and touched."""
    at = [(x, y) for _, x, y in spots]
    radii = [pin.radius for pin, _, _ in spots]
    for _ in range(ROUNDS_APART):
        before = list(at)
        for i, j in combinations(range(len(at)), 2):
            need = radii[i] + radii[j] + GAP / 2
            dy = at[i][1] - at[j][1]
            if not -need < dy < need:  # most pairs are far apart: a thousand Pearls make half a million pairs
                continue
            dx = at[i][0] - at[j][0]
            distance = math.hypot(dx, dy)
            if distance >= need:
                continue
            # Two pins on the very same spot part along the parallel.
            ux, uy = (dx / distance, dy / distance) if distance else (1.0, 0.0)
            push = (need - distance) / 2
            at[i] = (at[i][0] + ux * push, at[i][1] + uy * push)
            at[j] = (at[j][0] - ux * push, at[j][1] - uy * push)
        if at == before:
            break
    return [(pin, *spot) for (pin, _, _), spot in zip(spots, at, strict=True)]


def _room_for(pin: Pin, x: float, y: float, taken: Sequence[Box]) -> tuple[Label | None, Box | None]:
    width = max(len(line) for line in pin.names) * LETTER_WIDTH
    height = len(pin.names) * LINE_HEIGHT
    reach = pin.radius + GAP
    middle, above, below = y - height / 2, y - reach - height, y + reach - GAP / 2
    choices = (
        ("start", x + reach, middle),
        ("end", x - reach, middle),
        ("middle", x, above),
        ("middle", x, below),
        ("start", x + reach * 0.8, middle - reach),
        ("start", x + reach * 0.8, middle + reach),
        ("end", x - reach * 0.8, middle - reach),
        ("end", x - reach * 0.8, middle + reach),
    )
    for anchor, left, top in choices:
        start = {"start": left, "end": left - width, "middle": left - width / 2}[anchor]
        box = (start, top, start + width, top + height)
        if _fits(box) and not any(_meet(box, other) for other in taken):
            return Label(pin.names, left, top + LINE_HEIGHT * 0.78, anchor), box
    return None, None


def _fits(box: Box) -> bool:
    return box[0] >= 8 and box[1] >= 8 and box[2] <= WIDTH - 8 and box[3] <= HEIGHT - 8


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
