"""What is true of a plan by itself: pure arithmetic and judgement, no Django, no tables."""

from pearls.plans.rules import checks as checks
from pearls.plans.rules import pictures as pictures
from pearls.plans.rules import readiness as readiness
