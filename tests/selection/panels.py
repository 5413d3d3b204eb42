"""Public panels to try the juror model on, with what lme4 says of them.

`FULL` is the first mock panel of snsf-data/ERforResearch (R/data.R, MIT): fifteen proposals, five voters, grades
turned round (7 - grade). `THIN` is the same without six votes. The values come from lme4 1.1-31 on R 4.2.2, run by
hand: lmer(y ~ 1 + (1|f) + (1|b), REML = TRUE), bobyqa with rhoend = 1e-11; ranef(…, condVar = TRUE) and resid().
"""

from dataclasses import dataclass
from fractions import Fraction

from pearls.selection.rules.evidence.grid import Grid

GRADES = "11125 11226 12135 13215 12235 13145 12345 15225 13435 14255 23445 24355 25446 23466 25546"  # each proposal's


@dataclass(frozen=True)
class Known:
    """What lme4 found: standard deviations of plan, assessor and rest, level, effects, and more of the assessors."""

    sds: tuple[float, float, float]
    level: float
    plans: tuple[float, ...]
    assessors: tuple[float, ...]
    standard_errors: tuple[float, ...]
    consistency: tuple[float, ...]


def grid(table, left_out=()):
    """A grid of a table, a line for each plan; `left_out` are pairs (line, column), None an empty cell."""
    return Grid.of(
        (f"p{row:02}", f"J{column}", Fraction(str(score)))
        for row, line in enumerate(table)
        for column, score in enumerate(line)
        if score is not None and (row, column) not in left_out
    )


VOTES = [[7 - int(grade) for grade in line] for line in GRADES.split()]
FULL = grid(VOTES)
THIN = grid(VOTES, {(0, 4), (1, 4), (2, 4), (12, 0), (13, 0), (14, 0)})

FULL_KNOWN = Known(
    sds=(0.649541978012, 1.407801467370, 0.851329486132),
    level=3.84,
    plans=(
        *(0.86337366930, 0.56565861092, 0.56565861092, 0.56565861092, 0.41680108173, 0.26794355254, 0.11908602335),
        *(0.11908602335, -0.02977150584, -0.17862903503, -0.32748656422, -0.47634409341, -0.77405915179),
        *(-0.77405915179, -0.92291668098),
    ),
    assessors=(1.78319365036, 0.09111208432, 0.48159244572, -0.29936827707, -2.05652990333),
    standard_errors=(0.2687660983,) * 5,
    consistency=(0.3333710268, 1.1262171642, 0.9810913262, 1.1441840172, 0.5719668458),
)
THIN_KNOWN = Known(
    sds=(0.776650160530, 1.284097522445, 0.831008601609),
    level=3.87216205621,
    plans=(
        *(1.10411170693, 0.90974373349, 0.71537576006, 0.59223116020, 0.42949406598, 0.26675697175, 0.10401987752),
        *(0.10401987752, -0.05871721670, -0.22145431093, -0.38419140516, -0.54692849938, -0.94003124928),
        *(-0.94003124928, -1.13439922271),
    ),
    assessors=(1.65229976334, 0.05950973343, 0.44864487150, -0.32962540465, -1.83082896362),
    standard_errors=(0.3020524289, 0.2807501555, 0.2807501555, 0.2807501555, 0.3020524289),
    consistency=(0.4618900067, 1.0628501114, 0.9279104803, 1.1194188508, 0.3797994552),
)

# Made up so that plans do not differ at all: lme4 calls this fit singular.
LEVEL = grid(
    [[3, 7, None, None], [None, 6, 2, None], [None, None, 5, 4], [4, None, None, 8], [6, None, 3, None]],
)
LEVEL_KNOWN = Known(
    sds=(0.0, 0.967217254734, 1.723754763622),
    level=4.90401416168,
    plans=(0.0,) * 5,
    assessors=(-0.2772016010, 0.6166674429, -0.7629400158, 0.4234741739),
    standard_errors=(0.6936111687, 0.7576549675, 0.6936111687, 0.7576549675),
    consistency=(0.7433092146, 0.6378950896, 0.8620334760, 1.2240956706),
)

# Penicillin of lme4 (Davies & Goldsmith 1972): 24 plates, six samples each.
PLATES = [
    [27, 23, 26, 23, 23, 21],
    [27, 23, 26, 23, 23, 21],
    [25, 21, 25, 24, 24, 20],
    [26, 23, 25, 23, 23, 20],
    [25, 22, 26, 22, 23, 20],
    [24, 22, 25, 23, 22, 19],
    [24, 20, 23, 21, 22, 19],
    [26, 22, 26, 24, 24, 21],
    [24, 21, 24, 22, 22, 20],
    [24, 21, 24, 23, 22, 19],
    [26, 23, 26, 24, 24, 21],
    [25, 22, 26, 24, 24, 20],
    [26, 24, 26, 24, 25, 22],
    [26, 23, 26, 23, 23, 20],
    [26, 23, 25, 24, 24, 22],
    [25, 22, 25, 23, 23, 20],
    [25, 21, 24, 23, 23, 20],
    [25, 22, 24, 23, 23, 19],
    [24, 21, 23, 21, 21, 19],
    [26, 23, 26, 24, 24, 21],
    [25, 21, 24, 22, 22, 18],
    [25, 22, 25, 22, 22, 20],
    [24, 21, 24, 22, 24, 19],
    [24, 21, 24, 22, 21, 18],
]
PENICILLIN = grid(PLATES)
PENICILLIN_SAMPLES = (2.187058402, -1.010476350, 1.937899850, -0.096894992, -0.013842142, -3.003744767)
