"""Who mentors whom: proposed by the rule, changed and taken over by the office."""

from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.calls import services as calls
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, NotAllowed, no, require
from pearls.mentoring.models import MatchRun
from pearls.mentoring.queries import Edition
from pearls.mentoring.queries import matching as match_queries
from pearls.mentoring.rules import matching, proposing
from pearls.mentoring.rules.matching import RunState
from pearls.today import services as today


@transaction.atomic
def propose_matching(*, actor: Actor, edition: Edition, now: datetime, per_town: int = 1) -> MatchRun:
    """Share the towns without a mentor among those who have room, and keep what it was made from.

    Nobody becomes a mentor by it. Raises: NotAllowed: not-the-office, no-towns.
    """
    audit.take_turn()
    require(YES if actor.is_office(edition.key) else no("not-the-office"))
    question = match_queries.question_of(actor, edition, on=now.date(), per_town=per_town)
    require(YES if question.towns else no("no-towns"))
    proposal = proposing.propose(question)
    run = MatchRun.objects.create(
        edition_key=edition.key,
        per_town=per_town,
        inputs=proposing.as_snapshot(question),
        rows=list(proposal.rows),
        impossible=list(proposal.impossible),
        is_optimal=proposal.is_optimal,
        made_at=now,
        made_by=actor.ref,
    )
    _record(actor, "matching-proposed", run, now, towns=len(question.towns), pairs=len(run.rows))
    today.put_line(
        subject=run.subject,
        code="matching-waits",
        who="",
        role="coordinator",
        edition_key=edition.key,
        page="mentoring:run",
        page_args={"ref": run.ref},
        now=now,
    )
    return run


@transaction.atomic
def override(
    *, actor: Actor, run: MatchRun, town: str, before: str, mentor: str, because: str, now: datetime
) -> MatchRun:
    """The office puts another mentor beside a town in a proposal; `before` is who stood there, or nobody.

    Capacity and own towns are a no; what else speaks against the pair is kept beside it as a warning.
    Raises: NotAllowed: not-the-office, run-is-over, works-for-town, mentor-is-full, needs-reason, not-in-proposal,
    somebody-was-faster.
    """
    audit.take_turn()
    question = proposing.from_snapshot(run.inputs)
    known = {one.id for one in question.mentors}
    require(YES if mentor in known and town in {one.id for one in question.towns} else no("not-in-proposal"))
    rows = [row for row in run.rows if (row["town"], row["mentor"]) != (town, before)]
    require(YES if (town, mentor) not in {(row["town"], row["mentor"]) for row in rows} else no("not-in-proposal"))
    found = match_queries.reasons_against(run, town, mentor, question)
    load, capacity = sum(row["mentor"] == mentor for row in rows), question.mentor(mentor).capacity
    require(
        matching.may_override(
            is_office=actor.is_office(run.edition_key),
            state=RunState(run.state),
            found=found,
            is_full=load >= capacity,
            because=because,
        )
    )
    row: dict[str, Any] = proposing.row_of(question.town(town), question.mentor(mentor))
    row |= {"because": because.strip()[:400], "warnings": found, "by_hand": True}
    _claim(run, rows=sorted([*rows, row], key=lambda one: (one["town"], one["mentor"])))
    _record(actor, "matching-overridden", run, now, town=town, before=before, mentor=mentor, warnings=found)
    return run


@transaction.atomic
def apply_run(*, actor: Actor, run: MatchRun, now: datetime) -> MatchRun:
    """Take a proposal over: each pair becomes a mentorship, or none does; both sides get their letters.

    Raises: NotAllowed: not-the-office, run-is-over, nothing-proposed, mentor-is-full, not-in-proposal, and those of
    `calls.appoint_mentor`.
    """
    audit.take_turn()
    is_office, state = actor.is_office(run.edition_key), RunState(run.state)
    require(matching.may_apply(is_office=is_office, state=state, is_complete=bool(run.rows)))
    applications, people = match_queries.applications_of(run), match_queries.people_of(run)
    for row in run.rows:
        application, mentor = applications.get(row["town"]), people.get(row["mentor"])
        if application is None or mentor is None:
            raise NotAllowed(no("not-in-proposal"))
        require(no("mentor-is-full") if match_queries.is_full(mentor) else YES)
        calls.appoint_mentor(actor=actor, application=application, mentor=mentor, now=now)
    _claim(run, state=RunState.APPLIED, ended_at=now)
    _record(actor, "matching-applied", run, now, pairs=len(run.rows))
    today.take_off(subject=run.subject)
    return run


@transaction.atomic
def set_aside(*, actor: Actor, run: MatchRun, now: datetime) -> MatchRun:
    """Leave a proposal; it stays to be read.

    Raises: NotAllowed: not-the-office, run-is-over.
    """
    audit.take_turn()
    is_office, state = actor.is_office(run.edition_key), RunState(run.state)
    require(matching.may_apply(is_office=is_office, state=state, is_complete=True))
    _claim(run, state=RunState.SET_ASIDE, ended_at=now)
    _record(actor, "matching-set-aside", run, now)
    today.take_off(subject=run.subject)
    return run


def _claim(run: MatchRun, **changes: object) -> None:
    """Change the run only as it was seen, so that of two who act one wins and the other is told."""
    seen = MatchRun.objects.filter(pk=run.pk, version=run.version, state=RunState.PROPOSED)
    require(YES if seen.update(version=run.version + 1, **changes) == 1 else no("somebody-was-faster"))
    run.refresh_from_db()


def _record(actor: Actor, act: str, run: MatchRun, now: datetime, **data: object) -> None:
    audit.record(actor=actor, act=act, subject=run.subject, edition=run.edition_key, data=data, now=now)
