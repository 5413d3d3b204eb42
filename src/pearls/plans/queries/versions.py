"""A plan as it stood: the points in time at which something came about, and what it said at any instant."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from pearls.audit import queries as audit_queries
from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.documents.queries import Writing
from pearls.documents.rules import Form
from pearls.people import queries as people_queries
from pearls.plans.models import Plan


class PointKind(StrEnum):
    """A day on which somebody wrote; a submission; a file or a workshop whose answers were taken over."""

    WRITTEN = "written"
    SENT = "sent"
    FILLED_IN = "filled-in"


@dataclass(frozen=True)
class Point:
    """One point in time, with who was at work: names, and for a day how much each wrote."""

    kind: PointKind
    at: datetime
    names: tuple[str, ...] = ()
    writings: tuple[Writing, ...] = ()
    number: int = 0  # of the submission, or of the answers that were filled in


@dataclass(frozen=True)
class Version:
    """What the plan said at an instant, with its translations under names of their own, under the form of that time."""

    at: datetime
    form: Form
    content: dict[str, Any]


def points_of(plan: Plan) -> list[Point]:
    """Everything from which the plan came about, the newest first; four queries."""
    zone = ZoneInfo(call_queries.zone_of(plan.application.edition))
    writings = document_queries.writings_of(plan.document, zone)
    filled = list(audit_queries.acts_upon(plan.subject, "plan-filled-in"))
    names = people_queries.names_by_ref({*(one.person for one in writings), *(entry.actor_ref for entry in filled)})
    days: dict[Any, list[Writing]] = {}
    for writing in writings:
        days.setdefault(writing.day, []).append(writing)
    found = [
        Point(
            PointKind.WRITTEN,
            max(writing.last_at for writing in day),
            tuple(names.get(writing.person, "") for writing in day),
            tuple(day),
        )
        for day in days.values()
    ]
    found += [
        Point(PointKind.FILLED_IN, entry.at, (names.get(entry.actor_ref, ""),), number=entry.data["answers"])
        for entry in filled
    ]
    found += [
        Point(PointKind.SENT, sent.submitted_at, (_name(sent.submitted_by),), number=sent.number)
        for sent in _submissions(plan).select_related("submitted_by")
    ]
    order = list(PointKind)
    return sorted(found, key=lambda point: (point.at, order.index(point.kind)), reverse=True)


def versions_at(plan: Plan, access: call_rules.Access, *instants: datetime) -> list[Version]:
    """The plan as it stood at these instants; at that of a submission, exactly as it was sent.

    Private answers are there for those alone who see them. At most two queries, and one for each instant.
    """
    submissions = _submissions(plan).filter(submitted_at__in=instants).select_related("snapshot__form_version")
    sent = {row.submitted_at: row.snapshot for row in submissions}
    found = []
    for at in instants:
        snapshot = sent.get(at)
        if snapshot is None:
            form, content = plan.document.form, document_queries.answers_at_instant(plan.document, at)
        else:
            form = snapshot.form
            content = document_rules.with_translations_named(
                document_queries.snapshot_answers(snapshot, with_private=access.sees_private)
            )
        private = {question.id for question in form.questions if question.private and not access.sees_private}
        found.append(Version(at, form, {name: value for name, value in content.items() if name not in private}))
    return found


def _submissions(plan: Plan) -> QuerySet[call_queries.Submission]:
    return call_queries.submissions_of(plan.application).filter(kind=call_rules.SubmissionKind.PLAN)


def _name(person: people_queries.Person | None) -> str:
    return (person.name or person.email) if person and person.is_active else ""
