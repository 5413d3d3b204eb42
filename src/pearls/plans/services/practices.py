"""Taking a practice of another town over into the plan."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.documents import services as documents
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.plans import queries
from pearls.plans.models import Plan
from pearls.plans.queries import title_year as year_queries
from pearls.plans.rules import practices as rules
from pearls.plans.services.plans import fill_plan
from pearls.practices import queries as practice_queries


@transaction.atomic
def use_practice(*, actor: Actor, plan: Plan, practice: str, activity: str, challenge: str = "", now: datetime) -> str:
    """Let an activity name a practice (its id); without one, a new activity is begun that bears the practice's title
    and serves the goals that answer the challenge. Gives the activity.

    Raises: NotAllowed (unknown-practice; the reasons of rules.may_use and of fill_plan).
    """
    audit.take_turn()
    require(year_queries.may_write_now(call_queries.access_to(actor, plan.application), plan, now))
    documents.hold_document(document=plan.document)
    form, content = plan.document.form, queries.content_of(plan)
    found = practice_queries.public_practices().filter(key=practice).first()
    require(no("unknown-practice") if found is None else rules.may_use(form, content, activity, practice))
    title = found.title if found else ""
    if not activity:
        values = {rules.NAME: title, rules.COLUMN: rules.named("", practice, title, rules.most_words(form))}
        if goals := rules.goals_answering(content, challenge):
            values[rules.GOALS] = goals  # type: ignore[assignment]
        activity = documents.add_record(
            actor=actor, document=plan.document, question_id=rules.ACTIVITIES, values=values, now=now
        )
    else:
        cells = {row["id"]: row.get(rules.COLUMN) for row in content[rules.ACTIVITIES]}
        text = rules.named(cells[activity], practice, title, rules.most_words(form))
        _put(actor, plan, content, activity, text, now)
    _record(actor, "practice-taken-over", plan, now, practice, activity)
    return activity


@transaction.atomic
def leave_practice(*, actor: Actor, plan: Plan, practice: str, activity: str, now: datetime) -> None:
    """Let an activity name a practice no longer; what else stands in its cell stays.

    Raises: NotAllowed (unknown-activity, and the reasons of fill_plan).
    """
    audit.take_turn()
    require(year_queries.may_write_now(call_queries.access_to(actor, plan.application), plan, now))
    documents.hold_document(document=plan.document)
    content = queries.content_of(plan)
    cells = {row["id"]: row.get(rules.COLUMN) for row in content.get(rules.ACTIVITIES) or ()}
    require(YES if activity in cells else no("unknown-activity"))
    _put(actor, plan, content, activity, rules.unnamed(cells[activity], practice), now)
    _record(actor, "practice-left", plan, now, practice, activity)


def _put(actor: Actor, plan: Plan, content: Mapping[str, Any], activity: str, text: str, now: datetime) -> None:
    rows = [{**row, rules.COLUMN: text or None} if row["id"] == activity else row for row in content[rules.ACTIVITIES]]
    kept = [{name: value for name, value in row.items() if value is not None} for row in rows]
    fill_plan(actor=actor, plan=plan, answers={rules.ACTIVITIES: kept}, now=now)


def _record(actor: Actor, act: str, plan: Plan, now: datetime, practice: str, activity: str) -> None:
    audit.record(
        actor=actor,
        act=act,
        subject=plan.subject,
        edition=plan.application.edition.key,
        now=now,
        data={"practice": practice, "activity": activity},
    )
