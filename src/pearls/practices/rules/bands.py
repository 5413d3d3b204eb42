"""In which bands of cost readers narrow the practices."""

from enum import StrEnum


class CostBand(StrEnum):
    """Bands of what a practice cost in euros, as far as that is published."""

    UNDER_5000 = "under-5000"
    TO_25000 = "5000-to-25000"
    TO_100000 = "25000-to-100000"
    TO_500000 = "100000-to-500000"
    OVER_500000 = "over-500000"
    UNKNOWN = "unknown"


# Up to how many euros, not included, a band reaches; the last has no end.
COST_LIMITS = (
    (5_000, CostBand.UNDER_5000),
    (25_000, CostBand.TO_25000),
    (100_000, CostBand.TO_100000),
    (500_000, CostBand.TO_500000),
)


def cost_band(euros: int | None) -> CostBand:
    """The band of a cost; what is not published has none, and is never taken for nothing."""
    if euros is None:
        return CostBand.UNKNOWN
    return next((band for limit, band in COST_LIMITS if euros < limit), CostBand.OVER_500000)
