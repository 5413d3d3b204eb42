"""The tables of plans."""

from pearls.plans.models.plans import Plan

__all__ = ["Plan"]
