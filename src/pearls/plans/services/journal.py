"""Writing an act upon a plan into the journal."""

from datetime import datetime
from typing import Any

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.plans.models import Plan


def write_down(actor: Actor, act: str, plan: Plan, now: datetime, **data: Any) -> None:
    """Record the act with the plan's place and edition; what was written or said stays out of it."""
    application = plan.application
    audit.record(
        actor=actor,
        act=act,
        subject=plan.subject,
        edition=application.edition.key,
        now=now,
        data={"place": application.place.key, **data},
    )
