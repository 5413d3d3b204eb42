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
class ApplicationEnded:
    """A place took its application back or gave up, or the office found it not eligible: nobody judges it any more.

    `application` is its reference, `state` the state in which it ended.
    """

    application: str
    state: str
    actor: Actor
    now: datetime


@dataclass(frozen=True)
class ApplicationRevived:
    """The office found an application eligible that it had found not eligible before."""

    application: str
    actor: Actor
    now: datetime
