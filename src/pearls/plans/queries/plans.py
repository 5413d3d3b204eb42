"""Plans, and who sees what of them."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.calls.models import Application
from pearls.documents import queries as document_queries
from pearls.kernel.actor import Actor
from pearls.plans.models import Plan as Plan  # commands name this type through us

RELATED = ("application__edition__rules_version", "application__place", "document__form_version")
# What the pages of a plan show; whole rows, with the form's definition, take twice the time.
_SHOWN = (
    *call_queries.LISTED,
    *("plan__application", "plan__began_at", "plan__submitted_at"),
    *(f"plan__document__{name}" for name in call_queries.DOCUMENT_AT_A_GLANCE),
)


def plan_access(actor: Actor, ref: str) -> tuple[Plan, call_rules.Access]:
    """One plan with what the actor is to it: of the place, a colleague, its mentor; one query.

    Raises: Http404, where there is none or it is not theirs.
    """
    return _if_read(*_plan_and_access(actor, ref))


def _plan_and_access(actor: Actor, ref: str) -> tuple[Plan, call_rules.Access]:
    related = ("edition__rules_version", "place", "plan__document__form_version")
    found = Application.objects.filter(ref=ref, plan__isnull=False).select_related(*related).only(*_SHOWN)
    application = call_queries.with_access(found, actor).first()
    if application is None:
        raise Http404
    plan: Plan = application.plan
    return plan, call_queries.access_of(actor, application)


def _if_read(plan: Plan, access: call_rules.Access) -> tuple[Plan, call_rules.Access]:
    if not call_rules.may_read(access):
        raise Http404
    return plan, access


def plan_read_along(actor: Actor, ref: str) -> tuple[Plan, call_rules.Access, bool]:
    """One plan for reading what is said about it: as `plan_access`, and for the office of its edition, to which a
    mentor's flags lead; the office sees private answers, as `calls.queries.sees_private` says. The third tells
    whether it is read as the office; nobody writes by it.

    Raises: Http404, where there is none or it is not theirs.
    """
    plan, access = _plan_and_access(actor, ref)
    if not call_rules.may_read(access) and actor.is_office(plan.application.edition.key):
        return plan, call_rules.Access(right=call_rules.Right.VIEW), True
    return *_if_read(plan, access), False


def plan_by_ref(ref: str) -> Plan | None:
    """The plan of the application of that ref, whoever asks; for commands and services."""
    return _plans().filter(application__ref=ref).first()


def plan_of(application: call_queries.Application) -> Plan:
    """The plan of an application that has been admitted. Raises: Plan.DoesNotExist."""
    return _plans().get(application=application)


def content_of(plan: Plan) -> dict[str, Any]:
    """What the plan says now, by question; see documents.rules.assemble."""
    return document_queries.answers_of(plan.document)


def _plans() -> QuerySet[Plan]:
    return Plan.objects.select_related(*RELATED)
