"""Which towns are like one's own: whole points, each with its reason. Public facts alone go in."""

from collections.abc import Iterable
from dataclasses import dataclass, field

SIZE, CHALLENGE, LANGUAGE, NEIGHBOUR, SAME_COUNTRY = 3, 2, 2, 1, 1
MOST_CHALLENGES = 3  # so many shared challenges count
UNKNOWN = "unknown"  # a size that is not published is like no other

# What is read in a country's town halls, of the languages that the programme works in.
LANGUAGES_OF = {
    "DE": ("de",),
    "DK": ("da",),
    "EE": ("et",),
    "FI": ("fi", "sv"),
    "LT": ("lt",),
    "LV": ("lv",),
    "NO": ("nb",),
    "PL": ("pl",),
    "SE": ("sv",),
}
# Who shares a border on land or a short ferry.
_BORDERS = "DE-DK DE-PL DK-SE EE-FI EE-LV FI-NO FI-SE LT-LV LT-PL NO-SE"
NEIGHBOURS = frozenset(frozenset(pair.split("-")) for pair in _BORDERS.split())


@dataclass(frozen=True)
class Town:
    """What is public of a town; challenges are keys of the vocabulary, empty where nothing is published."""

    key: str
    country: str
    size: str = UNKNOWN
    challenges: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    @property
    def read(self) -> frozenset[str]:
        """The languages of its country, and those that it says it speaks."""
        return self.languages | frozenset(LANGUAGES_OF.get(self.country, ()))


@dataclass(frozen=True)
class Likeness:
    """How alike two towns are, and why: each reason is a code with what it names."""

    key: str
    points: int
    reasons: tuple[tuple[str, tuple[str, ...]], ...] = field(default_factory=tuple)


def likeness(mine: Town, other: Town) -> Likeness:
    """What two towns have in common; the same whichever of the two asks."""
    points, reasons = 0, list[tuple[str, tuple[str, ...]]]()
    if mine.size == other.size != UNKNOWN:
        points += SIZE
        reasons.append(("same-size", (mine.size,)))
    if shared := sorted(mine.challenges & other.challenges):
        points += CHALLENGE * min(len(shared), MOST_CHALLENGES)
        reasons.append(("shared-challenges", tuple(shared)))
    if common := sorted(mine.read & other.read):
        points += LANGUAGE
        reasons.append(("common-language", tuple(common)))
    if mine.country == other.country:
        points += SAME_COUNTRY
        reasons.append(("same-country", (mine.country,)))
    elif frozenset({mine.country, other.country}) in NEIGHBOURS:
        points += NEIGHBOUR
        reasons.append(("neighbour-country", (other.country,)))
    return Likeness(other.key, points, tuple(reasons))


def alike(mine: Town, others: Iterable[Town]) -> list[Likeness]:
    """Those with anything in common, the most alike first; equal ones by their keys. A town is not like itself."""
    found = [likeness(mine, other) for other in others if other.key != mine.key]
    return sorted((one for one in found if one.points), key=lambda one: (-one.points, one.key))
