"""The tables of plans."""

from pearls.plans.models.mentoring import Flag, Meeting
from pearls.plans.models.papers import PaperBack
from pearls.plans.models.plans import Plan
from pearls.plans.models.remarks import Mention, Remark, Suggestion, Thread
from pearls.plans.models.sessions import DaySalt, KnockCount, Session, SessionItem, VoteCode
from pearls.plans.models.title_year import IndicatorValue, LogCount, LogEntry, PlanChange

__all__ = [
    "DaySalt",
    "Flag",
    "IndicatorValue",
    "KnockCount",
    "LogCount",
    "LogEntry",
    "Meeting",
    "Mention",
    "PaperBack",
    "Plan",
    "PlanChange",
    "Remark",
    "Session",
    "SessionItem",
    "Suggestion",
    "Thread",
    "VoteCode",
]
