"""All reads of plans and of the toolkit."""

from pearls.plans.queries.plans import content_of, plan_access, plan_by_ref, plan_of

__all__ = ["content_of", "plan_access", "plan_by_ref", "plan_of"]
