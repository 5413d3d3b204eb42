"""All reads of plans and of the toolkit."""

from pearls.plans.queries.plans import content_of, plan_access, plan_by_ref, plan_of
from pearls.plans.queries.readiness import published_criteria as published_criteria
from pearls.plans.queries.workshop import evenings, guidance

__all__ = ["content_of", "evenings", "guidance", "plan_access", "plan_by_ref", "plan_of"]
