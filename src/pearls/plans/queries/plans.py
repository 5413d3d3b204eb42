"""Plans, and who sees what of them."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.documents import queries as document_queries
from pearls.kernel.actor import Actor
from pearls.plans.models import Plan as Plan  # commands name this type through us

RELATED = ("application__edition__rules_version", "application__place", "document__form_version")


def plan_access(actor: Actor, ref: str) -> tuple[Plan, call_rules.Access]:
    """One plan with what the actor is to it: of the place, a colleague, its mentor.

    Raises: Http404, where there is none or it is not theirs.
    """
    plan = plan_by_ref(ref)
    access = call_queries.access_to(actor, plan.application) if plan else call_rules.Access()
    if plan is None or not call_rules.may_read(access):
        raise Http404
    return plan, access


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
