"""The project sheet's facts as the programme page shows them; what is not there stays unknown."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Text = Mapping[str, str]
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Amount:
    """A published amount of money, how its source writes it, and who says so."""

    cents: int
    as_written: str
    evidence: Text
    sources: list[str]


@dataclass(frozen=True)
class Phase:
    name: Text
    start: str | None
    end: str | None
    facts: list[Text]
    sources: list[str]


@dataclass(frozen=True)
class Sheet:
    """The facts of one programme, each with its sources."""

    number: str
    funder: str
    period: str
    start: str | None
    end: str | None
    objective: Text
    problem: Text
    problem_sources: list[str]
    activities: list[Text]
    activities_sources: list[str]
    results: list[Text]
    results_sources: list[str]
    totals: list[Amount]
    programme_parts: list[Amount]
    phases: list[Phase]
    sources: list[str]


def sheet_of(facts: Facts) -> Sheet:
    """Read the facts as they were gathered."""
    funder, dates, budget = facts.get("programme", {}), facts.get("dates", {}), facts.get("budget", {})
    return Sheet(
        number=facts.get("identity", {}).get("number") or "",
        funder=funder.get("name") or "",
        period=funder.get("period") or "",
        start=dates.get("start"),
        end=dates.get("end"),
        objective=_text(facts.get("objective", {}), "text"),
        problem=_text(facts.get("problem", {}), "text"),
        problem_sources=_sources(facts.get("problem")),
        activities=_items(facts.get("activities", {})),
        activities_sources=_sources(facts.get("activities")),
        results=_items(facts.get("results", {})),
        results_sources=_sources(facts.get("results")),
        totals=_amounts(budget.get("total_candidates", [])),
        programme_parts=_amounts(budget.get("programme_funding_candidates", [])),
        phases=[_phase(phase) for phase in facts.get("phases", [])],
        sources=_sources(dates),
    )


def _text(part: Facts, name: str) -> Text:
    """A text with its translations, which stand beside it under the name and the language."""
    found = {"en": part.get(name), "lv": part.get(f"{name}_lv")}
    return {language: words for language, words in found.items() if words}


def _items(part: Facts) -> list[Text]:
    latvian = part.get("items_lv") or []
    return [
        {"en": words, **({"lv": latvian[index]} if index < len(latvian) else {})}
        for index, words in enumerate(part.get("items", []))
    ]


def _amounts(found: list[Facts]) -> list[Amount]:
    """Amounts that a source publishes; one that was only computed is no fact."""
    return [
        Amount(
            cents=int(Decimal(str(amount["value_eur"])) * 100),
            as_written=amount.get("as_written") or "",
            evidence=_text(amount, "evidence"),
            sources=_sources(amount),
        )
        for amount in found
        if amount.get("value_eur") is not None and not amount.get("computed")
    ]


def _phase(phase: Facts) -> Phase:
    latvian = phase.get("facts_lv") or []
    facts: list[Text] = [
        {"en": words, **({"lv": latvian[index]} if index < len(latvian) else {})}
        for index, words in enumerate(phase.get("facts", []))
    ]
    return Phase(
        name=_text(phase, "name"),
        start=phase.get("start"),
        end=phase.get("end"),
        facts=facts,
        sources=_sources(phase),
    )


def _sources(part: Facts | None) -> list[str]:
    return list((part or {}).get("source_urls") or [])
