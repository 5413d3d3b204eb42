"""Which assessor reads which application: who may, how well it suits them, and the fairest sharing. Pure.

Contracts, "Assignment": the least-served application first, then the sum of all affinities, then even loads.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from pearls.kernel.sharing import SECONDS, Pair, Sharing, Task, share
from pearls.selection.rules.ranking import Remark


class Misfit(StrEnum):
    """What speaks against a pair; none of it can be weighed up."""

    CONFLICT = "conflict"
    OWN_COUNTRY = "own-country"
    LANGUAGE = "language"


@dataclass(frozen=True)
class Application:
    """What the assignment knows of an application, and nothing else."""

    id: str
    country: str
    language: str
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Assessor:
    """What it knows of an assessor; `capacity` is the most applications they read."""

    id: str
    country: str
    languages: frozenset[str]
    capacity: int
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Question:
    """What is to be assigned. `conflicts` are pairs of application and assessor."""

    applications: Sequence[Application]
    assessors: Sequence[Assessor]
    per_application: int
    conflicts: frozenset[Pair] = frozenset()
    is_own_country_open: bool = False

    @cached_property
    def task(self) -> Task:
        """The same as the solver knows it: an affinity is so many of the application's topics."""
        return Task(
            items=[application.id for application in self.applications],
            capacities={assessor.id: assessor.capacity for assessor in self.assessors},
            points={
                (application.id, assessor.id): shared_topics(application, assessor)
                for application in self.applications
                for assessor in self.assessors
                if not self.misfits(application, assessor)
            },
            per_item=self.per_application,
            out_of={application.id: len(application.topics) or 1 for application in self.applications},
        )

    @cached_property
    def by_application(self) -> dict[str, Application]:
        return {application.id: application for application in self.applications}

    @cached_property
    def by_assessor(self) -> dict[str, Assessor]:
        return {assessor.id: assessor for assessor in self.assessors}

    def misfits(self, application: Application, assessor: Assessor) -> list[Misfit]:
        """What speaks against this pair; nothing, where it is allowed."""
        is_own = bool(assessor.country) and assessor.country == application.country
        checks = (
            (Misfit.OWN_COUNTRY, is_own and not self.is_own_country_open),
            (Misfit.CONFLICT, (application.id, assessor.id) in self.conflicts),
            (Misfit.LANGUAGE, application.language not in assessor.languages),
        )
        return [misfit for misfit, is_so in checks if is_so]


def shared_topics(application: Application, assessor: Assessor) -> int:
    """How many of its topics the assessor knows; an application that names none suits everybody: 1 of 1."""
    return len(application.topics & assessor.topics) if application.topics else 1


@dataclass(frozen=True)
class Obstacle:
    """An application of a set that cannot all be served and none of which can be left out, and what shuts it."""

    application: str
    allowed_assessors: tuple[str, ...]
    closed: dict[Misfit, int] = field(default_factory=dict)  # how many assessors, by the first thing against each


@dataclass(frozen=True)
class Assignment:
    """Who reads what; or `obstacles` in its stead."""

    question: Question
    sharing: Sharing
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def pairs(self) -> tuple[Pair, ...]:
        return self.sharing.pairs

    @property
    def is_optimal(self) -> bool:
        return self.sharing.is_optimal

    @cached_property
    def served(self) -> dict[str, Fraction]:
        """Each application's total affinity, by its id."""
        return self.question.task.by_item(self.pairs)

    @property
    def least_served(self) -> str | None:
        """The application with the smallest total; of several the smallest id."""
        return min(self.served, key=lambda name: (self.served[name], name), default=None)

    @cached_property
    def places(self) -> int:
        """How many assessments those allowed to read the obstacles can give them; fewer than they need."""
        named = [obstacle.application for obstacle in self.obstacles]
        reached = {
            assessor.id: sum((name, assessor.id) in self.question.task.points for name in named)
            for assessor in self.question.assessors
        }
        return sum(min(assessor.capacity, reached[assessor.id]) for assessor in self.question.assessors)

    @property
    def warnings(self) -> list[Remark]:
        """What to know beside it: not-proven, no-shared-topics, reads-nothing."""
        found: list[Remark] = []
        if self.sharing.bound:
            found.append(_not_proven(self))
        if strangers := [name for name, total in self.served.items() if not total]:
            found.append(Remark("no-shared-topics", {"applications": strangers}))
        reached = {assessor for _application, assessor in self.question.task.points}
        idle = sorted(one.id for one in self.question.assessors if one.id not in reached)
        if idle and self.question.applications:
            found.append(Remark("reads-nothing", {"assessors": idle}))
        return found


def assign(question: Question, *, seconds: float = SECONDS) -> Assignment:
    """The fairest assignment there is, or why there is none."""
    found = share(question.task, seconds=seconds)
    return Assignment(question, found, tuple(_obstacle(question, name) for name in found.impossible))


def _obstacle(question: Question, name: str) -> Obstacle:
    application = question.by_application[name]
    closed: dict[Misfit, int] = {}
    for assessor in question.assessors:
        if against := question.misfits(application, assessor):
            closed[against[0]] = closed.get(against[0], 0) + 1
    return Obstacle(name, tuple(question.task.takers_of[name]), closed)


def _not_proven(assignment: Assignment) -> Remark:
    """How far the assignment may be from the best: what nothing can be better than beside what was reached."""
    sharing, worth = assignment.sharing, assignment.question.task.worth(assignment.pairs)
    bound = sharing.bound or worth
    return Remark(
        "not-proven",
        {
            "worst": decimal(worth.worst),
            "worst_bound": decimal(bound.worst),
            "total": decimal(worth.total),
            "total_bound": decimal(bound.total),
            "largest": str(worth.largest),
            "largest_bound": str(bound.largest),
        },
    )


def decimal(value: Fraction) -> str:
    """At most six decimals, without empty ones."""
    return f"{float(value):.6f}".rstrip("0").rstrip(".")
