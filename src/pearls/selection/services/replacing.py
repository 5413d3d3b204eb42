"""One assessor in the place of another who fell out, in one step."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.selection import labels, queries
from pearls.selection.models import Assignment, Panel, Seat
from pearls.selection.rules import replacing as rules
from pearls.selection.rules.panels import AssignmentState, PanelState, SeatState
from pearls.selection.rules.replacing import Handover
from pearls.selection.services.panels import end_seat, invite
from pearls.selection.services.readers import mark_reshared
from pearls.selection.services.seats import write_to_seat


@dataclass(frozen=True)
class Replacement:
    """The new seat, and what became of the texts of the old one."""

    seat: Seat
    handover: Handover


@transaction.atomic
def replace_assessor(
    *,
    actor: Actor,
    seat: Seat,
    person: queries.Person,
    country: str,
    reason: str,
    now: datetime,
    answer_on: date | None = None,
) -> Replacement:
    """End a seat, invite somebody else in its place, and give them the texts that were not finished.

    Finished assessments stay and count. A text that the new person may not have stays where it was, and the page says
    who else could take it. Both are written to.
    Raises: NotAllowed not-the-office, scoring-closed, scores-nothing, seat-ended, already-on-the-panel, reason-missing.
    """
    audit.take_turn()
    panel = Panel.objects.select_related("edition", "rules_version").get(pk=seat.panel_id)
    seat = panel.seats.select_related("person").get(pk=seat.pk)
    before = queries.readers_of(panel)
    held = rules.unfinished(before.pairs, before.done, seat.ref)
    _require(actor, panel, seat, person, len(held), reason)
    was_there = seat.state in (SeatState.INVITED, SeatState.ACCEPTED)
    if seat.state != SeatState.ENDED:
        seat.panel = panel
        end_seat(actor=actor, seat=seat, reason=reason, now=now)
    new = invite(
        actor=actor,
        panel=panel,
        person=person,
        country=country,
        is_chair=seat.is_chair,
        is_assessor=True,
        answer_on=answer_on,
        in_place_of=seat,
        now=now,
    )
    handover = _hand_over(panel, seat, new)
    if panel.assignment == AssignmentState.IN_FORCE:
        mark_reshared(panel, now)
    _note_replacement(actor, panel, seat, new, handover, reason, now)
    write_to_seat(actor, labels.IN_PLACE, panel, new, now, count=_waiting(panel, handover))
    if was_there and seat.person.is_active:
        write_to_seat(actor, labels.REPLACED, panel, seat, now)
    return Replacement(new, handover)


def _require(actor: Actor, panel: Panel, seat: Seat, person: queries.Person, held: int, reason: str) -> None:
    seated = panel.seats.filter(person=person, state__in=(SeatState.INVITED, SeatState.ACCEPTED))
    require(
        rules.may_replace(
            is_office=actor.is_office(panel.edition.key),
            panel=PanelState(panel.state),
            seat=SeatState(seat.state),
            is_assessor=seat.is_assessor,
            held_count=held,
            is_seated=seat.person_id == person.pk or seated.exists(),
            reason=reason,
        )
    )


def _hand_over(panel: Panel, old: Seat, new: Seat) -> Handover:
    """Move the rows of the texts that may go over; nothing is made anew, so none is lost and none is doubled."""
    found = queries.readers_of(panel)
    answer = rules.hand_over(found.question, found.pairs, found.done, found.aside, old=old.ref, new=new.ref)
    Assignment.objects.filter(seat=old, dossier__key__in=answer.moved).update(seat=new, reason="")
    return answer


def _waiting(panel: Panel, handover: Handover) -> int:
    """How many texts wait for the new person: where texts are not shared, all of them do."""
    if panel.assignment == AssignmentState.NONE:
        return panel.dossiers.filter(left_at=None).count()
    return len(handover.moved)


def _note_replacement(
    actor: Actor, panel: Panel, old: Seat, new: Seat, handover: Handover, reason: str, now: datetime
) -> None:
    refs = dict(panel.dossiers.values_list("key", "ref"))
    audit.record(
        actor=actor,
        act="assessor-replaced",
        subject=panel.subject,
        now=now,
        edition=panel.edition.key,
        data={
            "seat": old.ref,
            "by": new.ref,
            "moved": [refs[name] for name in handover.moved],
            "left": [{"dossier": refs[name], "why": why} for name, why in handover.left],
        },
        personal={"reason": reason.strip()},
        person=actor.ref,
    )
