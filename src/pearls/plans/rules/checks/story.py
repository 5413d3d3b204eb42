"""Whether the plan stands in its place and time: strategies before it, something after it, a summary that is true."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pearls.kernel.folding import fold
from pearls.plans.rules.checks.finding import Check, FindingKind, Spot
from pearls.plans.rules.reading import Reading

WORD = re.compile(r"[^\W_]+")
SHORTEST_WORD = 4
STEM = 5  # letters by which words are compared, so that endings do not matter
SUMMARIES = (
    ("summary_challenges", "challenges"),
    ("summary_goals", "goals"),
    ("summary_activities", "activities"),
)


def _has_begun(reading: Reading) -> bool:
    return bool(reading.rows("goals") or reading.rows("activities"))


def _no_strategy(reading: Reading) -> Iterator[Spot]:
    if _has_begun(reading) and not reading.rows("strategies"):
        yield Spot("strategies")


def _nothing_after(reading: Reading) -> Iterator[Spot]:
    if _has_begun(reading) and not reading.answer("continue"):
        yield Spot("continue")


def _summary_astray(summary: str, question_id: str) -> Check:
    """Points of the public summary that no entry of their list says, as far as their words tell."""

    def look(reading: Reading) -> Iterator[Spot]:
        entries = [_stems(reading.texts(question_id, row)) for row in reading.rows(question_id)]
        if not entries:
            return
        for number, point in enumerate(reading.answer(summary) or (), start=1):
            stems = _stems(point)
            if stems and not any(_is_said_by(stems, entry) for entry in entries):
                yield Spot(summary, detail={"point": point, "number": number})

    return Check("summary-astray", FindingKind.HINT, (summary, question_id), look)


@lru_cache(maxsize=4096)  # the same words are looked at each time a page of the plan opens
def _stems(text: str) -> frozenset[str]:
    """The beginnings of the words that carry meaning."""
    return frozenset(word[:STEM] for word in WORD.findall(fold(text)) if len(word) >= SHORTEST_WORD)


def _is_said_by(point: frozenset[str], entry: frozenset[str]) -> bool:
    """Whether half of the words of the shorter of the two are in both."""
    return 2 * len(point & entry) >= min(len(point), len(entry)) > 0


CHECKS = (
    Check("no-strategy", FindingKind.GAP, ("strategies",), _no_strategy),
    Check("nothing-after", FindingKind.GAP, ("continue",), _nothing_after),
    *(_summary_astray(summary, question_id) for summary, question_id in SUMMARIES),
)
