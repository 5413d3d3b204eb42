"""What is signed of a meeting, and who signs beside the chair."""

from typing import Any

from pearls.audit.rules import instant_text
from pearls.kernel.actor import Actor
from pearls.kernel.canonical import sha256_hex
from pearls.selection.models import Attendance, MeetingItem, Panel, SecondSignature, SignOff
from pearls.selection.queries.meeting import changes_of, draws_of, meeting_of, step_outs_of, votes_of
from pearls.selection.queries.panels import row_of
from pearls.selection.rules.panels import SeatState, Second


def second_of(actor: Actor, panel: Panel, signed: SignOff | None) -> Second:
    """What somebody is to the second signature."""
    members = set(panel.seats.filter(state=SeatState.ACCEPTED).values_list("person_id", flat=True))
    first = signed.seat.person_id if signed else None
    return Second(
        is_first_signer=first is not None and first == actor.person_id,
        is_member=row_of(actor) in members,
        is_office=actor.is_office(panel.edition.key) and actor.person_id is not None,
        has_other_members=bool(members - {first}),
    )


def signed_for_panel(actor: Actor, panel: Panel) -> bool:
    """Whether the actor, of the office, gave the second signature because the panel had nobody else to give it."""
    given = SecondSignature.objects.filter(sign_off__panel=panel, sign_off__set_aside_at=None, seat=None)
    return actor.person_id is not None and given.filter(person_id=actor.person_id).exists()


def meeting_document(panel: Panel) -> dict[str, Any]:
    """What the meeting adds to what is signed: who was there, changes, votes, draws, who stepped out, notes by hash.

    Empty where there was no meeting. Nobody is named: people stand by the reference of their seat.
    """
    meeting = meeting_of(panel)
    if meeting is None:
        return {}
    refs = dict(panel.seats.values_list("pk", "ref"))
    parts: dict[str, Any] = {
        "began_at": instant_text(meeting.began_at),
        "present": [
            {"seat": one.seat.ref, "came_at": instant_text(one.came_at)}
            | ({"left_at": instant_text(one.left_at)} if one.left_at else {})
            for one in Attendance.objects.filter(seat__panel=panel).select_related("seat").order_by("seat__ref")
        ],
        "changes": [_change(item) for item in changes_of(panel)],
        "votes": [_vote(item, refs) for item in votes_of(panel)],
        "draws": [
            {name: getattr(draw, name) for name in ("pool", "sources", "sha256", "values", "order")}
            | {"named_at": instant_text(draw.named_at), "known_at": instant_text(draw.known_at)}
            for draw in draws_of(panel)
            if draw.replaced_at is None
        ],
        "step_outs": [{"candidate": out.item.dossier.key, "seat": out.seat.ref} for out in step_outs_of(panel)],
        "notes": [
            {"candidate": key, "sha256": sha256_hex(note.encode())}
            for key, note in MeetingItem.objects.filter(dossier__panel=panel)
            .exclude(note="")
            .order_by("dossier__key")
            .values_list("dossier__key", "note")
        ],
    }
    return {name: part for name, part in parts.items() if part}


def _change(item: Any) -> dict[str, Any]:
    record = item.commitment.record
    return {
        "candidate": record["candidate"],
        "assessment": record["assessment"],
        "criterion": record["criterion"],
        "before": record["before"],
        "after": record["score"],
        "number": record["number"],
    }


def _vote(item: Any, refs: dict[int, str]) -> dict[str, Any]:
    return {
        "about": item.vote.about,
        "candidate": item.vote.dossier.key if item.vote.dossier else None,
        "question": item.vote.question,
        "entitled": sorted(item.vote.entitled),
        "given": {refs[seat]: choice.value for seat, choice in sorted(item.ballots.items())},
    }
