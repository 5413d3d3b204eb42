"""Residents taking part without an account, and what the team does for that."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.kernel.actor import ANONYMOUS, Actor
from pearls.kernel.knocks import address_mark
from pearls.kernel.refs import new_secret
from pearls.kernel.verdict import YES, Verdict, no, require
from pearls.plans.models import DaySalt, KnockCount, Session, SessionItem, VoteCode
from pearls.plans.queries import sessions as queries
from pearls.plans.queries import title_year as year_queries
from pearls.plans.rules import residents as rules
from pearls.plans.rules.sessions import ItemState, Origin, SessionState, Words
from pearls.plans.services.sessions import add_row, journal, require_writing


@transaction.atomic
def open_to_residents(*, actor: Actor, session: Session, dots_each: int, now: datetime) -> Session:
    """Give residents a link, or renew how many dots each has. Raises: NotAllowed (may_write_now, no-residents)."""
    audit.take_turn()
    require_writing(actor, session.plan, now)
    require(YES if queries.tool_of(session).is_for_residents else no("no-residents"))
    Session.objects.filter(pk=session.pk, secret=None).update(secret=new_secret())
    Session.objects.filter(pk=session.pk).update(dots_each=min(max(1, dots_each), rules.MOST_DOTS))
    session.refresh_from_db(fields=["secret", "dots_each"])
    journal(actor, "residents-let-in", session, now, dots=session.dots_each)
    return session


@transaction.atomic
def close_to_residents(*, actor: Actor, session: Session, now: datetime) -> Session:
    """Make residents' link worthless, also when the plan is no longer written; opening again gives another.

    Raises: NotAllowed (may-not-write).
    """
    audit.take_turn()
    require(call_rules.may_write(call_queries.access_to(actor, session.plan.application)))
    Session.objects.filter(pk=session.pk).update(secret=None)
    session.refresh_from_db(fields=["secret"])
    journal(actor, "residents-shut-out", session, now)
    return session


@transaction.atomic
def make_codes(*, actor: Actor, session: Session, count: int, now: datetime) -> int:
    """Make further one-time codes; from then on a vote needs one. Raises: NotAllowed (may_write_now, no-votes,
    too-many-codes)."""
    audit.take_turn()
    require_writing(actor, session.plan, now)
    require(YES if queries.tool_of(session).votes else no("no-votes"))
    there = session.codes.count()
    require(YES if 0 < count <= rules.MOST_CODES - there else no("too-many-codes", limit=rules.MOST_CODES))
    codes = {rules.new_code() for _ in range(count)}
    VoteCode.objects.bulk_create(VoteCode(session=session, code=code) for code in sorted(codes))
    journal(actor, "vote-codes-made", session, now, codes=len(codes))
    return len(codes)


@transaction.atomic
def decide_item(*, actor: Actor, session: Session, item: SessionItem, passes: bool, now: datetime) -> SessionItem:
    """Let pass what a resident wrote, or refuse it. Raises: NotAllowed (the reasons of may_write_now)."""
    audit.take_turn()
    require_writing(actor, session.plan, now)
    state = ItemState.PASSED if passes else ItemState.REFUSED
    SessionItem.objects.filter(pk=item.pk, session=session, origin=Origin.RESIDENTS).update(state=state)
    journal(actor, "resident-item-decided", session, now, item=item.ref, state=state)
    return item


@transaction.atomic
def cast_vote(
    *, actor: Actor = ANONYMOUS, session: Session, dots: Mapping[str, int], code: str, has_voted: bool, now: datetime
) -> bool:
    """Count a resident's dots, and keep nothing of who gave them; gives whether it counted by a code.

    Once codes were made a vote needs one, and each counts once. `has_voted`: this browser has, without a code.
    Raises: NotAllowed (session-closed, plan-no-longer-written, no-dots, unknown-item, too-many-dots,
    already-voted, code-needed, code-used).
    """
    audit.take_turn()
    require(_may_take_part(session, now))
    needs_code = session.codes.exists()
    items = set(session.items.filter(state=ItemState.PASSED).values_list("ref", flat=True))
    vote = rules.Vote(dots, has_voted)
    require(rules.may_vote(vote, items=items, dots_each=session.dots_each, needs_code=needs_code))
    if needs_code:
        _use_up(session, code, now)
    dots_column, ballots_column = ("dots_by_code", "ballots_by_code") if needs_code else ("dots_open", "ballots_open")
    for ref, count in dots.items():
        if count:
            rows = SessionItem.objects.filter(session=session, ref=ref)
            rows.update(**{dots_column: F(dots_column) + count})
    Session.objects.filter(pk=session.pk).update(**{ballots_column: F(ballots_column) + 1})
    journal(actor, "resident-voted", session, now, by_code=needs_code)
    return needs_code


@transaction.atomic
def name_item(*, actor: Actor = ANONYMOUS, session: Session, lane_id: str, text: str, now: datetime) -> SessionItem:
    """Keep what a resident wrote until the team has read it.

    Raises: NotAllowed (session-closed, plan-no-longer-written, unknown-lane, session-full, item-empty, item-too-long).
    """
    audit.take_turn()
    require(_may_take_part(session, now))
    lane = queries.tool_of(session).lane(lane_id)
    require(YES if lane and lane.residents else no("unknown-lane"))
    item = add_row(session, lane_id, Words(text), Origin.RESIDENTS, now)
    journal(actor, "resident-item-named", session, now, item=item.ref)
    return item


@transaction.atomic
def count_knock(*, session: Session, address: str, now: datetime) -> Verdict:
    """Count that something was handed in, whatever becomes of it; gives whether it may be looked at.

    The address itself is never kept: only its hash, with a salt that is thrown away after the day.
    """
    day = now.date()
    salt, _made = DaySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_hex(32)})
    mark = address_mark(salt=salt.salt, link=session.ref, address=address)
    by_address, by_link = queries.knocks_today(session, day, mark)
    verdict = rules.may_knock(by_address=by_address, by_link=by_link)
    for whose in (mark, "") if verdict else ():
        row, _made = KnockCount.objects.get_or_create(session=session, day=day, mark=whose)
        KnockCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
    return verdict


@transaction.atomic
def throw_away_salts(*, actor: Actor, day: date, now: datetime) -> int:
    """Forget the salts and counts of days before this one; gives how many days."""
    audit.take_turn()
    KnockCount.objects.filter(day__lt=day).delete()
    gone, _each = DaySalt.objects.filter(day__lt=day).delete()
    if gone:
        audit.record(actor=actor, act="day-salts-forgotten", subject="day-salts:past", now=now, data={"days": gone})
    return gone


def _may_take_part(session: Session, now: datetime) -> Verdict:
    """As session and plan stand now, whatever the page showed."""
    state, secret = Session.objects.values_list("state", "secret").get(pk=session.pk)
    is_open = secret is not None and secret == session.secret
    application = session.plan.application
    application.refresh_from_db(fields=["state"])
    application.edition.refresh_from_db(fields=["rules_version"])  # an amendment may have moved the date
    written = year_queries.may_be_written_now(session.plan, now)
    return rules.may_take_part(state=SessionState(state), is_open_to_residents=is_open, may_be_written=written)


def _use_up(session: Session, typed: str, now: datetime) -> None:
    """Use a code up; of several who try at once exactly one does."""
    code = rules.read_code(typed)
    require(YES if code else no("code-needed"))
    used = VoteCode.objects.filter(session=session, code=code, used_at=None).update(used_at=now)
    require(YES if used == 1 else no("code-used"))
