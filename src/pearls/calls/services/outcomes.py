"""What the bodies decided, brought down from the rooms above: they call, this room moves its applications."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.calls import labels, queries, rules
from pearls.calls.events import ApplicationEnded, CandidateAdmitted
from pearls.calls.models import Application
from pearls.calls.rules import State, SubmissionKind
from pearls.calls.services.moving import move, record, write_to_all
from pearls.kernel import events
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.people import queries as people_queries

Refs = Sequence[str]  # of applications


@transaction.atomic
def admit_candidates(*, actor: Actor, edition: queries.Edition, refs: Refs, now: datetime) -> list[Application]:
    """The pre-selection made these applications candidates: each gets a plan to write, and a letter that is held.

    Raises: NotAllowed (not-the-office, wrong-state, no-form).
    """
    require(rules.must_be_office(actor.is_office(edition.key)))
    require(YES if queries.form_of(edition, SubmissionKind.PLAN) else no("no-form"))
    audit.take_turn()
    admitted = _chosen(edition, refs)
    for application in admitted:
        require(rules.may_move(state=State(application.state), to=State.CANDIDATE))
        move(application, State.CANDIDATE, now=now)
        record(actor, "candidate-admitted", application, now)
        events.publish(CandidateAdmitted(application.ref, actor, now))
        write_to_all(actor, labels.ADMITTED_LETTER, application, now, hold=True)
    return admitted


@transaction.atomic
def mark_not_admitted(*, actor: Actor, edition: queries.Edition, refs: Refs, now: datetime) -> list[Application]:
    """The pre-selection did not admit these applications. Raises: NotAllowed (not-the-office, wrong-state)."""
    require(rules.must_be_office(actor.is_office(edition.key)))
    return _close(actor, edition, refs, State.NOT_ADMITTED, now)


@transaction.atomic
def mark_awarded(*, actor: Actor, edition: queries.Edition, refs: Refs, now: datetime) -> list[Application]:
    """The jury gave these places the title. Raises: NotAllowed (not-the-office, wrong-state)."""
    require(rules.must_be_office(actor.is_office(edition.key)))
    return _close(actor, edition, refs, State.AWARDED, now)


@transaction.atomic
def mark_not_awarded(*, actor: Actor, edition: queries.Edition, refs: Refs, now: datetime) -> list[Application]:
    """The jury gave these places no title. Raises: NotAllowed (not-the-office, wrong-state)."""
    require(rules.must_be_office(actor.is_office(edition.key)))
    return _close(actor, edition, refs, State.NOT_AWARDED, now)


@transaction.atomic
def drop_out(*, actor: Actor, application: Application, reason: str, now: datetime) -> Application:
    """A candidate gives up; by the place's own word, or the office's on its behalf.

    Raises: NotAllowed (not-the-office, wrong-state, somebody-was-faster).
    """
    audit.take_turn()
    is_office = actor.is_office(application.edition.key)
    require(rules.must_be_office(is_office or people_queries.is_speaker(actor, application.place)))
    require(rules.may_move(state=State(application.state), to=State.DROPPED_OUT))
    move(application, State.DROPPED_OUT, now=now)
    record(
        actor,
        "candidate-dropped-out",
        application,
        now,
        personal={"reason": reason.strip()} if reason.strip() else None,
    )
    events.publish(ApplicationEnded(application=application.ref, state=application.state, actor=actor, now=now))
    return application


ACTS = {
    State.NOT_ADMITTED: "candidate-not-admitted",
    State.AWARDED: "application-awarded",
    State.NOT_AWARDED: "application-not-awarded",
}
LETTERS = {
    State.NOT_ADMITTED: labels.NOT_ADMITTED_LETTER,
    State.AWARDED: labels.AWARDED_LETTER,
    State.NOT_AWARDED: labels.NOT_AWARDED_LETTER,
}


def _close(actor: Actor, edition: queries.Edition, refs: Refs, to: State, now: datetime) -> list[Application]:
    audit.take_turn()
    chosen = _chosen(edition, refs)
    for application in chosen:
        require(rules.may_move(state=State(application.state), to=to))
        move(application, to, now=now)
        record(actor, ACTS[to], application, now)
        write_to_all(actor, LETTERS[to], application, now, hold=True)
    return chosen


def _chosen(edition: queries.Edition, refs: Refs) -> list[Application]:
    """The edition's applications of these refs, in their order. Raises: Application.DoesNotExist."""
    found = Application.objects.filter(edition=edition, ref__in=refs).select_related("edition", "place", "document")
    by_ref = {application.ref: application for application in found}
    unknown = [ref for ref in refs if ref not in by_ref]
    if unknown:
        raise Application.DoesNotExist(f"no application {', '.join(unknown)} in edition {edition.key}")
    return [by_ref[ref] for ref in refs]
