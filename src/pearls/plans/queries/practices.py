"""Practices of other towns for a plan: chosen by what the plan says, or by the question while it says nothing."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pearls.plans.models import Plan
from pearls.plans.queries.workshop import DATA
from pearls.plans.rules import practices as rules
from pearls.practices import queries as practice_queries
from pearls.practices.queries import fitting as fitting_queries
from pearls.practices.rules.fitting import Name, Need

MOST = 3
MOST_FOR_PLAN = 5
MOST_SEARCHED = 10
LIKELY, SURE = 0.66, 0.95  # how surely a challenge names a concept of its own, and what shows it
TOLD_IN = "en"  # nearly every practice is; that one is in the reader's own language says something only otherwise


@dataclass(frozen=True)
class Subject:
    """What a question is about: which parts of a practice are an example for it, and concepts for an empty plan."""

    shows: tuple[str, ...]
    concepts: frozenset[Name]


@lru_cache(maxsize=1)
def subjects() -> Mapping[str, Subject]:
    """The questions beside which practices stand as examples. Read once in a process."""
    data = tomllib.loads((DATA / "examples.toml").read_text(encoding="utf-8"))
    return {
        question: Subject(tuple(row["shows"]), frozenset(_name(name) for name in row["concepts"]))
        for question, row in data.items()
        if isinstance(row, dict)
    }


def _name(text: str) -> Name:
    scheme, _colon, key = text.partition(":")
    return scheme, key


@dataclass(frozen=True)
class Found:
    """What a plan's words name: concepts of each challenge by its entry, of its groups, of its means; and the rest of
    the need."""

    challenges: Mapping[str, frozenset[Name]]
    groups: frozenset[Name]
    means: frozenset[Name]
    need: Need

    @property
    def concepts(self) -> frozenset[Name]:
        return frozenset().union(*self.challenges.values(), self.groups, self.means)

    def need_of(self, concepts: Collection[Name]) -> Need:
        return Need(**{**vars(self.need), "concepts": frozenset(concepts)})


def need_of(plan: Plan, asked: rules.Asked, known: practice_queries.Known) -> Found:
    """What practices are weighed by: the plan's words read by the vocabulary, its place and its means. No query."""
    application = plan.application
    language = application.language
    challenges = {
        # What shows a challenge speaks of much else besides: it counts only where the challenge itself names nothing.
        name: _named((text,), language, known, ("challenge",), least=LIKELY)
        or _named((asked.evidence.get(name, ""),), language, known, ("challenge",), least=SURE)
        for name, text in asked.challenges.items()
    }
    groups = _named(asked.groups, language, known, ("target_group",))
    means = _named(asked.means, language, known, ("method", "cultural_field"))
    need = Need(
        population=asked.population or application.place.population,
        euros=asked.euros,
        hours=asked.hours,
        country=application.place.country,
        languages=frozenset({language} - {TOLD_IN}),
    )
    return Found(challenges, groups, means, need)


def _named(
    texts: Iterable[str],
    language: str,
    known: practice_queries.Known,
    schemes: tuple[str, ...],
    least: float = fitting_queries.LEAST,
) -> frozenset[Name]:
    found = (fitting_queries.named_in(text, language, known, schemes=schemes, least=least) for text in texts)
    return frozenset().union(*found)


def candidates_for(plan: Plan, concepts: Collection[Name], known: practice_queries.Known) -> fitting_queries.Candidates:
    """The practices that may fit, none of the plan's own place; four queries."""
    place = plan.application.place
    return fitting_queries.candidates(concepts, known, country=place.country, but_place=place.pk)


def practices_named(content: Mapping[str, Any]) -> dict[str, Any]:
    """The practices that the plan uses, by id; one query, none where it uses none."""
    keys = {key for named in rules.used(content).values() for key in named}
    if not keys:
        return {}
    found = practice_queries.public_practices().filter(key__in=keys).only("key", "title", "language")
    return {practice.key: practice for practice in found}


def searched(words: str, language: str, known: practice_queries.Known) -> list[Any]:
    """The practices that answer a query best; seven queries."""
    hits = practice_queries.search(words, language, known=known).hits[:MOST_SEARCHED]
    rows = practice_queries.listed(practice_queries.public_practices()).in_bulk([hit.practice for hit in hits])
    return [rows[hit.practice] for hit in hits]


def practice_to_use(key: str) -> Any:
    """One practice that a plan may take over; None where there is none."""
    return practice_queries.public_practices().filter(key=key).first()
