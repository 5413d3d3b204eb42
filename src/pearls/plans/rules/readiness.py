"""What a juror will look at: for each published criterion the parts of the plan, what is there, and what will be asked.

Never a score: a part is written or not, and how good it is, the jury says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pearls.documents.rules import Form, Question
from pearls.plans.rules.checks import Finding
from pearls.plans.rules.reading import Reading

Text = Mapping[str, str]


@dataclass(frozen=True)
class Criterion:
    """A criterion and what speaks to it: `parts` are questions of the form, `asks` those of a juror, `checks` codes."""

    id: str
    name: Text
    evidence: str  # stated, or implied by what was published
    parts: tuple[str, ...]
    checks: tuple[str, ...]
    asks: tuple[Text, ...]


@dataclass(frozen=True)
class Part:
    """One part of the plan as it stands; `titles` are those of the entries where the part is a list."""

    question: Question
    section_id: str
    value: Any
    titles: tuple[str, ...] = ()

    @property
    def is_written(self) -> bool:
        return self.value is not None and self.value != []


@dataclass(frozen=True)
class Readiness:
    """One criterion, what the plan has for it, and the findings that a juror would come upon too."""

    criterion: Criterion
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]


def criteria_from(data: Mapping[str, Any]) -> tuple[Criterion, ...]:
    """The criteria as they are written in the data of this room."""
    return tuple(
        Criterion(
            id=item["id"],
            name=item["name"],
            evidence=item["evidence"],
            parts=tuple(item["parts"]),
            checks=tuple(item["checks"]),
            asks=tuple(item["asks"]),
        )
        for item in data["criteria"]
    )


def readiness(
    form: Form, content: Mapping[str, Any], criteria: Iterable[Criterion], findings: Iterable[Finding]
) -> list[Readiness]:
    """Each criterion with the parts of the plan that speak to it; parts that the form does not ask are left out."""
    reading = Reading(form, content)
    found = list(findings)
    return [
        Readiness(
            criterion=criterion,
            parts=tuple(_part(reading, name) for name in criterion.parts if reading.asks(name)),
            findings=tuple(finding for finding in found if finding.code in criterion.checks),
        )
        for criterion in criteria
    ]


def _part(reading: Reading, question_id: str) -> Part:
    question = reading.form.question(question_id)
    if question is None:
        raise KeyError(question_id)
    titles = tuple(title for row in reading.rows(question_id) if (title := reading.title(question_id, row)))
    return Part(question, reading.section_id(question_id), reading.answer(question_id), titles)
