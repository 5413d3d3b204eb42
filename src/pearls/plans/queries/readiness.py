"""The criteria and what in a plan speaks to them, as the data of this room have them."""

import tomllib
from functools import cache
from pathlib import Path

from pearls.plans.rules.readiness import Criterion, criteria_from

FILE = Path(__file__).resolve().parent.parent / "data" / "readiness.toml"


@cache
def published_criteria() -> tuple[Criterion, ...]:
    """The published criteria of the jury, and those that hold at every stage."""
    return criteria_from(tomllib.loads(FILE.read_text(encoding="utf-8")))
