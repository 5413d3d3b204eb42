"""The English of reasons and warnings, for `pearls rank` and for translators; pages use `labels`."""

from collections.abc import Mapping
from typing import Any


def gettext_noop(text: str) -> str:
    """Mark a sentence for the translators. Django's own would bring Django into `pearls rank`."""
    return text


REASONS: Mapping[str, str] = {
    "by-rank": gettext_noop("A title by rank, one of %(titles)s."),
    "country-limit": gettext_noop(
        "Passed over: %(country)s has as many titles as a country may have, through %(taken_by)s."
    ),
    "no-place-left": gettext_noop("No place was left: all %(titles)s went to plans that stand higher."),
    "tie": gettext_noop("Undecided: it ties with %(tied_with)s for %(places)s of the places."),
    "not-assessed": gettext_noop("Nobody has assessed it completely."),
    "within-places": gettext_noop("Admitted, among the best %(places)s."),
    "beyond-places": gettext_noop("Not admitted: the %(places)s places went to applications that stand higher."),
    "minimum-reached": gettext_noop("Admitted: its total reaches the minimum of %(minimum)s."),
    "below-minimum": gettext_noop("Not admitted: its total is below the minimum of %(minimum)s."),
    "line-not-drawn": gettext_noop("The rules draw no line: the body draws it, with a reason."),
}

WARNINGS: Mapping[str, str] = {
    "incomplete-assessment": gettext_noop(
        "%(assessor)s left %(criteria)s of %(candidate)s empty and is left out for that plan."
    ),
    "unequal-assessments": gettext_noop(
        "The totals are sums, but plans have from %(least)s to %(most)s complete assessments: "
        "a plan read by fewer stands lower."
    ),
    "not-assessed": gettext_noop("%(candidate)s has no complete assessment and stands last."),
    "fewer-titles": gettext_noop(
        "Only %(given)s of %(titles)s titles are given: no plan is left whose country may have another."
    ),
    "too-few-candidates": gettext_noop(
        "No evidence beside the ranking: it takes complete assessments of at least three plans."
    ),
    "too-few-assessors": gettext_noop(
        "No evidence beside the ranking: it takes complete assessments by at least two assessors."
    ),
    "disconnected-design": gettext_noop(
        "No evidence beside the ranking: some plans and assessors share no reading with the others, "
        "so a strict assessor cannot be told from a weak plan."
    ),
    "equal-scores": gettext_noop("No evidence beside the ranking: all weighted scores are the same."),
}

# Why there is no Rasch report beside the other evidence.
RASCH_SILENCES: Mapping[str, str] = {
    "rasch-different-scales": gettext_noop(
        "Left out: the criteria have different scales, and this model needs one scale for all."
    ),
    "rasch-between-steps": gettext_noop(
        "Left out: some scores lie between the whole points of the scale, and this model counts whole points."
    ),
    "rasch-too-many-steps": gettext_noop(
        "Left out: more than twenty points lie between the lowest and the highest score; that is too many for"
        " this model."
    ),
    "rasch-too-few-ratings": gettext_noop(
        "Left out: this model needs ten scores for each point between the lowest and the highest one."
    ),
}

ASSIGNMENT_WARNINGS: Mapping[str, str] = {
    "not-proven": gettext_noop(
        "Not proven to be the best. The least-served application has %(worst)s and could have at most %(worst_bound)s; "
        "all together have %(total)s of at most %(total_bound)s; the largest load is %(largest)s, no less than "
        "%(largest_bound)s."
    ),
    "no-shared-topics": gettext_noop("Nobody who reads these shares a topic with them: %(applications)s."),
    "reads-nothing": gettext_noop("These may read none of the applications: %(assessors)s."),
}

# Why a set of applications cannot be served: one application for itself, or several that need the same assessors.
OBSTACLES: Mapping[str, str] = {
    "one": gettext_noop(
        "Assessors needed: %(needed)s; places of those who may read it: %(places)s. Not allowed: %(conflict)s for a "
        "conflict, %(own_country)s for its own country, %(language)s for its language."
    ),
    "several": gettext_noop(
        "Assessments needed by these %(count)s together: %(needed)s; places of those who may read them: %(places)s."
    ),
}


def worded(template: str, detail: Mapping[str, Any]) -> str:
    """The sentence with its values; lists are joined by commas."""
    values = {key: ", ".join(value) if isinstance(value, list) else value for key, value in detail.items()}
    return template % values
