"""All writes of plans."""

from pearls.plans.services.plans import begin_plan, close_plan, fill_plan, submit_plan

__all__ = ["begin_plan", "close_plan", "fill_plan", "submit_plan"]
