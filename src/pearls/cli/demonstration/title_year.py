"""An edition in its title year: two Pearls with plan, log, measured values, a change and a practice in draft."""

import tomllib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from pearls.calls import services as calls
from pearls.cli.demonstration import selecting
from pearls.cli.demonstration.editions import TITLES, day_of
from pearls.cli.demonstration.texts import plan_answers
from pearls.cli.demonstration.towns import Stage, place_of
from pearls.cli.demonstration.tried import build_on_practices
from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.plans import queries as plan_queries
from pearls.plans import services as plans
from pearls.plans.rules import title_year as rules
from pearls.programme import queries as programme_queries
from pearls.programme.rules import Step

FILE = Path(__file__).resolve().parent / "title_year.toml"
OWN, OTHER = "malezera-lv", "smiltpede-lt"


def play_title_year(stage: Stage, cast: dict[str, people_queries.Person], now: datetime) -> None:
    """Everything from the call to what happened in the title year until today."""
    year = stage.edition.title_year or now.year
    writers = selecting.apply(stage, (OWN, OTHER), now, {OWN: cast["town"]})
    reason = "Both can be supported by a mentor."
    selecting.admit(stage, cast, now, reason=reason, readers={"committee": "PL", "partner": "SE"})
    calls.appoint_mentor(
        actor=stage.office,
        application=selecting.application_of(stage, OWN),
        mentor=cast["mentor"],
        now=day_of(Step.PRESELECTION_RESULT, TITLES, now, plus=3),
    )
    for key, person in writers.items():
        writer, plan = programme_queries.actor_for(person), plan_queries.plan_of(selecting.application_of(stage, key))
        at = day_of(Step.PLAN_DUE, TITLES, now, plus=-20)
        plans.fill_plan(actor=writer, plan=plan, answers=plan_answers(place_of(key), year=year), now=at)
        build_on_practices(writer, plan, at + timedelta(days=6))
        plans.submit_plan(actor=writer, plan=plan, now=at + timedelta(days=12))
    selecting.award(stage, cast, now, readers={"juror1": "SE", "juror2": "DK"})
    told = tomllib.loads(FILE.read_text(encoding="utf-8").replace("{year}", str(year)))
    for key, person in writers.items():
        plan = plan_queries.plan_of(selecting.application_of(stage, key))
        _live(programme_queries.actor_for(person), plan, told[key], now)


def _at(percent: int, now: datetime) -> datetime:
    """When so much of the year until now had passed, in the evening, and never later than now."""
    first = date(now.year, 1, 1)
    day = first + (now.date() - first) * percent // 100
    return min(now, datetime.combine(day, time(18), tzinfo=now.tzinfo))


def _live(actor: Actor, plan: Any, told: dict[str, Any], now: datetime) -> None:
    for row in told["log"]:
        at, counts = _at(row["after_percent"], now), row["counts"]
        entry = rules.NewEntry(
            what=row["what"],
            happened_on=at.date(),
            ended_on=None,
            cost_cents=row["cost_cents"],
            counts=tuple(counts.values()),
            has_photo=False,
            photo_words="",
            photo_consent=False,
        )
        plans.log_activity(
            actor=actor,
            plan=plan,
            activity=row["activity"],
            entry=entry,
            learned=row["learned"],
            counts=counts,
            photo=None,
            now=at,
        )
    for row in told["values"]:
        at = _at(row["after_percent"], now)
        plans.record_value(
            actor=actor,
            plan=plan,
            indicator=row["indicator"],
            value=Decimal(row["value"]),
            measured_on=at.date(),
            note=row["note"],
            now=at,
        )
    if change := told.get("change"):
        _change(actor, plan, change, _at(change["after_percent"], now))
    if practice := told.get("practice"):
        plans.draft_practice(
            actor=actor, plan=plan, activity=practice["activity"], now=_at(practice["after_percent"], now)
        )


def _change(actor: Actor, plan: Any, change: dict[str, Any], now: datetime) -> None:
    """The days of one activity move."""
    plans.begin_change(actor=actor, plan=plan, reason=change["reason"], now=now)
    days = {"starts_on": change["starts_on"], "ends_on": change["ends_on"]}
    activities = [
        row | days if row["id"] == change["activity"] else row for row in plan_queries.content_of(plan)["activities"]
    ]
    plans.fill_plan(actor=actor, plan=plan, answers={"activities": activities}, now=now)
    plans.end_change(actor=actor, plan=plan, now=now)
