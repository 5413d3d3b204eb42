"""What happened in the selection that rooms above may hear."""

from dataclasses import dataclass
from datetime import datetime

from pearls.kernel.actor import Actor


@dataclass(frozen=True)
class ResultPublished:
    """The result of a panel is public: who got what stands in the decisions of `panel` (its ref)."""

    panel: str
    edition: str
    stage: str
    actor: Actor
    now: datetime
