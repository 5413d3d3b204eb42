"""The data files of the workshop, read once in a process when first asked for."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pearls.plans.rules import workshop as rules

DATA = Path(__file__).resolve().parent.parent / "data"


@lru_cache(maxsize=1)
def evenings() -> tuple[rules.Evening, ...]:
    """The ten evenings, in their order."""
    return rules.parse_evenings(tomllib.loads((DATA / "evenings.toml").read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def guidance() -> Mapping[str, rules.Text]:
    """What to think of beside a question, by its id."""
    return rules.parse_guidance(tomllib.loads((DATA / "guidance.toml").read_text(encoding="utf-8")))
