"""What a check is, and what it finds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pearls.plans.rules.reading import Reading, Row


class FindingKind(StrEnum):
    """Something is not there yet, two things cannot both be right, or something is worth a second look."""

    GAP = "gap"
    CLASH = "clash"
    HINT = "hint"


@dataclass(frozen=True)
class Spot:
    """Where a check found something: a question, in it an entry and a part where it is about one."""

    question_id: str
    row: Row | None = None
    column_id: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Check:
    """One check. `needs` names what the form must ask for it to make sense, as "activities" or "activities.goals"; the
    first of them is the question in which it finds."""

    code: str
    kind: FindingKind
    needs: tuple[str, ...]
    look: Callable[[Reading], Iterator[Spot]]

    @property
    def question_id(self) -> str:
        return self.needs[0].partition(".")[0]


@dataclass(frozen=True)
class Finding:
    """One thing to mend, and where. The words are in `labels.checks`; `detail` holds what they name.

    In the detail `name` and `number` are the entry's title and place; amounts end in `_cents`, days in `_on` (ISO).
    """

    code: str
    kind: FindingKind
    section_id: str
    question_id: str
    record_id: str = ""
    column_id: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


def found_by(check: Check, reading: Reading) -> Iterator[Finding]:
    """Everything that a check finds; nothing where the form does not ask what it is about."""
    if not all(reading.asks(name) for name in check.needs):
        return
    for spot in check.look(reading):
        detail = dict(spot.detail)
        record_id = ""
        if spot.row is not None:
            record_id = spot.row["id"]
            detail |= {
                "name": reading.title(spot.question_id, spot.row),
                "number": reading.number(spot.question_id, record_id),
            }
        yield Finding(
            code=check.code,
            kind=check.kind,
            section_id=reading.section_id(spot.question_id),
            question_id=spot.question_id,
            record_id=record_id,
            column_id=spot.column_id,
            detail=detail,
        )
