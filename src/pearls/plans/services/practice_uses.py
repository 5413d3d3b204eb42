"""Telling the room of practices which of them a plan uses."""

from datetime import datetime

from pearls.kernel.actor import Actor
from pearls.plans import queries
from pearls.plans.models import Plan
from pearls.plans.queries import title_year as year_queries
from pearls.plans.rules import practices as rules
from pearls.plans.rules.reading import day
from pearls.practices import services as practice_services


def tell_practices(*, actor: Actor, plan: Plan, now: datetime) -> None:
    """Let the practices know which activities use them; part of sending the plan, of changing it and of its log.

    An activity has begun once something was logged of it.
    """
    content = queries.content_of(plan)
    begun = set(year_queries.log_of(plan).order_by().values_list("activity", flat=True))
    rows = {row["id"]: row for row in content.get(rules.ACTIVITIES) or ()}
    uses = [
        practice_services.Use(
            practice=key,
            activity=name,
            taken="\n".join(filter(None, (rows[name].get(rules.NAME), rows[name].get("what")))) or key,
            began_on=day(rows[name].get("starts_on")),
            ended_on=day(rows[name].get("ends_on")),
            has_begun=name in begun,
        )
        for name, keys in rules.used(content).items()
        for key in keys
    ]
    practice_services.follow_plan(
        actor=actor,
        place=plan.application.place,
        plan=plan.subject,
        language=plan.application.language,
        uses=uses,
        now=now,
    )
