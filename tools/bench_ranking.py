"""How long the ranking of a large panel takes with all the evidence: 200 plans, 30 assessors, five criteria.

Part of `make bench`; alone with `python tools/bench.py --pages ranking`. It needs no database.
"""

import random
import time
from decimal import Decimal
from pathlib import Path

PLANS, ASSESSORS = 200, 30
MOST_SECONDS = 10.0
RULES = Path(__file__).resolve().parent.parent / "src/pearls/programme/data/rules/next.toml"


def main() -> int:
    from pearls.programme.rules import Stage, parse_stage_rules  # noqa: PLC0415 - only now is Django set up
    from pearls.selection.rules import ScoreLine, ScoreSheet, rank_sheet  # noqa: PLC0415
    from pearls.selection.rules.evidence import weigh  # noqa: PLC0415
    from pearls.selection.rules.evidence.rasch import Rasch  # noqa: PLC0415

    stage = parse_stage_rules(RULES.read_text())[Stage.FINAL]
    lines = [ScoreLine(*line) for line in _scores([criterion.id for criterion in stage.criteria])]
    began = time.process_time()
    sheet = ScoreSheet.of(lines, stage)
    ranking = rank_sheet(sheet)
    ranked = time.process_time() - began
    evidence = weigh(sheet, ranking)
    took = time.process_time() - began
    assert isinstance(evidence.rasch, Rasch)
    print(
        f"{PLANS} plans, {ASSESSORS} assessors, {len(lines):,} scores: ranked in {ranked:.2f} s, with all the evidence"
        f" in {took:.2f} s; the promise is at most {MOST_SECONDS:.0f}."
    )
    return 0 if took <= MOST_SECONDS else 1


def _scores(criteria: list[str]) -> list[tuple[str, str, str, str, Decimal]]:
    """A jury by the model, in which one reading in twenty fell out."""
    source = random.Random(1)
    countries = ("DE", "DK", "EE", "FI", "LT", "LV", "PL", "SE")
    merit = [source.gauss(0, 1.2) for _ in range(PLANS)]
    mild = [source.gauss(0, 0.7) for _ in range(ASSESSORS)]
    return [
        (f"p{plan:03}", countries[plan % 8], f"J{who:02}", criterion, _points(6 + merit[plan] + mild[who], source))
        for plan in range(PLANS)
        for who in range(ASSESSORS)
        if source.random() > 0.05
        for criterion in criteria
    ]


def _points(middle: float, source: random.Random) -> Decimal:
    return Decimal(min(10, max(0, round(source.gauss(middle, 1.3)))))
