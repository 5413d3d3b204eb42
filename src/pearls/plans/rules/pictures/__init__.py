"""Pictures computed from a plan: where everything stands, in whole pixels. Words and colours come later."""

from pearls.plans.rules.pictures.bars import Amounts, Bars, Paid, bars
from pearls.plans.rules.pictures.calendar import YearCalendar, year_calendar
from pearls.plans.rules.pictures.coverage import CoverageGrid, coverage_grid
from pearls.plans.rules.pictures.kinds import PictureKind, first_to_write, kinds_of
from pearls.plans.rules.pictures.legend import Key, legend
from pearls.plans.rules.pictures.logic import LogicMap, chains, logic_map, loose_ends
from pearls.plans.rules.pictures.stakeholders import StakeholderMap, stakeholder_map

__all__ = [
    "Amounts",
    "Bars",
    "CoverageGrid",
    "Key",
    "LogicMap",
    "Paid",
    "PictureKind",
    "StakeholderMap",
    "YearCalendar",
    "bars",
    "chains",
    "coverage_grid",
    "first_to_write",
    "kinds_of",
    "legend",
    "logic_map",
    "loose_ends",
    "stakeholder_map",
    "year_calendar",
]
