"""The calls that are open now, as the pages show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pearls.programme import queries as programme_queries
from pearls.programme.rules import EditionRules


@dataclass(frozen=True)
class OpenCall:
    """One open call at the instant `now`; `zone` is the zone its rules are written in."""

    edition: Any
    closes_at: datetime
    zone: str
    now: datetime
    rules: EditionRules


def open_now(now: datetime) -> list[OpenCall]:
    """Every open call, the one that closes first leading; one query."""
    calls = [(edition, programme_queries.rules_of(edition)) for edition in programme_queries.open_calls(now)]
    return [_open_call(edition, rules, now) for edition, rules in calls if rules is not None]


def _open_call(edition: Any, rules: EditionRules, now: datetime) -> OpenCall:
    return OpenCall(
        edition=edition,
        closes_at=edition.call_closes_at,
        zone=rules.dates.zone,
        now=now,
        rules=rules,
    )
