"""Whether the plan stands in its place and time: strategies before it, something after it, a summary that is true."""

import re
from collections.abc import Iterator

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


def _summary_astray(reading: Reading) -> Iterator[Spot]:
    """Points of the public summary that no entry of their list says, as far as their words tell."""
    for summary, question_id in SUMMARIES:
        entries = [_stems(reading.texts(question_id, row)) for row in reading.rows(question_id)]
        if not entries:
            continue
        for number, point in enumerate(reading.answer(summary) or (), start=1):
            stems = _stems(point)
            if stems and not any(_is_said_by(stems, entry) for entry in entries):
                yield Spot(summary, detail={"point": point, "number": number})


def _stems(text: str) -> set[str]:
    """The beginnings of the words that carry meaning."""
    return {word[:STEM] for word in WORD.findall(fold(text)) if len(word) >= SHORTEST_WORD}


def _is_said_by(point: set[str], entry: set[str]) -> bool:
    """Whether half of the words of the shorter of the two are in both."""
    return 2 * len(point & entry) >= min(len(point), len(entry)) > 0


CHECKS = (
    Check("no-strategy", FindingKind.GAP, ("strategies",), _no_strategy),
    Check("nothing-after", FindingKind.GAP, ("continue",), _nothing_after),
    Check("summary-astray", FindingKind.HINT, (), _summary_astray),
)
