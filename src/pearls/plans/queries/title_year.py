"""The title year of a plan: its log, its values, its changes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.kernel.verdict import Verdict, no
from pearls.plans.models import IndicatorValue, LogEntry, Plan, PlanChange
from pearls.plans.rules import residents as resident_rules
from pearls.plans.rules import title_year as rules
from pearls.practices import queries as practice_queries


def is_pearl(plan: Plan) -> bool:
    """Whether the plan won the title on the platform."""
    return bool(plan.application.state == call_rules.State.AWARDED)


def may_write_now(access: call_rules.Access, plan: Plan, now: Any) -> Verdict:
    """Whether somebody may type into the plan: a candidate until its date, a Pearl while a change is open."""
    if not is_pearl(plan):
        return call_queries.may_write_plan_now(access, plan.application, now)
    if not (writes := call_rules.may_write(access)):
        return writes
    return writes if open_change(plan) else no("needs-change")


def may_be_written_now(plan: Plan, now: Any) -> Verdict:
    """Whether it is the time for writing, for those who may."""
    return may_write_now(call_rules.Access(right=call_rules.Right.EDIT), plan, now)


def not_written_since(plan: Plan, now: datetime) -> datetime | None:
    """Since when a plan that is not written now has not been; no query before the title."""
    application = plan.application
    can_be_sent = call_rules.State.PLAN_SUBMITTED in call_rules.MOVES[call_rules.State(application.state)]
    changes = PlanChange.objects.filter(plan=plan) if is_pearl(plan) else PlanChange.objects.none()
    return resident_rules.not_written_since(
        due_at=call_queries.plan_due_at(application.edition),
        ended_at=None if can_be_sent else application.moved_at,
        change_ended_at=changes.aggregate(last=Max("ended_at"))["last"],
        now=now,
    )


def log_of(plan: Plan) -> QuerySet[LogEntry]:
    """What was logged and not taken out, oldest first, each with the number of people."""
    entries = LogEntry.objects.filter(plan=plan, taken_out_at=None).select_related("logged_by")
    return entries.annotate(people=Coalesce(Sum("counts__count"), 0)).order_by("happened_on", "id")


def progress_of(plan: Plan, content: dict[str, Any], entries: Sequence[LogEntry], today: date) -> list[Any]:
    """Every activity against its plan."""
    logged = [
        rules.Logged(entry.activity, entry.happened_on, entry.people, entry.cost_cents or 0)  # type: ignore[attr-defined]
        for entry in entries
    ]
    return rules.progress(content, logged, today)


def entry_of(plan: Plan, ref: str) -> LogEntry:
    """One entry of the plan's log. Raises: Http404."""
    found = log_of(plan).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def values_of(plan: Plan) -> QuerySet[IndicatorValue]:
    """All measured values, oldest first."""
    return IndicatorValue.objects.filter(plan=plan)


def changes_of(plan: Plan) -> QuerySet[PlanChange]:
    """The changes of the plan since the title, newest first."""
    return PlanChange.objects.filter(plan=plan).select_related("before", "after", "began_by")


def open_change(plan: Plan) -> PlanChange | None:
    """The change that the plan is open for now."""
    return PlanChange.objects.filter(plan=plan, ended_at=None).first()


def practices_made_of(plan: Plan) -> QuerySet[practice_queries.Contribution]:
    """The good practices that were drawn from the plan so far."""
    return practice_queries.contributions_made_from(f"{plan.subject}/")
