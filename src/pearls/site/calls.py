"""The calls that are open now, as the pages show them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pearls.programme import queries as programme_queries
from pearls.programme.rules import EditionRules, parse_edition_rules


@dataclass(frozen=True)
class OpenCall:
    """One open call; `zone` is the zone its rules are written in."""

    edition: Any
    closes_at: datetime
    zone: str
    remaining: timedelta
    rules: EditionRules

    @property
    def days(self) -> int:
        return self.remaining.days

    @property
    def hours(self) -> int:
        return self.remaining.seconds // 3600

    @property
    def minutes(self) -> int:
        return self.remaining.seconds % 3600 // 60


def open_now(now: datetime) -> list[OpenCall]:
    """Every open call, the one that closes first leading; one query."""
    return [_open_call(edition, now) for edition in programme_queries.open_calls(now)]


def _open_call(edition: Any, now: datetime) -> OpenCall:
    rules = parse_edition_rules(programme_queries.rules_text_of(edition))
    return OpenCall(
        edition=edition,
        closes_at=edition.call_closes_at,
        zone=rules.dates.zone,
        remaining=edition.call_closes_at - now,
        rules=rules,
    )
