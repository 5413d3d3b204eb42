"""Evidence beside the ranking: what the scores can and cannot tell. It never changes the official result; pure."""

from pearls.selection.rules.evidence.agreement import Reliability
from pearls.selection.rules.evidence.grid import Silence
from pearls.selection.rules.evidence.rasch import Facet, Measure, Rasch
from pearls.selection.rules.evidence.ratings import RaschSilence
from pearls.selection.rules.evidence.signals import OwnCountry
from pearls.selection.rules.evidence.smallest import Smallest
from pearls.selection.rules.evidence.spread import spread
from pearls.selection.rules.evidence.weighing import (
    Agreement,
    AssessorEvidence,
    CandidateEvidence,
    Evidence,
    Tight,
    Variance,
    weigh,
)

__all__ = [
    "Agreement",
    "AssessorEvidence",
    "CandidateEvidence",
    "Evidence",
    "Facet",
    "Measure",
    "OwnCountry",
    "Rasch",
    "RaschSilence",
    "Reliability",
    "Silence",
    "Smallest",
    "Tight",
    "Variance",
    "spread",
    "weigh",
]
