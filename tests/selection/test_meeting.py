"""The meeting of a panel: leading it, stepping out, notes, changed scores, votes, draws, two signatures."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from pearls.audit.models import Entry, PersonalDetail
from pearls.cli.commands import main
from pearls.kernel.verdict import NotAllowed
from pearls.selection import queries, services
from pearls.selection.models import (
    Attendance,
    Ballot,
    Commitment,
    Meeting,
    MeetingItem,
    MeetingSeal,
    ScoreChange,
    StepOut,
)
from pearls.selection.rules import record
from pearls.selection.rules.meeting import About, Choice
from tests.cast import Cast
from tests.selection.meet import LATER, change, lead, member, met
from tests.selection.room import NOW, OFFICE, Room, sign_both


def refused(act: Callable[..., object], **options: Any) -> str:
    with pytest.raises(NotAllowed) as problem, transaction.atomic():
        act(**options)
    return problem.value.verdict.reason


@pytest.fixture
def room(cast: Cast) -> Room:
    return met(cast, conflict="delta")


def settled(room: Room) -> None:
    services.settle_tie(**lead(room), chosen={"gama"}, reason="The older theatre.")


def test_the_chair_begins_the_meeting_and_the_agenda_is_fixed(cast: Cast) -> None:
    room = met(cast, begin=False)

    assert refused(services.discuss, **lead(room), dossier=room.dossiers["alfa"]) == "meeting-not-begun"
    assert refused(services.begin_meeting, **member(room, "juror1")) == "not-the-chair"
    services.begin_meeting(**lead(room))
    services.begin_meeting(**lead(room))

    items = [(item.dossier.key, item.zone) for item in queries.agenda_items(room.panel)]
    assert {key for key, zone in items if zone == "edge"} >= {"gama", "epsi"}
    assert [zone for _key, zone in items] == sorted((zone for _key, zone in items), key=["edge", "clear", "rest"].index)
    assert Meeting.objects.count() == Entry.objects.filter(act="meeting-begun").count() == 1


def test_one_item_is_discussed_at_a_time_and_an_item_can_be_moved(room: Room) -> None:
    alfa, beta = room.dossiers["alfa"], room.dossiers["beta"]
    services.discuss(**lead(room), dossier=alfa)
    services.discuss(**lead(room), dossier=beta)
    assert Meeting.objects.get().current == beta
    assert refused(services.end_item, **lead(room), dossier=alfa) == "item-not-open"

    services.end_item(**lead(room), dossier=beta)
    services.move_item(**lead(room), dossier=beta, place=1)

    assert Meeting.objects.get().current is None
    items = list(queries.agenda_items(room.panel))
    assert (items[0].dossier, [item.position for item in items]) == (beta, [1, 2, 3, 4, 5])
    assert items[0].done_at == LATER


def test_who_has_a_conflict_leaves_for_the_item_and_takes_no_part_in_it(room: Room) -> None:
    delta = room.dossiers["delta"]
    seats = {room.seats[key].ref: True for key in ("juror1", "juror3")}
    services.note_attendance(**lead(room), present=seats)
    services.discuss(**lead(room), dossier=delta)
    vote = services.open_vote(**lead(room), dossier=delta, question="Is it ready?", about=About.ITEM)
    gone = member(room, "juror3", "delta")

    assert [out.seat for out in StepOut.objects.all()] == [room.seats["juror3"]]
    assert refused(services.write_note, **gone, text="I know them.", base_revision=0) == "step-out"
    assert refused(services.cast_vote, **member(room, "juror3"), vote=vote, choice=Choice.YES) == "step-out"
    assert refused(change, room=room, who="juror3", town="delta", value=9) == "step-out"
    table = queries.table_of(room.cast.actor("juror3"), room.fresh())
    assert [one.key for one in table.items if table.is_shut(one)] == ["delta"]
    services.cast_vote(**member(room, "juror1"), vote=vote, choice=Choice.YES)
    services.close_vote(**lead(room), vote=vote)
    [counted] = queries.votes_of(room.panel)
    assert (counted.tally.entitled, counted.tally.cast, counted.tally.has_quorum) == (3, 1, False)


def test_who_comes_and_goes_is_noted_once(room: Room) -> None:
    ref = room.seats["juror2"].ref
    services.note_attendance(**lead(room), present={ref: True})
    services.note_attendance(**lead(room), present={ref: True})
    services.note_attendance(**lead(room), present={ref: False})

    assert Attendance.objects.get().left_at == LATER
    acts = Entry.objects.filter(act__in=["came-to-meeting", "left-meeting"]).order_by("seq")
    assert list(acts.values_list("act", flat=True)) == ["came-to-meeting", "left-meeting"]


def test_two_who_write_in_one_note_lose_nothing(room: Room) -> None:
    item, _ = services.write_note(
        **member(room, "juror1", "alfa"), text="Strong idea.\n\nWeak budget.", base_revision=0
    )
    first = item.note_revision
    services.write_note(**member(room, "juror1", "alfa"), text="A strong idea.\n\nWeak budget.", base_revision=first)
    item, doubled = services.write_note(
        **member(room, "juror2", "alfa"), text="Strong idea.\n\nWeak budget, no reserve.", base_revision=first
    )

    assert (item.note, doubled) == ("A strong idea.\n\nWeak budget, no reserve.", False)
    item, doubled = services.write_note(
        **member(room, "juror3", "alfa"), text="Brilliant idea.\n\nWeak budget.", base_revision=first
    )
    assert doubled
    assert "A strong idea." in item.note and "Brilliant idea." in item.note
    assert not Entry.objects.filter(data__icontains="Brilliant").exists()


def test_a_score_is_changed_only_while_its_plan_is_open_and_with_a_reason(room: Room) -> None:
    assert refused(change, room=room, who="juror1", town="gama", value=8) == "item-not-open"
    services.discuss(**lead(room), dossier=room.dossiers["gama"])
    assert refused(change, room=room, who="juror1", town="gama", value=8, reason=" ") == "reason-missing"
    assert refused(change, room=room, who="juror1", town="gama", value=6) == "score-unchanged"
    assert refused(change, room=room, who="juror1", town="gama", value=11) == "off-scale"
    assert refused(change, room=room, who="chair", town="gama", value=8) == "no-score-of-yours"

    change(room, "juror1", "gama", 8)

    kept = ScoreChange.objects.get()
    assert (kept.before, kept.after, kept.reason) == (6, 8, "I had misread the budget.")
    told = Entry.objects.get(act="score-changed")
    assert (told.data["before"], told.data["after"]) == ("6", "8")
    assert "misread" not in json.dumps(told.data)
    assert PersonalDetail.objects.get(entry=told).details == {"reason": "I had misread the budget."}
    outcomes = {row.dossier.key: row.outcome for row in queries.result_of(room.fresh()).rows}
    assert (outcomes["gama"], outcomes["epsi"]) == ("title", "not-awarded")


def test_a_change_takes_back_what_was_decided_on_the_old_ranking(room: Room) -> None:
    services.settle_tie(**lead(room), chosen={"epsi"}, reason="The older theatre.")
    services.discuss(**lead(room), dossier=room.dossiers["gama"])

    change(room, "juror1", "gama", 9)

    assert not room.fresh().decisions.exists()


def test_the_sealed_record_tells_what_was_sealed_before_and_what_the_meeting_changed(
    room: Room, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed = queries.seal_of(room.panel)
    assert sealed is not None
    services.discuss(**lead(room), dossier=room.dossiers["gama"])
    change(room, "juror1", "gama", 8)
    change(room, "juror1", "gama", 7, reason="And back a little.")
    before_signing = queries.full_record(queries.sealed_panel(room.panel.ref))
    services.end_item(**lead(room), dossier=room.dossiers["gama"])

    sign_both(room.cast, room.panel, at=LATER)

    size = sealed.statement["size"]
    panel = queries.sealed_panel(room.panel.ref)
    document = queries.full_record(panel)
    report = record.verify_record(document)
    assert (report.finding, report.size, report.changed) == (None, size, 2)
    assert record.verify_record(before_signing).finding is None
    assert record.verify_record(queries.public_record(panel)).changed == 2
    own = queries.proof_of(room.dossiers["gama"])
    assert record.verify_record(own).finding is None
    assert len(own["meeting"]["opened"]) == 2
    assert "misread" not in json.dumps(own)
    other = queries.proof_of(room.dossiers["alfa"])
    assert (record.verify_record(other).finding, other["meeting"]["opened"]) == (None, [])
    file = tmp_path / "sealed.json"
    file.write_text(json.dumps(document))
    assert main(["journal", "verify", str(file), "--known", f"{size + 2}:{report.meeting_root}"]) == 0
    assert f"Sealed before opening: {size}; changed at the meeting with reasons: 2." in capsys.readouterr().out
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        MeetingSeal.objects.all().delete()


def test_erasing_an_assessor_leaves_the_record_of_changes_valid(room: Room) -> None:
    services.discuss(**lead(room), dossier=room.dossiers["gama"])
    change(room, "juror1", "gama", 8)
    sign_both(room.cast, room.panel, at=LATER)

    services.forget_assessor(actor=OFFICE, person=room.cast["juror1"].ref, now=LATER)

    document = queries.full_record(queries.sealed_panel(room.panel.ref))
    assert ScoreChange.objects.get().reason == ""
    assert record.verify_record(document).finding is None
    assert "reason" not in document["meeting"]["opened"][0]


def test_a_vote_is_one_for_each_member_and_shown_once_it_is_closed(room: Room) -> None:
    vote = services.open_vote(**lead(room), question="Use the extra place?", about=About.EXTRA_PLACE)
    for who, choice in (("juror1", Choice.NO), ("juror1", Choice.YES), ("juror2", Choice.YES), ("chair", Choice.NO)):
        services.cast_vote(**member(room, who), vote=vote, choice=choice)
    assert refused(services.cast_vote, **member(room, "coordinator"), vote=vote, choice=Choice.YES) == "not-your-seat"
    assert "yes" not in json.dumps(list(Entry.objects.filter(act="vote-cast").values_list("data", flat=True)))
    settled(room)
    assert refused(services.sign_off, **lead(room)) == "vote-open"

    services.close_vote(**lead(room), vote=vote)

    assert refused(services.cast_vote, **member(room, "juror3"), vote=vote, choice=Choice.NO) == "vote-closed"
    [counted] = queries.votes_of(room.panel)
    assert {**counted.tally.counts} == {Choice.YES: 2, Choice.NO: 1, Choice.ABSTAIN: 0}
    assert (counted.tally.quorum, counted.tally.is_carried, Ballot.objects.count()) == (3, True, 3)


def test_a_draw_names_its_sources_first_and_settles_the_tie(room: Room) -> None:
    known = LATER + timedelta(days=1)
    named = {"sources": ["Eurojackpot, 2 November 2027"], "known_at": known}
    past = named | {"known_at": LATER}
    assert refused(services.name_sources, **lead(room), **past) == "sources-known-already"
    first = services.name_sources(**lead(room), **named)
    other = named | {"sources": ["Latloto, 2 November 2027"]}
    assert refused(services.name_sources, **lead(room), **other) == "reason-missing"
    draw = services.name_sources(**lead(room), **other, reason="The first lottery was called off.")
    first.refresh_from_db()
    assert (first.replaced_because, draw.pool) == ("The first lottery was called off.", ["epsi", "gama"])
    assert refused(services.draw_lots, **lead(room), draw=draw, values=["1,2"]) == "sources-not-known-yet"
    then = lead(room) | {"now": known}
    assert refused(services.draw_lots, **then, draw=draw, values=["–"]) == "values-missing"
    again = named | {"known_at": known + timedelta(days=1)}
    assert refused(services.name_sources, **then, **again, reason="Once more") == "sources-known-already"

    drawn = services.draw_lots(**then, draw=draw, values=["5, 9, 2"])

    assert refused(services.draw_lots, **then, draw=draw, values=["1"]) == "drawn-already"
    decided = {one.dossier.key: one for one in room.fresh().decisions.select_related("dossier")}
    assert decided[drawn.order[0]].outcome == "title"
    assert decided[drawn.order[1]].outcome == "not-awarded"
    assert "Latloto, 2 November 2027: 5, 9, 2" in decided["gama"].reason
    assert Entry.objects.filter(act__in=["sources-named", "lots-drawn", "tie-settled"]).count() == 4


def test_a_result_is_signed_by_two_under_one_hash(room: Room) -> None:
    assert refused(services.sign_off, **lead(room)) == "undecided-left"
    settled(room)
    signed = services.sign_off(**lead(room))
    second = {"sha256": signed.sha256}
    publish = {"actor": OFFICE, "panel": room.panel, "now": LATER}

    assert refused(services.publish_result, **publish) == "second-missing"
    assert refused(services.countersign, **lead(room), **second) == "signed-by-you"
    assert refused(services.countersign, **member(room, "coordinator"), **second) == "second-from-panel"
    assert refused(services.countersign, **member(room, "juror2"), sha256="0" * 64) == "other-hash"
    assert refused(services.write_note, **member(room, "juror1", "alfa"), text="x", base_revision=0) == "already-signed"
    services.countersign(**member(room, "juror2"), **second)
    assert refused(services.countersign, **member(room, "juror1"), **second) == "not-half-signed"

    assert room.fresh().state == "signed"
    assert queries.signature_that_stands(room.panel).second.seat == room.seats["juror2"]  # type: ignore[union-attr]
    services.publish_result(**publish)
    assert room.fresh().state == "published"


def test_a_result_that_changed_between_the_signatures_is_signed_by_nobody(room: Room) -> None:
    settled(room)
    signed = services.sign_off(**lead(room))
    room.fresh().decisions.filter(dossier__key="alfa").update(outcome="not-awarded")

    given = services.countersign(**member(room, "juror2"), sha256=signed.sha256)

    assert (given.set_aside_at, room.fresh().state) == (LATER, "set-aside")
    assert Entry.objects.filter(act="signature-set-aside").count() == 1
    assert not Entry.objects.filter(act="result-countersigned").exists()


def test_the_chair_takes_the_first_signature_back_with_a_reason(room: Room) -> None:
    settled(room)
    services.sign_off(**lead(room))
    assert refused(services.take_signature_back, **lead(room), reason="") == "reason-missing"
    assert refused(services.take_signature_back, **member(room, "juror1"), reason="No") == "not-the-chair"

    services.take_signature_back(**lead(room), reason="We forgot the extra place.")

    assert room.fresh().state == "set-aside"
    anew = services.sign_off(**lead(room), remarks="Now with the extra place.")
    assert (anew.number, MeetingSeal.objects.count()) == (2, 2)


def test_where_the_chair_is_alone_the_office_signs_and_another_of_it_publishes(room: Room) -> None:
    for juror in ("juror1", "juror2", "juror3"):
        services.end_seat(actor=OFFICE, seat=room.seats[juror], reason="Moved away.", now=NOW)
    settled(room)
    signed = services.sign_off(**lead(room))

    services.countersign(**member(room, "coordinator"), sha256=signed.sha256)

    assert refused(services.publish_result, **member(room, "coordinator")) == "second-publishes-not"
    services.publish_result(**member(room, "admin"))


def test_a_plan_without_a_place_that_leaves_sets_a_half_signed_result_aside(room: Room) -> None:
    settled(room)
    services.sign_off(**lead(room))

    services.take_out(actor=OFFICE, application=room.dossiers["delta"].application_ref, left_as="withdrawn", now=LATER)

    assert room.fresh().state == "set-aside"
    assert Commitment.objects.count() > 0


def test_what_is_on_the_table_is_done_when_the_chair_signs(room: Room) -> None:
    services.discuss(**lead(room), dossier=room.dossiers["alfa"])
    services.settle_tie(**lead(room), chosen={"gama"}, reason="Named first.")

    services.sign_off(**lead(room))

    assert room.fresh().meeting.current is None
    done = MeetingItem.objects.filter(done_at__isnull=False)
    assert [item.dossier.key for item in done] == ["alfa"]
