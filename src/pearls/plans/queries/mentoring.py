"""A mentor's towns with their plans, what was agreed with them, and the flags that wait for the office."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, QuerySet
from django.http import Http404

from pearls.documents import rules as document_rules
from pearls.documents.models import DocumentField
from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.plans.models import Flag, Meeting, Plan, Thread
from pearls.plans.queries.plans import RELATED
from pearls.programme.models import Edition as Edition  # views name this type through us


@dataclass
class MentoredPlan:
    """One town's plan as its mentor oversees it."""

    plan: Plan
    content: dict[str, Any] = field(default_factory=dict)
    last_written_at: datetime | None = None
    waiting: list[Thread] = field(default_factory=list)
    last_met_on: date | None = None
    flags: list[Flag] = field(default_factory=list)


def plans_mentored_by(actor: Actor) -> QuerySet[Plan]:
    """The plans of the towns that the actor mentors now, by place."""
    mine = people_queries.mentorships_of(actor).filter(
        place=OuterRef("application__place"), edition_key=OuterRef("application__edition__key")
    )
    return Plan.objects.filter(Exists(mine)).select_related(*RELATED).order_by("application__place__name", "pk")


def overview_of(plans: Sequence[Plan]) -> list[MentoredPlan]:
    """These plans with what they say, who waits for whom, meetings and open flags; four queries.

    What is said of private answers is left out: a mentor does not see them.
    """
    rows = {plan.pk: MentoredPlan(plan) for plan in plans}
    _add_contents(rows)
    for thread in Thread.objects.filter(plan__in=rows, settled_at=None).select_related("suggestion"):
        row = rows[thread.plan_id]
        asked = row.plan.document.form.question(thread.question)
        if asked is None or not asked.private:
            row.waiting.append(thread)
    met = Meeting.objects.filter(plan__in=rows).order_by().values_list("plan")
    for plan, last in met.annotate(last=Max("held_on")):
        rows[plan].last_met_on = last
    for flag in Flag.objects.filter(plan__in=rows, settled_at=None):
        rows[flag.plan_id].flags.append(flag)
    return list(rows.values())


def meetings_of(plan: Plan) -> QuerySet[Meeting]:
    """What mentor and town agreed, the latest meeting first."""
    return Meeting.objects.filter(plan=plan).select_related("noted_by")


def flags_of(plan: Plan) -> QuerySet[Flag]:
    """The flags that were raised about a plan, for its mentor, the newest first."""
    return Flag.objects.filter(plan=plan).select_related("settled_by")


def flags_seen_by_office(actor: Actor) -> QuerySet[Flag]:
    """Every flag of the editions whose office the actor works in; those that wait come first."""
    if not actor.is_office():
        return Flag.objects.none()
    application = "plan__application"
    flags = Flag.objects.select_related(f"{application}__place", f"{application}__edition", "raised_by", "settled_by")
    editions = actor.office_editions()
    if editions is not None:
        flags = flags.filter(plan__application__edition__key__in=editions)
    return flags.order_by(F("settled_at").desc(nulls_first=True), "-raised_at", "-pk")


def open_flag_count(actor: Actor, key: str) -> int:
    """How many flags wait for the actor's office in one edition; one query."""
    return flags_seen_by_office(actor).filter(settled_at=None, plan__application__edition__key=key).count()


def flag_for_office(actor: Actor, ref: str) -> Flag:
    """One flag, for the office of its edition. Raises: Http404."""
    flag = flags_seen_by_office(actor).filter(ref=ref).first()
    if flag is None:
        raise Http404
    return flag


def _add_contents(rows: dict[int, MentoredPlan]) -> None:
    by_document = {row.plan.document_id: row for row in rows.values()}
    kept: dict[int, dict[str, Any]] = defaultdict(dict)
    fields = DocumentField.objects.filter(document__in=by_document, kept_from=None)
    for document, question, value, changed_at in fields.values_list("document", "question", "value", "changed_at"):
        kept[document][question] = value
        row = by_document[document]
        if changed_at and (row.last_written_at is None or changed_at > row.last_written_at):
            row.last_written_at = changed_at
    for document, row in by_document.items():
        row.content = document_rules.assemble(row.plan.document.form, kept[document])
