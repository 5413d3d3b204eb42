"""Which practices are like another: by what both are about, a rare thing in common saying more than a common one."""

from collections.abc import Iterable, Mapping
from math import log

Name = tuple[str, str]  # scheme and id of a concept

# How much it says that two practices share a concept of a scheme; of other schemes it says nothing.
SCHEMES: Mapping[str, int] = {"challenge": 1_000, "method": 800, "target_group": 600, "cultural_field": 600}
LEAST_SHARE = 0.25  # of what a practice would share with itself: what has less in common is not like it
MOST_ALIKE = 4
MOST_SAID = 3


def weights(counts: Mapping[Name, int]) -> dict[Name, int]:
    """How much it says to share each of these concepts, by how many practices name it; whole numbers, so that every
    database adds them up alike."""
    return {
        name: round(SCHEMES[name[0]] / (1 + log(max(count, 1)))) for name, count in counts.items() if name[0] in SCHEMES
    }


def least_alike(weighed: Mapping[Name, int]) -> int:
    """How much another must have in common with a practice of these weights to be like it."""
    return max(1, round(LEAST_SHARE * sum(weighed.values())))


def in_common(weighed: Mapping[Name, int], other: Iterable[Name]) -> list[Name]:
    """What both are about, what says most first: at most three, the rest is no news."""
    shared = set(other) & weighed.keys()
    return sorted(shared, key=lambda name: (-weighed[name], list(SCHEMES).index(name[0]), name))[:MOST_SAID]
