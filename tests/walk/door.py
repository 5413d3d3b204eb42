"""One address, who meets what there, and who may do something."""

from dataclasses import dataclass, field
from typing import Any

from tests.walk.world import NOBODY, WALKERS

EVERYBODY = " ".join(WALKERS)
MEMBERS = " ".join(walker for walker in WALKERS if walker != NOBODY)
WHOLE_OFFICE = "coordinator admin"  # for all editions
OFFICE = "coordinator admin openoffice"  # and the one that works for demo-open alone
ENTRY = {"section_id": "=goals", "question_id": "=goals", "record_id": "=z1"}  # the first goal of a plan
JURY_OF_PLAN = "juror1 juror2 juror3 chair"


@dataclass(frozen=True)
class Door:
    """One address with the things in it that a walker may meet."""

    name: str
    sees: str
    acts: str | None = None
    at: dict[str, str] = field(default_factory=dict)  # what stands in the address: a thing of the world, or `=text`
    body: dict[str, Any] = field(default_factory=dict)  # what is posted: a thing of the world, or `=text`
    get: bool = True
    found: tuple[int, ...] = (200,)  # what those who may see it are answered
    is_noted: bool = True  # whether the journal says what was done
    query: str = ""


def public(*names: str, **options: Any) -> list[Door]:
    return [Door(name, EVERYBODY, **options) for name in names]
