"""What invented towns tried of the practices: told by hand, a failure too, and by the plans that build on one."""

import tomllib
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from pearls.cli.demonstration.towns import place_of
from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.plans import queries as plan_queries
from pearls.plans import services as plans
from pearls.practices import queries as practice_queries
from pearls.practices import services as practices
from pearls.practices.rules.adoptions import Outcome, Told
from pearls.programme import queries as programme_queries

FILE = Path(__file__).resolve().parent / "tried.toml"
SAME = ("taken", "changed", "result", "advice", "language", "cost_euros", "hours")


@lru_cache(maxsize=1)
def _written() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def build_on_practices(actor: Actor, plan: plan_queries.Plan, now: datetime) -> None:
    """Let the activities of a town's plan name their practices, as far as these are loaded."""
    for row in _written()["uses"]:
        if row["town"] == plan.application.place.key and _practice(row["practice"]):
            plans.use_practice(actor=actor, plan=plan, practice=row["practice"], activity=row["activity"], now=now)


def tell_attempts(writers: dict[str, people_queries.Person], now: datetime) -> None:
    """What these towns say of their attempts, as far as the practices are loaded."""
    for row in _written()["told"]:
        practice, writer = _practice(row["practice"]), writers.get(row["town"])
        if practice is None or writer is None:
            continue
        began, ended = (_months_before(now.date(), months) for months in row["months_ago"])
        practices.tell_adoption(
            actor=programme_queries.actor_for(writer),
            practice=practice,
            place=place_of(row["town"]),
            told=Told(
                outcome=Outcome(row["outcome"]),
                began_on=began,
                ended_on=ended,
                **{name: row[name] for name in SAME},
            ),
            is_published=True,
            now=now,
        )


def _practice(key: str) -> Any:
    return practice_queries.public_practices().filter(key=key).first()


def _months_before(day: date, months: int) -> date:
    """The first day of the month that lies so many months back."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
