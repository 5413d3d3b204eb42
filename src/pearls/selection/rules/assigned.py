"""An assignment as the JSON document of `pearls assign` (contracts: Assignment), and in words."""

from collections import Counter
from typing import Any

from pearls.selection.rules.assigning import Assignment, Misfit, Obstacle
from pearls.selection.rules.ranking import Remark
from pearls.selection.rules.wording import ASSIGNMENT_WARNINGS, OBSTACLES, worded


def assignment_json(assignment: Assignment) -> dict[str, Any]:
    """Affinities are JSON numbers as exact as a double can be: whoever adds them up finds the same total."""
    if assignment.obstacles:
        return {
            "impossible": [
                {
                    "application": obstacle.application,
                    "allowed_assessors": list(obstacle.allowed_assessors),
                    "why": worded(*obstacle_words(assignment, obstacle)),
                }
                for obstacle in assignment.obstacles
            ]
        }
    task, worst = assignment.question.task, assignment.least_served
    return {
        "assignments": [
            {
                "application": application,
                "assessor": assessor,
                "affinity": float(task.affinity((application, assessor))),
            }
            for application, assessor in assignment.pairs
        ],
        "loads": loads(assignment),
        "least_served": None
        if worst is None
        else {"application": worst, "total_affinity": float(assignment.served[worst])},
        "total_affinity": float(sum(assignment.served.values())),
        "optimal": assignment.is_optimal,
        "warnings": [{"code": remark.code, "text": assignment_warning(remark)} for remark in assignment.warnings],
    }


def loads(assignment: Assignment) -> dict[str, int]:
    """How many applications each assessor reads, nothing included."""
    counted = Counter(assessor for _application, assessor in assignment.pairs)
    return {name: counted[name] for name in sorted(assignment.question.task.capacities)}


def assignment_warning(remark: Remark) -> str:
    return worded(ASSIGNMENT_WARNINGS[remark.code], remark.detail)


def obstacle_words(assignment: Assignment, obstacle: Obstacle) -> tuple[str, dict[str, Any]]:
    """The sentence that says why, and its values."""
    count = len(assignment.obstacles)
    detail = {
        "count": count,
        "needed": count * assignment.question.per_application,
        "places": assignment.places,
        "conflict": obstacle.closed.get(Misfit.CONFLICT, 0),
        "own_country": obstacle.closed.get(Misfit.OWN_COUNTRY, 0),
        "language": obstacle.closed.get(Misfit.LANGUAGE, 0),
    }
    return OBSTACLES["one" if count == 1 else "several"], detail
