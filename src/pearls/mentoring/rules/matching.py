"""How well a mentor suits a town, in whole points, each with its reason; and whether they may be paired. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from pearls.kernel.verdict import YES, Verdict, no

LANGUAGE_POINTS = 40  # the mentor speaks a language of the town's country
SECOND_LANGUAGE_POINTS = 20  # they share only the language the town applied in
THEME_POINTS = 30  # all of the town's themes; a part of them gives its share, rounded down
COUNTRY_POINTS = 20
SIZE_POINTS = 10
MOST_POINTS = LANGUAGE_POINTS + THEME_POINTS + COUNTRY_POINTS + SIZE_POINTS

COUNTRY_LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "LV": ("lv",),
    "LT": ("lt",),
    "EE": ("et",),
    "FI": ("fi", "sv"),
    "SE": ("sv",),
    "DK": ("da",),
    "PL": ("pl",),
    "DE": ("de",),
    "NO": ("nb",),
}


class OwnCountry(StrEnum):
    """What a mentor says of towns of the own country."""

    ANY = "any"
    ONLY = "only"
    NEVER = "never"


class RunState(StrEnum):
    """How far a proposal of the office has come."""

    PROPOSED = "proposed"
    APPLIED = "applied"
    SET_ASIDE = "set-aside"


class SizeClass(StrEnum):
    """How big a town is, by its inhabitants."""

    SMALL = "small"
    MIDDLE = "middle"
    LARGE = "large"
    UNKNOWN = "unknown"


def size_class(population: int | None) -> SizeClass:
    """The class of a town: below 10,000, below 50,000, or more inhabitants."""
    if population is None:
        return SizeClass.UNKNOWN
    if population < 10_000:
        return SizeClass.SMALL
    return SizeClass.MIDDLE if population < 50_000 else SizeClass.LARGE


@dataclass(frozen=True)
class Town:
    """What matching knows of a town, and nothing else: no score, no note. `closed_to` cannot mentor it."""

    id: str
    country: str
    language: str
    themes: frozenset[str] = frozenset()
    size: SizeClass = SizeClass.UNKNOWN
    closed_to: frozenset[str] = frozenset()

    @property
    def languages(self) -> frozenset[str]:
        return frozenset({self.language, *COUNTRY_LANGUAGES.get(self.country, ())}) - {""}


@dataclass(frozen=True)
class Mentor:
    """What matching knows of a mentor. `capacity` is how many more towns; no countries named means all of them."""

    id: str
    country: str
    languages: frozenset[str]
    capacity: int
    themes: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    own_country: OwnCountry = OwnCountry.ANY
    sizes: frozenset[SizeClass] = frozenset()
    available_from: date | None = None
    available_until: date | None = None


@dataclass(frozen=True)
class Reason:
    """One fact that speaks for a pair, and its points."""

    code: str
    points: int
    params: Mapping[str, Any] = field(default_factory=dict)


def is_free(mentor: Mentor, on: date) -> bool:
    """Whether the mentor takes towns on this day."""
    begins, ends = mentor.available_from, mentor.available_until
    return (begins is None or begins <= on) and (ends is None or on <= ends)


def misfits(town: Town, mentor: Mentor, *, on: date) -> list[str]:
    """What speaks against a pair, as codes; empty where it may be proposed.

    Codes: works-for-town, not-available, no-shared-language, country-not-served, own-country-never, own-country-only.
    """
    is_own = bool(mentor.country) and mentor.country == town.country
    checks = (
        ("works-for-town", mentor.id in town.closed_to),
        ("not-available", not is_free(mentor, on)),
        ("no-shared-language", not town.languages & mentor.languages),
        ("country-not-served", bool(mentor.countries) and town.country not in mentor.countries),
        ("own-country-never", is_own and mentor.own_country == OwnCountry.NEVER),
        ("own-country-only", not is_own and mentor.own_country == OwnCountry.ONLY),
    )
    return [code for code, is_so in checks if is_so]


def reasons_for(town: Town, mentor: Mentor) -> list[Reason]:
    """What speaks for a pair, each fact with its points; their sum is the affinity, 0 to 100."""
    found: list[Reason] = []
    native = sorted(mentor.languages & frozenset(COUNTRY_LANGUAGES.get(town.country, ())))
    if native:
        found.append(Reason("speaks-its-language", LANGUAGE_POINTS, {"languages": native}))
    elif town.language in mentor.languages:
        found.append(Reason("shares-a-language", SECOND_LANGUAGE_POINTS, {"languages": [town.language]}))
    shared = sorted(town.themes & mentor.themes)
    if shared:
        points = THEME_POINTS * len(shared) // len(town.themes)
        found.append(Reason("knows-its-themes", points, {"themes": shared, "of": len(town.themes)}))
    if mentor.country and mentor.country == town.country:
        found.append(Reason("own-country", COUNTRY_POINTS, {"country": town.country}))
    if town.size != SizeClass.UNKNOWN and town.size in mentor.sizes:
        found.append(Reason("knows-its-size", SIZE_POINTS, {"size": town.size.value}))
    return found


def affinity(town: Town, mentor: Mentor) -> int:
    """How well they suit each other: whole points, 0 to 100."""
    return sum(reason.points for reason in reasons_for(town, mentor))


def pairs_allowed(towns: Collection[Town], mentors: Collection[Mentor], *, on: date) -> dict[tuple[str, str], int]:
    """The affinity of every pair that may be proposed, by the ids of town and mentor."""
    return {
        (town.id, mentor.id): affinity(town, mentor)
        for town in towns
        for mentor in mentors
        if mentor.capacity > 0 and not misfits(town, mentor, on=on)
    }


# What the office may overrule with a reason; nobody mentors a town they work for, and no capacity is exceeded.
SOFT = frozenset({"not-available", "no-shared-language", "country-not-served", "own-country-never", "own-country-only"})


def may_override(*, is_office: bool, state: RunState, found: Collection[str], is_full: bool, because: str) -> Verdict:
    """Whether the office may put another mentor beside a town.

    Reasons: not-the-office, run-is-over, works-for-town, mentor-is-full, needs-reason.
    """
    if not is_office:
        return no("not-the-office")
    if state != RunState.PROPOSED:
        return no("run-is-over")
    if set(found) - SOFT:
        return no("works-for-town")
    if is_full:
        return no("mentor-is-full")
    return YES if because.strip() else no("needs-reason")


def may_apply(*, is_office: bool, state: RunState, is_complete: bool) -> Verdict:
    """Whether the office may take a proposal over. Reasons: not-the-office, run-is-over, nothing-proposed."""
    if not is_office:
        return no("not-the-office")
    if state != RunState.PROPOSED:
        return no("run-is-over")
    return YES if is_complete else no("nothing-proposed")
