"""Decisions of the selection: the ranking and its places, who may see and score what; pure."""

from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import Ranked, Ranking, Remark, WarningCode, rank, rank_sheet
from pearls.selection.rules.report import as_json, exact
from pearls.selection.rules.sheet import ScoreLine, ScoreSheet, SheetError, check_scale, parse_score, read_sheet

__all__ = [
    "Outcome",
    "Ranked",
    "Ranking",
    "Remark",
    "ScoreLine",
    "ScoreSheet",
    "SheetError",
    "WarningCode",
    "as_json",
    "check_scale",
    "exact",
    "parse_score",
    "rank",
    "rank_sheet",
    "read_sheet",
]
