"""Working with a tool: beginning a session, putting things down, bringing them into the plan."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.documents.rules import Form
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.plans.models import Plan, Session, SessionItem
from pearls.plans.queries import plans as plan_queries
from pearls.plans.queries import sessions as queries
from pearls.plans.queries import title_year as year_queries
from pearls.plans.rules import sessions as rules
from pearls.plans.rules.sessions import Origin, SessionState, Words
from pearls.plans.services.plans import fill_plan


@transaction.atomic
def start_session(*, actor: Actor, plan: Plan, tool_id: str, title: str, now: datetime) -> Session:
    """Begin to work with a tool. Raises: NotAllowed (the reasons of may_write_now, unknown-tool, session-full)."""
    audit.take_turn()
    require_writing(actor, plan, now)
    tool = queries.session_tools().get(tool_id)
    form: Form = plan.document.form
    require(YES if tool and rules.tool_in(tool, form) else no("unknown-tool"))
    count = Session.objects.filter(plan=plan).count()
    require(YES if count < rules.MOST_SESSIONS else no("session-full", limit=rules.MOST_SESSIONS))
    session = Session.objects.create(
        plan=plan, tool=tool_id, title=title, created_at=now, created_by_id=actor.person_id
    )
    journal(actor, "tool-session-started", session, now, tool=tool_id)
    return session


@transaction.atomic
def set_session_state(*, actor: Actor, session: Session, state: SessionState, now: datetime) -> Session:
    """End a session, or go on with it. Raises: NotAllowed (the reasons of may_write_now)."""
    audit.take_turn()
    require_writing(actor, session.plan, now)
    Session.objects.filter(pk=session.pk).update(state=state)
    journal(actor, "tool-session-state-set", session, now, state=state)
    return session


@transaction.atomic
def put_down(*, actor: Actor, session: Session, lane_id: str, words: Words, now: datetime) -> SessionItem:
    """Put something down in a lane. Raises: NotAllowed (the reasons of may_write_now and of may_put_down)."""
    audit.take_turn()
    require_writing(actor, session.plan, now)
    item = add_row(session, lane_id, words, Origin.TEAM, now)
    journal(actor, "tool-item-put-down", session, now, item=item.ref)
    return item


@transaction.atomic
def put_down_from_plan(*, actor: Actor, session: Session, lane_id: str, now: datetime) -> int:
    """Put the plan's own records down in a lane, those that are not there yet; gives how many.

    Raises: NotAllowed (the reasons of may_write_now and of may_put_down).
    """
    audit.take_turn()
    require_writing(actor, session.plan, now)
    lane = queries.tool_of(session).lane(lane_id)
    require(YES if lane and lane.text else no("unknown-lane"))
    assert lane is not None  # noqa: S101 - said for the type checker
    there = {(item.record, item.text.casefold()) for item in session.items.filter(lane=lane_id)}
    known = {record for record, _text in there} | {text for _record, text in there}
    count = 0
    for row in plan_queries.content_of(session.plan).get(lane.question) or ():
        text = str(row.get(lane.text, ""))[: rules.TEXT_LETTERS]
        if text and row["id"] not in known and text.casefold() not in known:
            item = add_row(session, lane_id, Words(text), Origin.TEAM, now)
            SessionItem.objects.filter(pk=item.pk).update(record=row["id"])
            count += 1
    journal(actor, "tool-items-from-plan", session, now, items=count)
    return count


@transaction.atomic
def change_item(*, actor: Actor, session: Session, item: SessionItem, words: Words, now: datetime) -> SessionItem:
    """Write an item anew. Raises: NotAllowed (the reasons of may_write_now and of may_put_down)."""
    audit.take_turn()
    require_writing(actor, session.plan, now)
    state = _state_now(session)
    lane = queries.tool_of(session).lane(item.lane)
    require(rules.may_put_down(state=state, lane=lane, words=words, items_count=0))
    SessionItem.objects.filter(pk=item.pk, session=session).update(
        text=words.text, values=dict(words.values), parent=_parent_of(session, words)
    )
    journal(actor, "tool-item-changed", session, now, item=item.ref)
    return item


@transaction.atomic
def move_item(*, actor: Actor, session: Session, item: SessionItem, steps: int, now: datetime) -> None:
    """Move an item up (steps below zero) or down its lane. Raises: NotAllowed (the reasons of may_write_now)."""
    audit.take_turn()
    require_writing(actor, session.plan, now)
    row = list(session.items.filter(lane=item.lane))
    rest = [other for other in row if other.pk != item.pk]
    at = max(0, next((i for i, other in enumerate(row) if other.pk == item.pk), 0) + steps)
    for position, other in enumerate([*rest[:at], item, *rest[at:]], start=1):
        SessionItem.objects.filter(pk=other.pk).exclude(position=position).update(position=position)
    journal(actor, "tool-item-moved", session, now, item=item.ref)


@transaction.atomic
def remove_item(*, actor: Actor, session: Session, item: SessionItem, now: datetime) -> None:
    """Take an item away; what was brought into the plan stays there. Raises: NotAllowed (may_write_now)."""
    audit.take_turn()
    require_writing(actor, session.plan, now)
    SessionItem.objects.filter(pk=item.pk, session=session).delete()
    journal(actor, "tool-item-removed", session, now, item=item.ref)


@transaction.atomic
def bring_in(*, actor: Actor, session: Session, chosen: Iterable[str], language: str, now: datetime) -> list[str]:
    """Bring the chosen items (their refs) into the plan as records, in one step; gives what changed in the plan.

    Bringing them in again changes nothing: each item remembers its record.
    Raises: NotAllowed and NotAnAnswer, as fill_plan.
    """
    audit.take_turn()
    wanted = set(chosen)
    tool, content = queries.tool_of(session), plan_queries.content_of(session.plan)
    items = queries.as_items(queries.items_of(session))
    made = rules.proposals(tool, items, session.plan.document.form, content, language)
    answers = rules.answers_with(tool, content, made, wanted)
    changed = fill_plan(actor=actor, plan=session.plan, answers=answers, now=now)
    for proposal in made:
        if proposal.item.ref in wanted:
            SessionItem.objects.filter(session=session, ref=proposal.item.ref).update(record=proposal.record)
    journal(actor, "tool-session-brought-in", session, now, changed=len(changed))
    return changed


def add_row(session: Session, lane_id: str, words: Words, origin: Origin, now: datetime) -> SessionItem:
    """A new item at the end of its lane; part of the acts that put something down."""
    lane = queries.tool_of(session).lane(lane_id)
    require(rules.may_put_down(state=_state_now(session), lane=lane, words=words, items_count=session.items.count()))
    last = session.items.filter(lane=lane_id).aggregate(last=Max("position"))["last"] or 0
    return SessionItem.objects.create(
        session=session,
        lane=lane_id,
        text=words.text,
        values=dict(words.values),
        parent=_parent_of(session, words),
        position=last + 1,
        origin=origin,
        state=rules.ItemState.PASSED if origin == Origin.TEAM else rules.ItemState.WAITING,
        added_at=now,
    )


def journal(actor: Actor, act: str, session: Session, now: datetime, **data: Any) -> None:
    """Write an act in a session into the journal."""
    audit.record(
        actor=actor,
        act=act,
        subject=session.subject,
        edition=session.plan.application.edition.key,
        now=now,
        data={"plan": session.plan.ref, **data},
    )


def _parent_of(session: Session, words: Words) -> SessionItem | None:
    return session.items.filter(ref=words.parent).first() if words.parent else None


def _state_now(session: Session) -> SessionState:
    """The session's state as it stands, whatever the page showed."""
    return SessionState(Session.objects.values_list("state", flat=True).get(pk=session.pk))


def require_writing(actor: Actor, plan: Plan, now: datetime) -> None:
    """Go on only if the actor may write in the plan now. Raises: NotAllowed."""
    access = call_queries.access_to(actor, plan.application)
    require(year_queries.may_write_now(access, plan, now))
