"""Sessions with a tool, what was put down in them, and what residents' link shows."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.calls.models import Member, PartnerPlace
from pearls.calls.rules import Right, State
from pearls.documents.rules import Form
from pearls.kernel.actor import Actor
from pearls.plans.models import DaySalt, KnockCount, Plan, PlanChange, Session, SessionItem, VoteCode
from pearls.plans.rules import sessions as rules
from pearls.plans.rules.sessions import Item, ItemState, SessionTool

DATA = Path(__file__).resolve().parent.parent / "data" / "sessions.toml"


@cache
def session_tools() -> dict[str, SessionTool]:
    """The interactive tools by their id. Raises: RulesError, naming the key that is wrong."""
    return {tool.id: tool for tool in rules.parse_session_tools(DATA.read_text(encoding="utf-8"))}


def tools_for(form: Form) -> list[SessionTool]:
    """The interactive tools that have something to feed in this form."""
    found = (rules.tool_in(tool, form) for tool in session_tools().values())
    return [tool for tool in found if tool is not None]


def tool_of(session: Session) -> SessionTool:
    """The tool of a session, as far as the plan's form goes. Raises: Http404, where nothing of it is left."""
    tool = session_tools().get(session.tool)
    found = rules.tool_in(tool, session.plan.document.form) if tool else None
    if found is None:
        raise Http404
    return found


def sessions_of(plan: Plan) -> QuerySet[Session]:
    """A plan's sessions, the latest first, each with how much was put down and how much waits."""
    return Session.objects.filter(plan=plan).annotate(
        items_count=Count("items", filter=Q(items__state=ItemState.PASSED)),
        waiting_count=Count("items", filter=Q(items__state=ItemState.WAITING)),
    )


def words_of_residents(application: Any) -> QuerySet[SessionItem]:
    """The words of residents that wait at a plan; `application` may be the row that a larger query is about."""
    return SessionItem.objects.filter(session__plan__application=application, state=ItemState.WAITING)


def waiting_for_team(
    actor: Actor, *, applications: Collection[int], places: Collection[int], now: datetime
) -> list[tuple[Session, int]]:
    """The sessions in which residents' words wait for the actor to let them pass, each with how many.

    One query. `applications` (rows) are those that the actor works on and that `words_of_residents` names, `places`
    those that the actor speaks for. A session of a plan that is not written now is left out: nobody can decide there.
    """
    application = "plan__application"
    edits = Member.objects.filter(
        person=actor.person_id or 0, application=OuterRef(application), ended_at=None, right=Right.EDIT
    )
    partner = PartnerPlace.objects.filter(application=OuterRef(application), place__in=places)
    may_write = Q(Exists(edits)) | Q(plan__application__place__in=places) | Q(Exists(partner))
    changing = PlanChange.objects.filter(plan=OuterRef("plan"), ended_at=None)
    found = (
        Session.objects.filter(may_write, plan__application__in=applications, items__state=ItemState.WAITING)
        .annotate(waiting_count=Count("items"), is_changing=Exists(changing))
        .select_related(f"{application}__place", f"{application}__edition__rules_version")
    )
    return [(session, session.waiting_count) for session in found if _is_written(session, now)]


def _is_written(session: Session, now: datetime) -> bool:
    application = session.plan.application
    if application.state == State.AWARDED:
        return bool(session.is_changing)  # type: ignore[attr-defined]
    access = call_rules.Access(right=Right.EDIT)
    return bool(call_queries.may_write_plan_now(access, application, now))


def session_for(plan: Plan, ref: str) -> Session:
    """One session of a plan that the reader may see. Raises: Http404."""
    found = Session.objects.filter(plan=plan, ref=ref).first()
    if found is None:
        raise Http404
    found.plan = plan
    return found


def session_by_secret(secret: str) -> Session:
    """The session that a residents' link leads to: who holds it may see it. Raises: Http404."""
    related = ("plan__application__place", "plan__application__edition__rules_version", "plan__document__form_version")
    found = Session.objects.select_related(*related).filter(secret=secret).first()
    if found is None:
        raise Http404
    return found


def items_of(session: Session, *states: ItemState) -> list[SessionItem]:
    """What was put down in a session, in its order; without a state only what has passed."""
    wanted = states or (ItemState.PASSED,)
    return list(session.items.filter(state__in=wanted).select_related("parent"))


def as_items(rows: Sequence[SessionItem]) -> list[Item]:
    """The rows as the rules know them."""
    return [
        Item(row.ref, row.lane, row.text, row.values, row.parent.ref if row.parent else "", row.record, row.dots)
        for row in rows
    ]


def codes_of(session: Session) -> QuerySet[VoteCode]:
    """The codes on paper, in the order in which they were made."""
    return session.codes.all()


def knocks_today(session: Session, day: date, mark: str) -> tuple[int, int]:
    """How often the link was used on this day from one address, and in all."""
    counts = dict(KnockCount.objects.filter(session=session, day=day, mark__in=(mark, "")).values_list("mark", "count"))
    return counts.get(mark, 0), counts.get("", 0)


def has_old_salts(day: date) -> bool:
    """Whether a salt of an earlier day is still there."""
    return DaySalt.objects.filter(day__lt=day).exists()
