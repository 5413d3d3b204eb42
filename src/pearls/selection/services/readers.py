"""Who reads what: what each assessor takes, a proposal, changes by hand, and its coming into force."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, no, require
from pearls.selection import queries
from pearls.selection.models import Assignment, Dossier, Panel, Seat
from pearls.selection.rules import readers as rules
from pearls.selection.rules.assigning import assign
from pearls.selection.rules.panels import AssignmentState, PanelState
from pearls.selection.services.telling import tell_everything, tell_readers

# A page waits for the solver; what it has by then is shared, and is not called proven.
PATIENCE_SECONDS = 20.0


@transaction.atomic
def describe_assessors(
    *, actor: Actor, panel: Panel, described: Mapping[str, tuple[int | None, Collection[str]]], now: datetime
) -> Panel:
    """Say how many texts each assessor (by the reference of the seat) scores at most, and which languages they read.

    Raises: NotAllowed not-the-office, scoring-closed.
    """
    panel = _take_turn(panel)
    require(rules.may_share(is_office=actor.is_office(panel.edition.key), panel=PanelState(panel.state)))
    changed = []
    for seat in panel.seats.filter(ref__in=described):
        capacity, languages = described[seat.ref]
        if (seat.capacity, seat.languages) == (capacity, sorted(languages)):
            continue
        seat.capacity, seat.languages = capacity, sorted(languages)
        seat.save(update_fields=["capacity", "languages"])
        changed.append({"seat": seat.ref, "capacity": capacity, "languages": seat.languages})
    if changed:
        _record(actor, "assessors-described", panel, now, seats=changed)
    return panel


def propose_assignment(*, actor: Actor, panel: Panel, per_text: int, now: datetime) -> Panel:
    """Compute who reads what, and keep it as a proposal that binds nobody.

    Raises: NotAllowed not-the-office, scoring-closed, scores-begun, assignment-impossible, assignment-faulty.
    """
    # The solver works before our turn comes: nobody else's act waits for it.
    found = queries.readers_of(panel, per_text=per_text)
    _require_proposable(actor, panel, found)
    answer = assign(found.question, seconds=PATIENCE_SECONDS)
    if answer.obstacles:
        texts = sorted(found.names[one.application] for one in answer.obstacles)
        needed = per_text * len(texts)
        raise NotAllowed(no("assignment-impossible", texts=", ".join(texts), needed=needed, places=answer.places))
    with transaction.atomic():
        panel = _take_turn(panel)
        fresh = queries.readers_of(panel, per_text=per_text)
        _require_proposable(actor, panel, fresh)
        # Meanwhile somebody may have declared a conflict.
        if faults := rules.faults_of(fresh.question, answer.pairs):
            require(no("assignment-faulty", count=len(faults)))
        _write(panel, fresh, answer.pairs, now)
        panel.assignment, panel.per_text = AssignmentState.PROPOSED, per_text
        panel.is_assignment_proven = answer.is_optimal
        panel.save(update_fields=["assignment", "per_text", "is_assignment_proven"])
        _record(actor, "assignment-proposed", panel, now, per_text=per_text, proven=answer.is_optimal)
    return panel


def _require_proposable(actor: Actor, panel: Panel, found: queries.Readers) -> None:
    is_office = actor.is_office(panel.edition.key)
    require(rules.may_propose(is_office=is_office, panel=PanelState(panel.state), begun=len(found.begun)))


def _write(panel: Panel, found: queries.Readers, pairs: Collection[tuple[str, str]], now: datetime) -> None:
    Assignment.objects.filter(seat__panel=panel).delete()
    seats = {seat.ref: seat for seat in found.seats}
    dossiers = {dossier.key: dossier for dossier in found.dossiers}
    Assignment.objects.bulk_create(
        Assignment(seat=seats[who], dossier=dossiers[name], set_at=now) for name, who in pairs
    )


@transaction.atomic
def add_reader(*, actor: Actor, panel: Panel, dossier: Dossier, seat: Seat, reason: str, now: datetime) -> Assignment:
    """Give a text to one more assessor by hand, with a reason; the rule is the same as for a computed one.

    Raises: NotAllowed not-there, reads-it-already, not-the-office, scoring-closed, nothing-assigned, pair-…,
    assessor-is-full, reason-missing.
    """
    panel = _take_turn(panel)
    found = queries.readers_of(panel)
    assessor = found.question.by_assessor.get(seat.ref)
    application = found.question.by_application.get(dossier.key)
    if assessor is None or application is None:
        raise NotAllowed(no("not-there"))
    if (dossier.key, seat.ref) in found.pairs:
        require(no("reads-it-already"))
    load = sum(who == seat.ref for _name, who in set(found.pairs) - found.aside)
    require(
        rules.may_add(
            is_office=actor.is_office(panel.edition.key),
            panel=PanelState(panel.state),
            state=AssignmentState(panel.assignment),
            against=found.question.misfits(application, assessor),
            room=assessor.capacity - load,
            reason=reason,
        )
    )
    assignment = Assignment.objects.create(seat=seat, dossier=dossier, reason=reason.strip(), set_at=now)
    _changed_by_hand(panel, now)
    _record(actor, "reader-added", panel, now, reason=reason, dossier=dossier.ref, seat=seat.ref)
    return assignment


@transaction.atomic
def remove_reader(*, actor: Actor, panel: Panel, dossier: Dossier, seat: Seat, reason: str, now: datetime) -> Panel:
    """Take a text from an assessor who has not begun to score it, by hand, with a reason.

    Raises: NotAllowed not-the-office, scoring-closed, nothing-assigned, scores-begun, reason-missing.
    """
    panel = _take_turn(panel)
    found, rows = queries.readers_of(panel), Assignment.objects.filter(seat=seat, dossier=dossier)
    require(
        rules.may_remove(
            is_office=actor.is_office(panel.edition.key),
            panel=PanelState(panel.state),
            is_there=rows.exists(),
            has_begun=(dossier.key, seat.ref) in found.begun - found.aside,
            reason=reason,
        )
    )
    rows.delete()
    _changed_by_hand(panel, now)
    _record(actor, "reader-removed", panel, now, reason=reason, dossier=dossier.ref, seat=seat.ref)
    return panel


@transaction.atomic
def take_assignment_over(*, actor: Actor, panel: Panel, now: datetime) -> Panel:
    """From now on only those a text was given to score it. Whatever was proposed or changed is looked over once more.

    Each assessor is told by one letter what they read.

    Raises: NotAllowed not-the-office, scoring-closed, scores-begun, nothing-assigned, assignment-faulty.
    """
    panel = _take_turn(panel)
    found = queries.readers_of(panel)
    require(
        rules.may_take_over(
            is_office=actor.is_office(panel.edition.key),
            panel=PanelState(panel.state),
            state=AssignmentState(panel.assignment),
            begun=len(found.begun),
            faults=len(found.faults),
        )
    )
    panel.assignment, panel.reshared_at = AssignmentState.IN_FORCE, now
    panel.save(update_fields=["assignment", "reshared_at"])
    refs = [{"dossier": one.dossier.ref, "seat": one.seat.ref} for one in found.assignments]
    _record(actor, "assignment-taken-over", panel, now, per_text=panel.per_text, assignments=refs)
    tell_readers(actor=actor, panel=panel, now=now)
    return panel


@transaction.atomic
def lift_assignment(*, actor: Actor, panel: Panel, reason: str, now: datetime) -> Panel:
    """Set the assignment aside, with a reason: everybody who has no conflict scores everything again.

    Raises: NotAllowed not-the-office, scoring-closed, nothing-assigned, reason-missing.
    """
    panel = _take_turn(panel)
    state = AssignmentState(panel.assignment)
    is_office = actor.is_office(panel.edition.key)
    require(rules.may_lift(is_office=is_office, panel=PanelState(panel.state), state=state, reason=reason))
    Assignment.objects.filter(seat__panel=panel).delete()
    panel.assignment, panel.is_assignment_proven, panel.reshared_at = AssignmentState.NONE, False, None
    panel.save(update_fields=["assignment", "is_assignment_proven", "reshared_at"])
    _record(actor, "assignment-lifted", panel, now, reason=reason)
    tell_everything(actor=actor, panel=panel, now=now)
    return panel


def _changed_by_hand(panel: Panel, now: datetime) -> None:
    panel.is_assignment_proven = False
    panel.save(update_fields=["is_assignment_proven"])
    if panel.assignment == AssignmentState.IN_FORCE:
        mark_reshared(panel, now)


def mark_reshared(panel: Panel, now: datetime) -> None:
    """Who reads what has changed while it binds; once nothing changes any more, those concerned are told."""
    panel.reshared_at = now
    panel.save(update_fields=["reshared_at"])


def _take_turn(panel: Panel) -> Panel:
    audit.take_turn()
    return Panel.objects.select_related("edition", "rules_version").get(pk=panel.pk)


def _record(actor: Actor, act: str, panel: Panel, now: datetime, *, reason: str = "", **data: Any) -> None:
    """A reason in words is kept under the actor's name, so that it goes when the person is erased."""
    audit.record(
        actor=actor,
        act=act,
        subject=panel.subject,
        now=now,
        edition=panel.edition.key,
        data=data,
        personal={"reason": reason.strip()} if reason.strip() else None,
        person=actor.ref if reason.strip() else "",
    )
