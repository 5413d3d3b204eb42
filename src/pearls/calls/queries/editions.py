"""What an edition's rules say to this room: dates, forms, who may apply."""

from datetime import datetime

from django.db.models import QuerySet

from pearls.documents import queries as document_queries
from pearls.documents.models import FormVersion
from pearls.kernel.verdict import Verdict, no
from pearls.places import queries as place_queries
from pearls.places.models import Place
from pearls.programme import queries as programme_queries
from pearls.programme import rules as programme_rules
from pearls.programme.models import Edition
from pearls.programme.rules.office import Outcome


def rules_of(edition: Edition) -> programme_rules.EditionRules | None:
    """The edition's rules in force; None where none were published."""
    return programme_queries.rules_of(edition)


def plan_due_at(edition: Edition) -> datetime | None:
    """The last second for the plan, in UTC; None where it was not published."""
    rules = rules_of(edition)
    return rules.dates.instant(programme_rules.Step.PLAN_DUE) if rules else None


def form_of(edition: Edition, kind: str) -> FormVersion | None:
    """The newest version of the form that the edition uses for its applications or plans."""
    rules = rules_of(edition)
    if rules is None or rules.forms is None:
        return None
    return document_queries.form_version(rules.forms.plan if kind == "plan" else rules.forms.application)


def open_calls(now: datetime) -> QuerySet[Edition]:
    """The calls that are open, by key and name; the one that closes first leads."""
    return programme_queries.open_calls(now).select_related(None).only("key", "name")


def eligibility_of(edition: Edition, place: Place) -> Verdict:
    """Whether the place may apply by the edition's rules, its own history counted. One more reason: no-rules."""
    rules = rules_of(edition)
    if rules is None:
        return no("no-rules")
    record = programme_queries.entries_of_place(place).exclude(edition=edition)
    past = list(record.values_list("edition_id", "outcome"))
    return programme_rules.eligibility(
        rules,
        place_queries.facts_of(place),
        times_applied=len({edition_id for edition_id, _outcome in past}),
        is_former_pearl=any(outcome == Outcome.PEARL for _edition_id, outcome in past),
    )


def zone_of(edition: Edition) -> str:
    """The IANA zone in which the edition states its deadlines; UTC where it has none."""
    rules = rules_of(edition)
    return rules.dates.zone if rules else "UTC"
