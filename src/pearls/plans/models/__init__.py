"""The tables of plans."""

from pearls.plans.models.papers import PaperBack
from pearls.plans.models.plans import Plan
from pearls.plans.models.title_year import IndicatorValue, LogCount, LogEntry, PlanChange, PracticeDraft

__all__ = ["IndicatorValue", "LogCount", "LogEntry", "PaperBack", "Plan", "PlanChange", "PracticeDraft"]
