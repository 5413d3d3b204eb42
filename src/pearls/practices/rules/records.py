"""A practice as a record of a file (`practices.jsonl`): read with all that is wrong with it, and written back."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pearls.practices.rules import translations as told
from pearls.practices.rules.limits import LONGEST_LINE as LONGEST_LINE
from pearls.practices.rules.limits import LONGEST_TEXT as LONGEST_TEXT
from pearls.practices.rules.limits import MOST_ENTRIES as MOST_ENTRIES
from pearls.practices.rules.limits import UNKEPT

# Which field of a record names the concepts of which scheme, several or one.
SCHEMES: Mapping[str, str] = {
    "challenge": "challenge",
    "resilience_dimension": "resilience_dimension",
    "cultural_field": "cultural_field",
    "target_group": "target_groups",
    "method": "methods",
    "organisation_type": "organisation_type",
    "status": "status",
}
ONE_OF = ("organisation_type", "status")
# How surely it is known what a practice achieved, the weakest first.
EVIDENCE = ("told", "counted", "asked", "compared")
ADDRESS = re.compile(r"https?://[A-Za-z0-9][^\s/?#@:]*(?::[0-9]{1,5})?(?:[/?#]\S*)?")
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
COUNTRY = re.compile(r"[A-Z]{2}")
LANGUAGE = re.compile(r"[a-z]{2,3}")
LONGEST_ID = 80
YEARS = range(1000, 2201)
MOST_EUROS = 10_000_000_000
MOST_HOURS = 10_000_000


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a record: in which field (empty: the whole), what was expected, what was got."""

    field: str
    expected: str
    got: str

    def __str__(self) -> str:
        return (
            f"{self.field}: expected {self.expected}, got {self.got}"
            if self.field
            else f"expected {self.expected}, got {self.got}"
        )


@dataclass(frozen=True)
class Record:
    """A practice as others give and take it. None is "not published"; money in whole euros; years of our era."""

    id: str
    title: str
    summary: str
    country: str
    source_url: str
    title_original: str | None = None
    title_original_lang: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    organisation: str | None = None
    organisation_type: str | None = None
    start_year: int | None = None
    end_year: int | None = None
    status: str | None = None
    challenge: tuple[str, ...] = ()
    resilience_dimension: tuple[str, ...] = ()
    cultural_field: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    budget_eur: int | None = None
    funding: str | None = None
    outcomes: tuple[str, ...] = ()
    transferability: str | None = None
    source_language: str | None = None
    gathered_from: str | None = None
    language: str = "en"
    participants: str | None = None
    steps: tuple[str, ...] = ()
    hours: int | None = None
    evidence: str | None = None
    evidence_strength: str | None = None
    why_it_worked: str | None = None
    what_failed: str | None = None
    for_smaller_towns: str | None = None
    translations: tuple[told.Kept, ...] = ()

    def concepts(self) -> list[tuple[str, str]]:
        """The record's concepts as scheme and id, in the order of the record."""
        found = []
        for scheme, name in SCHEMES.items():
            value = getattr(self, name)
            ids = value if isinstance(value, tuple) else (value,) if value else ()
            found += [(scheme, id) for id in ids]
        return found


# What a record of the fact base does not have: written only where there is something to write.
MORE = (
    *("language", "participants", "steps", "hours", "evidence", "evidence_strength"),
    *("why_it_worked", "what_failed", "for_smaller_towns"),
)
# In the order in which a record is written.
FIELDS = (
    *("id", "title", "title_original", "title_original_lang", "country", "place", "lat", "lon"),
    *("organisation", "organisation_type", "start_year", "end_year", "status", "summary"),
    *("challenge", "resilience_dimension", "cultural_field", "target_groups", "methods"),
    *("budget_eur", "funding", "outcomes", "transferability", "source_url", "source_language", "gathered_from"),
    *MORE,
)
# Beside the fields, in files of this kind alone: a table has no cell for them. Absent is "say nothing of them".
TRANSLATIONS = "translations"
NEEDED = ("id", "title", "country", "summary", "source_url")


@dataclass
class _Reader:
    """Reads one field after the other and gathers what is wrong."""

    given: Mapping[str, Any]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str, expected: str) -> None:
        self.problems.append(Problem(name, expected, _shown(self.given.get(name))))

    def text(self, name: str, longest: int = LONGEST_LINE) -> str | None:
        value = self.given.get(name)
        if value is None and name not in NEEDED:
            return None
        if not isinstance(value, str) or not value.strip() or len(value) > longest or UNKEPT.search(value):
            self.wrong(name, f"a text of 1 to {longest} characters")
            return None
        return value

    def shaped(self, name: str, shape: re.Pattern[str], expected: str, longest: int = LONGEST_LINE) -> str | None:
        value = self.given.get(name)
        if value is None and name not in NEEDED:
            return None
        if not isinstance(value, str) or len(value) > longest or not shape.fullmatch(value) or UNKEPT.search(value):
            self.wrong(name, expected)
            return None
        return value

    def whole(self, name: str, least: int, most: int, expected: str) -> int | None:
        value = self.given.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(name, expected)
            return None
        return value

    def degrees(self, name: str, most: int) -> float | None:
        value = self.given.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
            self.wrong(name, f"degrees from -{most} to {most}")
            return None
        return float(value)

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.given.get(name)
        if value is None:
            return ()
        is_list = isinstance(value, list) and len(value) <= MOST_ENTRIES
        if not is_list or not all(
            isinstance(item, str) and item.strip() and len(item) <= LONGEST_TEXT for item in value
        ):
            self.wrong(name, f"a list of at most {MOST_ENTRIES} texts")
            return ()
        if any(UNKEPT.search(item) for item in value):
            self.wrong(name, "texts without control characters")
            return ()
        return tuple(value)

    def ids(self, name: str, knows: Callable[[str], bool]) -> tuple[str, ...]:
        found = self.texts(name)
        if len(set(found)) != len(found):
            self.wrong(name, "each concept once")
        if unknown := [id for id in found if not knows(id)]:
            self.problems.append(Problem(name, "concepts of the vocabulary", _shown(unknown[0])))
        return found


def record_of(given: Any, knows: Callable[[str, str], bool]) -> tuple[Record | None, list[Problem]]:
    """A record as it was read from a file, and everything that is wrong with it; None where something is.

    `knows(scheme, id)` says whether the vocabulary has a concept.
    """
    if not isinstance(given, Mapping):
        return None, [Problem("", "an object with the fields of a practice", _shown(given))]
    reader = _Reader(given)
    for name in given:
        if name not in FIELDS and name != TRANSLATIONS:
            reader.problems.append(
                Problem(str(name)[:LONGEST_ID], f"one of {', '.join(FIELDS)}", "a field nobody knows")
            )
    values = {**_about(reader), **_in_full(reader), **_where_and_when(reader), **_concepts(reader, knows)}
    values[TRANSLATIONS], expected = told.read(given.get(TRANSLATIONS), values["language"])
    if expected:
        reader.wrong(TRANSLATIONS, expected)
    return (None, reader.problems) if reader.problems else (Record(**values), [])


def _about(reader: _Reader) -> dict[str, Any]:
    names = ("title", "title_original", "organisation", "funding")
    return {
        "id": reader.shaped("id", ID, "small letters, digits and single hyphens, as in village-theatre", LONGEST_ID),
        **{name: reader.text(name) for name in names},
        "summary": reader.text("summary", LONGEST_TEXT),
        "transferability": reader.text("transferability", LONGEST_TEXT),
        "outcomes": reader.texts("outcomes"),
        "title_original_lang": reader.shaped("title_original_lang", LANGUAGE, "the code of a language, as lv"),
        "source_language": reader.shaped("source_language", LANGUAGE, "the code of a language, as lv"),
        "source_url": reader.shaped("source_url", ADDRESS, "an address that begins with https://"),
        "gathered_from": reader.text("gathered_from", LONGEST_TEXT),
    }


def _in_full(reader: _Reader) -> dict[str, Any]:
    texts = ("participants", "evidence", "why_it_worked", "what_failed", "for_smaller_towns")
    strength = reader.text("evidence_strength")
    if strength is not None and strength not in EVIDENCE:
        reader.wrong("evidence_strength", f"one of {', '.join(EVIDENCE)}")
    return {
        **{name: reader.text(name, LONGEST_TEXT) for name in texts},
        "language": reader.shaped("language", LANGUAGE, "the code of a language, as lv") or "en",
        "steps": reader.texts("steps"),
        "hours": reader.whole("hours", 0, MOST_HOURS, "whole hours"),
        "evidence_strength": strength,
    }


def _where_and_when(reader: _Reader) -> dict[str, Any]:
    years = f"a year from {YEARS[0]} to {YEARS[-1]}"
    found: dict[str, Any] = {
        "country": reader.shaped("country", COUNTRY, "two capital letters (ISO 3166-1), as LV"),
        "place": reader.text("place"),
        "lat": reader.degrees("lat", 90),
        "lon": reader.degrees("lon", 180),
        "start_year": reader.whole("start_year", YEARS[0], YEARS[-1], years),
        "end_year": reader.whole("end_year", YEARS[0], YEARS[-1], years),
        "budget_eur": reader.whole("budget_eur", 0, MOST_EUROS, "whole euros"),
    }
    if (reader.given.get("lat") is None) != (reader.given.get("lon") is None):
        reader.wrong("lon" if reader.given.get("lon") is None else "lat", "lat and lon together, or neither")
    if None not in (found["start_year"], found["end_year"]) and found["end_year"] < found["start_year"]:
        reader.wrong("end_year", f"{found['start_year']} or later")
    return found


def _concepts(reader: _Reader, knows: Callable[[str, str], bool]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for scheme, name in SCHEMES.items():
        if name not in ONE_OF:
            found[name] = reader.ids(name, lambda id, scheme=scheme: knows(scheme, id))  # type: ignore[misc]
            continue
        found[name] = reader.text(name)
        if found[name] is not None and not knows(scheme, found[name]):
            reader.wrong(name, "a concept of the vocabulary")
    return found


def written(record: Record) -> dict[str, Any]:
    """The record as a file has it, every field in its order; of `MORE` those that say something."""
    plain = {"language": Record.language}
    values = {
        name: value
        for name in FIELDS
        if (value := getattr(record, name)) not in (None, (), plain.get(name)) or name not in MORE
    }
    found = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    others = told.as_written(record.translations)
    return {**found, TRANSLATIONS: others} if others else found


def _shown(value: Any) -> str:
    """What was got, short enough for a line."""
    if value is None:
        return "nothing"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
