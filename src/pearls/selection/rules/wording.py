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
}


def worded(template: str, detail: Mapping[str, Any]) -> str:
    """The sentence with its values; lists are joined by commas."""
    values = {key: ", ".join(value) if isinstance(value, list) else value for key, value in detail.items()}
    return template % values
