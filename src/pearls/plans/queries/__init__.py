"""All reads of plans and of the toolkit."""

from pearls.plans.queries.plans import content_of, plan_access, plan_by_ref, plan_of
from pearls.plans.queries.published import has_public_plan, historic_plans, published_plan
from pearls.plans.queries.readiness import published_criteria
from pearls.plans.queries.workshop import evenings, guidance

__all__ = [
    "content_of",
    "evenings",
    "guidance",
    "has_public_plan",
    "historic_plans",
    "plan_access",
    "plan_by_ref",
    "plan_of",
    "published_criteria",
    "published_plan",
]
