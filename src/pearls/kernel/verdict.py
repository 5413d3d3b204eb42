"""A decision that carries its reason: the one small type that everything uses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Verdict:
    """Yes, or no with a reason code; true exactly when the answer is yes.

    `reason` is a code such as "call-closed"; the room's `labels.py` words it.
    `detail` holds the values that the sentence needs, such as `closes_at`.
    """

    allowed: bool
    reason: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(allowed=True)


def no(reason: str, **detail: Any) -> Verdict:
    """Refuse for a reason."""
    if not reason:
        raise ValueError("a refusal needs a reason code, got an empty one")
    return Verdict(allowed=False, reason=reason, detail=detail)


class NotAllowed(Exception):
    """A service was asked for an act that its rule refuses; `verdict` says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


def require(verdict: Verdict) -> None:
    """Go on only if the verdict is yes.

    Raises: NotAllowed, with the verdict's own reason.
    """
    if not verdict:
        raise NotAllowed(verdict)
