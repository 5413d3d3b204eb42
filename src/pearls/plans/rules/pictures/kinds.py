"""Which pictures there are, which of them a form makes possible, and what to write first while there is none."""

from collections.abc import Mapping
from enum import StrEnum

from pearls.plans.rules.pictures.logic import Stage
from pearls.plans.rules.reading import Reading, day, span


class PictureKind(StrEnum):
    """The pictures, in the order in which they are shown."""

    LOGIC = "logic"
    CALENDAR = "calendar"
    BUDGET_ACTIVITIES = "budget-activities"
    BUDGET_SOURCES = "budget-sources"
    BUDGET_QUARTERS = "budget-quarters"
    STAKEHOLDERS = "stakeholders"
    COVERAGE = "coverage"


NEEDS: Mapping[PictureKind, tuple[str, ...]] = {
    PictureKind.LOGIC: ("goals", "activities.goals"),
    PictureKind.CALENDAR: ("activities.starts_on",),
    PictureKind.BUDGET_ACTIVITIES: ("cost_lines.amount", "cost_lines.activity", "activities"),
    PictureKind.BUDGET_SOURCES: ("cost_lines.amount", "cost_lines.source", "sources.amount"),
    PictureKind.BUDGET_QUARTERS: ("cost_lines.amount", "cost_lines.on"),
    PictureKind.STAKEHOLDERS: ("stakeholders.influence", "stakeholders.interest"),
    PictureKind.COVERAGE: ("activities.groups", "target_groups"),
}


def kinds_of(reading: Reading) -> list[PictureKind]:
    """The pictures that the form makes possible."""
    return [kind for kind in PictureKind if all(map(reading.asks, NEEDS[kind]))]


def first_to_write(kind: PictureKind, reading: Reading) -> str:
    """The question to begin with while there is nothing to draw; empty once there is."""
    match kind:
        case PictureKind.LOGIC:
            asked = [stage for stage in Stage if reading.asks(stage)]
            return "" if any(map(reading.rows, asked)) else asked[0]
        case PictureKind.CALENDAR:
            return "" if _has_days(reading) else "activities"
        case PictureKind.BUDGET_SOURCES:
            return "" if reading.rows("sources") or reading.rows("cost_lines") else "sources"
        case PictureKind.BUDGET_ACTIVITIES | PictureKind.BUDGET_QUARTERS:
            return "" if reading.rows("cost_lines") else "cost_lines"
        case PictureKind.STAKEHOLDERS:
            return "" if reading.rows("stakeholders") else "stakeholders"
        case PictureKind.COVERAGE:
            missing = [name for name in ("target_groups", "activities") if not reading.rows(name)]
            return missing[0] if missing else ""


def _has_days(reading: Reading) -> bool:
    return any(span(row) for name in ("stages", "activities") for row in reading.rows(name)) or any(
        day(row.get("on")) for name in ("milestones", "calendar") for row in reading.rows(name)
    )
