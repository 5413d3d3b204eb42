"""What waits for towns and mentors: applications, plans, and what residents wrote."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pearls.calls import queries as call_queries
from pearls.calls.rules import State
from pearls.kernel.actor import Role
from pearls.plans import queries as plan_queries
from pearls.site.day import Group, Line
from pearls.site.due.reader import MOST_LINES, SOON, Reader, group_for, spot

PLANNED = (State.CANDIDATE, State.PLAN_SUBMITTED, State.AWARDED)  # where a plan may be written


def applications(reader: Reader) -> Iterable[Line]:
    """A town's drafts, questions of the office, and plans, each until its deadline."""
    for application in reader.applications:
        line = _application_line(application, reader.now)
        if line is not None:
            yield line


def _application_line(application: Any, now: datetime) -> Line | None:
    edition, state = application.edition, State(application.state)
    until: datetime | None
    if state == State.DRAFT and edition.call_closes_at and edition.call_closes_at >= now:
        what, until, name = _("Finish the application and send it."), edition.call_closes_at, "calls:application"
    elif state == State.RETURNED:
        what, until, name = _("The office asks for a clarification."), application.answer_due_at, "calls:application"
    elif state == State.CANDIDATE:
        what, until, name = _("Write the action plan and send it."), call_queries.plan_due_at(edition), "plans:plan"
    else:
        return None
    return Line(
        who=application.place.display_name,
        what=what,
        address=spot(name, ref=application.ref),
        group=group_for(until, now),
        until=until,
        zone=call_queries.zone_of(edition),
    )


def mentoring(reader: Reader) -> Iterable[Line]:
    """Places that somebody has just been asked to mentor."""
    if not reader.actor.has_role(Role.MENTOR):
        return
    lately = call_queries.applications_mentored_by(reader.actor, since=reader.now - SOON)
    for application in lately[:MOST_LINES]:
        yield Line(
            who=application.place.display_name,
            what=_("You mentor this place now."),
            address=spot("calls:application", ref=application.ref),
            group=Group.NEW,
        )


def calls_to_plans(reader: Reader) -> Iterable[Line]:
    """Remarks on plans to which somebody was called and has not answered; the office works on no plan."""
    if reader.actor.is_office():
        return
    for mention in plan_queries.mentions_waiting_for(reader.actor, places=reader.places)[:MOST_LINES]:
        thread = mention.remark.thread
        yield Line(
            who=thread.plan.application.place.display_name,
            what=_("%(person)s calls you to a remark on the plan.") % {"person": str(mention.remark.author)},
            address=spot("plans:thread", ref=thread.plan.ref, thread_ref=thread.ref),
        )


def residents(reader: Reader) -> Iterable[Line]:
    """What residents wrote and nobody has let pass or refused yet; asks nothing where nothing waits."""
    plans = [one.pk for one in reader.applications if one.state in PLANNED and one.has_words]  # type: ignore[attr-defined]
    if not plans:
        return
    waiting = plan_queries.waiting_for_team(reader.actor, applications=plans, places=reader.places, now=reader.now)
    for session, count in waiting[:MOST_LINES]:
        application = session.plan.application
        what = ngettext(
            "%(number)s item of residents waits to be let pass: %(title)s.",
            "%(number)s items of residents wait to be let pass: %(title)s.",
            count,
        )
        yield Line(
            who=application.place.display_name,
            what=what % {"number": count, "title": session.title},
            address=spot("plans:session-residents", ref=application.ref, session_ref=session.ref) + "#waiting",
        )
