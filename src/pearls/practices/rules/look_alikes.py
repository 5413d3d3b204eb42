"""Whether two practices may be the same one told twice."""

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from pearls.kernel.folding import fold

ALIKE = 86.0  # of 100, for titles anywhere
ALIKE_NEARBY = 65.0  # for titles of the same place
MOST = 5


class Ground(StrEnum):
    """Why two practices may be the same."""

    SOURCE = "same-source"
    TITLE = "same-title"
    PLACE = "same-place"


@dataclass(frozen=True)
class Told:
    """What is compared of a practice."""

    title: str
    place: str = ""
    source: str = ""


def ground(one: Told, other: Told) -> Ground | None:
    """The strongest ground to take two for the same; None where there is none."""
    if one.source and _bare(one.source) == _bare(other.source):
        return Ground.SOURCE
    titles = fold(one.title), fold(other.title)
    if not all(titles):
        return None
    # Neither alone: the one knows no small words, the other takes a part for the whole.
    likeness = (fuzz.token_sort_ratio(*titles) + fuzz.token_set_ratio(*titles)) / 2
    if likeness >= ALIKE:
        return Ground.TITLE
    is_near = bool(one.place) and fold(one.place) == fold(other.place)
    return Ground.PLACE if is_near and likeness >= ALIKE_NEARBY else None


def _bare(address: str) -> str:
    """An address without what makes no difference: its scheme, www. and a slash at the end."""
    return address.partition("://")[2].removeprefix("www.").rstrip("/").casefold()
