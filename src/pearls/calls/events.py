"""What happened to applications that rooms above may hear."""

from dataclasses import dataclass
from datetime import datetime

from pearls.kernel.actor import Actor


@dataclass(frozen=True)
class CandidateAdmitted:
    """An application (its ref) became a candidate: it may write its plan now."""

    application: str
    actor: Actor
    now: datetime


@dataclass(frozen=True)
class CandidateDroppedOut:
    """A candidate (the ref of its application) gave up: nothing more is written for it."""

    application: str
    actor: Actor
    now: datetime
