"""Bringing a file back: looked at first, taken over change by change."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.people import queries as people_queries
from pearls.plans.models import PaperBack, Plan
from pearls.plans.queries import papers as paper_queries
from pearls.plans.queries import title_year as year_queries
from pearls.plans.rules import changes
from pearls.plans.services.plans import fill_plan


@transaction.atomic
def keep_paper(
    *, actor: Actor, plan: Plan, name: str, content: Mapping[str, Any], base: Mapping[str, int], now: datetime
) -> PaperBack:
    """Keep what a file says until its changes have been looked at; the plan stays as it is.

    Raises: NotAllowed (the reasons of title_year.may_write_now).
    """
    audit.take_turn()
    require(year_queries.may_write_now(call_queries.access_to(actor, plan.application), plan, now))
    PaperBack.objects.filter(plan=plan, brought_by_id=actor.person_id, ended_at=None).update(ended_at=now)
    paper = PaperBack.objects.create(
        plan=plan,
        name=name[:200],
        content=dict(content),
        base=dict(base),
        brought_at=now,
        brought_by=people_queries.person_of(actor),
    )
    audit.record(
        actor=actor,
        act="plan-file-brought-back",
        subject=plan.subject,
        edition=plan.application.edition.key,
        now=now,
        data={"paper": paper.ref},
    )
    return paper


@transaction.atomic
def take_over(
    *, actor: Actor, paper: PaperBack, chosen: Collection[str], seen: Mapping[str, int], now: datetime
) -> list[str]:
    """Take the chosen changes of a file into the plan, if nobody has written since they were shown; gives what changed.

    Raises: NotAllowed (already-gone, changed-meanwhile, and the reasons of fill_plan).
    """
    audit.take_turn()
    gone = PaperBack.objects.filter(pk=paper.pk, ended_at=None).update(ended_at=now)
    require(YES if gone == 1 else no("already-gone"))
    current, joined, _revisions = paper_queries.rejoined(paper)
    form = paper.plan.document.form
    wanted = changes.apply_chosen(form, current, joined.content, chosen)
    answers = changes.changed_answers(current, wanted)
    return fill_plan(actor=actor, plan=paper.plan, answers=answers, now=now, seen=seen)


@transaction.atomic
def leave_paper(*, actor: Actor, paper: PaperBack, now: datetime) -> PaperBack:
    """Leave a file aside; nothing of it is taken over. Raises: NotAllowed (the reasons of title_year.may_write_now)."""
    audit.take_turn()
    plan = paper.plan
    require(year_queries.may_write_now(call_queries.access_to(actor, plan.application), plan, now))
    PaperBack.objects.filter(pk=paper.pk, ended_at=None).update(ended_at=now)
    audit.record(
        actor=actor,
        act="plan-file-left",
        subject=plan.subject,
        edition=plan.application.edition.key,
        now=now,
        data={"paper": paper.ref},
    )
    return paper
