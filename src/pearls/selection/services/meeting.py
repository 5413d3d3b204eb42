"""Leading the meeting of a panel: its agenda, who is there, what is discussed now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import no, require
from pearls.selection import queries
from pearls.selection.models import Attendance, Dossier, Meeting, MeetingItem, Panel, Seat, StepOut
from pearls.selection.rules import meeting as rules
from pearls.selection.rules.meeting import Presiding, Zone
from pearls.selection.rules.panels import PanelState, SeatState
from pearls.selection.services.deciding import locked


@transaction.atomic
def begin_meeting(*, actor: Actor, panel: Panel, now: datetime) -> Meeting:
    """Begin the meeting: the agenda is fixed in the order of the grey zone; asked again, it is the same meeting.

    Raises: NotAllowed not-the-chair, scoring-open, already-signed, evidence-on-its-way.
    """
    panel = preside(actor, panel, None, has_begun=True)
    table = queries.table_of(actor, panel)
    if table.meeting is not None:
        return table.meeting
    if table.evidence is None:
        require(no("evidence-on-its-way"))
    meeting = Meeting.objects.create(panel=panel, began_at=now)
    dossiers = {row.dossier.key: row.dossier for row in table.result.rows}
    MeetingItem.objects.bulk_create(
        MeetingItem(dossier=dossiers[key], position=number, zone=zone)
        for number, (key, zone) in enumerate(rules.agenda(table.result.ranking, table.evidence), start=1)
    )
    record_meeting(actor, "meeting-begun", panel, now, items=len(dossiers))
    return meeting


@transaction.atomic
def note_attendance(*, actor: Actor, panel: Panel, present: Mapping[str, bool], now: datetime) -> list[Seat]:
    """Say who is at the meeting; gives those who came or left just now. Whoever came may have to leave for the item.

    Raises: NotAllowed as `rules.may_preside`.
    """
    panel = preside(actor, panel, None)
    changed = []
    for seat in panel.seats.filter(ref__in=present, state=SeatState.ACCEPTED).select_related("attendance"):
        there = getattr(seat, "attendance", None)
        is_there = there is not None and there.left_at is None
        if present[seat.ref] == is_there:
            continue
        defaults: dict[str, Any] = {"left_at": None if present[seat.ref] else now}
        create = defaults | {"came_at": now}
        Attendance.objects.update_or_create(seat=seat, defaults=defaults, create_defaults=create)
        act = "came-to-meeting" if present[seat.ref] else "left-meeting"
        record_meeting(actor, act, panel, now, seat=seat.ref)
        changed.append(seat)
    meeting = queries.meeting_of(panel)
    if changed and meeting and meeting.current:
        _note_step_outs(panel, item_for(meeting.current), now)
    return changed


@transaction.atomic
def discuss(*, actor: Actor, panel: Panel, dossier: Dossier, now: datetime) -> MeetingItem:
    """Open an item: it is discussed now, and no other. Who has a conflict with it leaves, which is noted.

    Raises: NotAllowed as `rules.may_preside`, plan-has-left.
    """
    panel = preside(actor, panel, dossier)
    if dossier.left_at is not None:
        require(no("plan-has-left"))
    item = item_for(dossier)
    item.opened_at, item.done_at = item.opened_at or now, None
    item.save(update_fields=["opened_at", "done_at"])
    Meeting.objects.filter(panel=panel).update(current=dossier)
    _note_step_outs(panel, item, now)
    record_meeting(actor, "item-opened", panel, now, dossier=dossier.ref)
    return item


@transaction.atomic
def end_item(*, actor: Actor, panel: Panel, dossier: Dossier, now: datetime) -> MeetingItem:
    """The item that is discussed is done; it can be opened again.

    Raises: NotAllowed as `rules.may_preside`, item-not-open.
    """
    panel = preside(actor, panel, dossier)
    if Meeting.objects.filter(panel=panel, current=dossier).update(current=None) != 1:
        require(no("item-not-open"))
    item = item_for(dossier)
    item.done_at = now
    item.save(update_fields=["done_at"])
    record_meeting(actor, "item-done", panel, now, dossier=dossier.ref)
    return item


@transaction.atomic
def move_item(*, actor: Actor, panel: Panel, dossier: Dossier, place: int, now: datetime) -> MeetingItem:
    """Put an item at another place of the agenda, counted from 1.

    Raises: NotAllowed as `rules.may_preside`.
    """
    panel = preside(actor, panel, dossier)
    item = item_for(dossier)
    items = list(queries.agenda_items(panel).select_for_update(of=("self",)))
    by_key = {one.dossier.key: one for one in items}
    for number, key in enumerate(rules.moved([one.dossier.key for one in items], dossier.key, place), start=1):
        by_key[key].position = number
    MeetingItem.objects.bulk_update(items, ["position"])
    record_meeting(actor, "item-moved", panel, now, dossier=dossier.ref, place=by_key[dossier.key].position)
    item.refresh_from_db()
    return item


def preside(actor: Actor, panel: Panel, dossier: Dossier | None, *, has_begun: bool | None = None) -> Panel:
    """Take a turn and ask whether the actor may lead the meeting now, at this text or as a whole.

    Raises: NotAllowed as `rules.may_preside`.
    """
    audit.take_turn()
    panel = locked(panel)
    shut = queries.shut_for(panel).get(dossier.pk, set()) if dossier else set()
    chairs = panel.seats.filter(is_chair=True, state=SeatState.ACCEPTED).values_list("pk", "person_id")
    who = Presiding(
        is_chair=actor.person_id is not None and actor.person_id in {person for _seat, person in chairs},
        is_office=actor.is_office(panel.edition.key),
        is_shut_to_chair=any(seat in shut for seat, _person in chairs),
    )
    begun = queries.meeting_of(panel) is not None if has_begun is None else has_begun
    require(rules.may_preside(who, panel=PanelState(panel.state), has_begun=begun))
    return panel


def item_for(dossier: Dossier) -> MeetingItem:
    """The item of a text; one that came back after the agenda was fixed gets one at the end."""
    last = MeetingItem.objects.filter(dossier__panel=dossier.panel_id).count() + 1
    defaults = {"position": last, "zone": Zone.REST}
    item, _is_new = MeetingItem.objects.get_or_create(dossier=dossier, defaults=defaults)
    return item


def _note_step_outs(panel: Panel, item: MeetingItem, now: datetime) -> None:
    """Whoever is there and has a conflict with the item leaves for it."""
    shut = queries.shut_for(panel).get(item.dossier_id, set())
    there = Attendance.objects.filter(seat__in=shut, left_at=None).values_list("seat_id", flat=True)
    StepOut.objects.bulk_create((StepOut(item=item, seat_id=seat, at=now) for seat in there), ignore_conflicts=True)


def record_meeting(
    actor: Actor, act: str, panel: Panel, now: datetime, *, personal: dict[str, Any] | None = None, **data: Any
) -> None:
    """Write an act of the meeting into the journal; what people wrote never enters the chain itself."""
    audit.record(
        actor=actor,
        act=act,
        subject=panel.subject,
        now=now,
        edition=panel.edition.key,
        data=data,
        personal=personal,
        person=actor.ref if personal else "",
    )
