"""The acts of a panel: conflicts shut texts, scores stay hidden, the rule ranks, the body decides, the chair signs."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from pearls.audit.models import Entry, PersonalDetail
from pearls.audit.queries import verify_journal
from pearls.calls.models import Application
from pearls.documents.services import publish_shipped_forms
from pearls.kernel import events
from pearls.kernel.actor import Actor, ActorKind, Grant, Role
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.people import services as people
from pearls.plans.models import Plan
from pearls.programme.models import Entry as RecordEntry
from pearls.programme.rules import Stage
from pearls.selection import queries, services
from pearls.selection.events import ResultPublished
from pearls.selection.models import Assessment, Decision, Declaration, Score, Seat
from pearls.selection.rules import rank_sheet, read_sheet
from pearls.selection.rules.panels import may_open, may_see_others
from tests.selection.room import NEXT, NOW, OFFICE, a_room, an_edition, handed_in, sign_both

OTHERS = Actor(kind=ActorKind.PERSON, ref="somebody", person_id=0)
TOWNS = {"alfa": "LV", "beta": "FI", "gama": "PL", "delta": "LV"}


@pytest.fixture
def room(cast):
    return a_room(cast, TOWNS)


def refused(call, **arguments):
    with pytest.raises(NotAllowed) as problem:
        call(**arguments)
    return problem.value.verdict.reason


def score_all(room, points):
    """`points`: town: score given by every juror on every criterion."""
    for town, value in points.items():
        for juror in ("juror1", "juror2", "juror3"):
            room.score(juror, town, *[value] * len(room.panel.stage_rules.criteria))


def close(room):
    return services.close_scoring(actor=OFFICE, panel=room.panel, now=NOW)


def outcomes(room):
    return {row.dossier.key: row.outcome for row in queries.result_of(room.fresh()).rows}


def test_a_panel_is_convened_once_under_the_rules_in_force(cast):
    edition = an_edition()

    panel = services.convene_panel(actor=OFFICE, edition=edition, stage=Stage.FINAL, now=NOW)
    again = services.convene_panel(actor=OFFICE, edition=edition, stage=Stage.FINAL, now=NOW)

    assert panel == again
    assert panel.due_at.isoformat() == "2027-11-12T22:59:59+00:00"
    assert Entry.objects.filter(act="panel-convened").count() == 1
    assert refused(services.convene_panel, actor=cast.actor("juror1"), edition=edition, stage=Stage.FINAL, now=NOW)


def test_rules_without_a_scale_convene_nobody(cast):
    text = NEXT
    for line in ("weight_percent = 20\n", "weight_percent = 25\n", "scale_min = 0\n", "scale_max = 10\n"):
        text = text.replace(line, "")

    assert (
        refused(services.convene_panel, actor=OFFICE, edition=an_edition(text), stage=Stage.FINAL, now=NOW)
        == "no-scale"
    )


def test_an_invitation_goes_by_letter_and_is_answered_by_the_person_alone(cast):
    room = a_room(cast, {}, jurors=1)
    seat = services.invite(actor=OFFICE, panel=room.panel, person=cast.juror2, now=NOW)

    assert Message.objects.filter(to="juror2@demo.test", kind="panel-invitation").count() == 1
    assert (
        refused(services.answer_invitation, actor=cast.actor("juror1"), seat=seat, accepts=True, now=NOW)
        == "not-your-seat"
    )
    declined = services.answer_invitation(actor=cast.actor("juror2"), seat=seat, accepts=False, note="No time", now=NOW)
    assert declined.state == "declined"
    assert refused(services.invite, actor=OFFICE, panel=room.panel, person=cast.juror1, now=NOW) == (
        "already-on-the-panel"
    )


def test_a_text_opens_only_after_the_word_on_conflicts(room, cast):
    actor, seat, dossier = cast.actor("juror1"), room.seats["juror1"], room.dossiers["alfa"]

    before = may_open(queries.reading_of(actor, seat, dossier))
    services.declare(actor=actor, seat=seat, dossier=dossier, has_conflict=False, now=NOW)
    after = may_open(queries.reading_of(actor, seat, dossier))

    assert (before.reason, bool(after)) == ("declare-first", True)


def test_a_conflict_shuts_the_text_for_good_and_takes_scores_back(room, cast):
    room.score("juror1", "alfa", 9, 9, 9, 9, 9)
    actor, seat, dossier = cast.actor("juror1"), room.seats["juror1"], room.dossiers["alfa"]

    services.declare(actor=actor, seat=seat, dossier=dossier, has_conflict=True, note="My cousin", now=NOW)

    reading = queries.reading_of(actor, seat, dossier)
    assert may_open(reading).reason == "conflict-declared"
    assert may_see_others(is_assessor=True, own=reading.assessment, conflict=reading.conflict).reason == (
        "conflict-declared"
    )
    assert queries.score_lines(room.panel) == []
    assert (
        refused(services.declare, actor=actor, seat=seat, dossier=dossier, has_conflict=False, now=NOW)
        == "conflict-declared"
    )
    assert "cousin" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_a_dossier_of_ones_own_country_is_shut_by_the_rule(cast):
    room = a_room(cast, {"malmo-x": "SE", "alfa": "LV"})
    actor, seat = cast.actor("juror1"), room.seats["juror1"]  # from Sweden

    reading = queries.reading_of(actor, seat, room.dossiers["malmo-x"])

    assert may_open(reading).reason == "conflict-own-country"
    assert Declaration.objects.count() == 1


def test_scores_are_kept_one_by_one_and_only_on_the_scale(room, cast):
    actor, seat, dossier = cast.actor("juror1"), room.seats["juror1"], room.dossiers["alfa"]
    services.declare(actor=actor, seat=seat, dossier=dossier, has_conflict=False, now=NOW)

    def score(criterion="effect", value="7.5", **more):
        number = None if value is None else Decimal(value)
        return services.record_score(
            actor=actor, seat=seat, dossier=dossier, criterion=criterion, value=number, now=NOW, **more
        )

    assert score().value == Decimal("7.5")
    assert score(comment="Well argued").comment == "Well argued"
    assert score(value="8").comment == "Well argued"
    assert score(value=None).value is None
    assert refused(score, value="10.5") == "off-scale"
    assert refused(score, value="-1") == "off-scale"
    assert refused(score, criterion="beauty") == "unknown-criterion"
    assert refused(score, value="1.00001") == "too-many-decimals"
    assert Assessment.objects.get().snapshot == dossier.snapshot
    assert refused(services.finish_assessment, actor=actor, seat=seat, dossier=dossier, now=NOW) == "scores-missing"


def test_what_was_handed_in_changes_only_after_it_was_taken_up_with_a_reason(room, cast):
    room.score("juror1", "alfa", 5, 5, 5, 5, 5)
    actor, seat, dossier = cast.actor("juror1"), room.seats["juror1"], room.dossiers["alfa"]
    score = {"actor": actor, "seat": seat, "dossier": dossier, "criterion": "effect", "value": Decimal(9), "now": NOW}
    assessment = Assessment.objects.get()

    assert refused(services.record_score, **score) == "assessment-finished"
    reopen = {"actor": actor, "assessment": assessment, "now": NOW}
    assert refused(services.reopen_assessment, reason=" ", **reopen) == "reason-missing"
    services.reopen_assessment(reason="Read a page I had missed", **reopen)

    assert services.record_score(**score).value == 9
    assert queries.score_lines(room.panel) == []


def test_others_scores_are_hidden_until_ones_own_are_in(room, cast):
    room.score("juror2", "alfa", 5, 5, 5, 5, 5)

    assert not may_see_others(is_assessor=True, own=None, conflict=None)
    juror, chair = (queries.own_seat(cast.actor(who), room.panel) for who in ("juror1", "chair"))
    assert not queries.may_see_ranking(juror, room.panel)
    assert queries.may_see_ranking(chair, room.panel)


def test_a_newer_snapshot_replaces_only_what_nobody_has_begun(room, cast):
    edition = room.panel.edition
    room.score("juror1", "alfa", 5, 5, 5, 5, 5)
    newer = handed_in(edition, "omega", "EE")
    items = [
        replace(newer, key=room.dossiers[town].application_ref, place_key=town, name=town.title())
        for town in ("alfa", "beta")
    ]

    again = services.receive_dossiers(actor=OFFICE, panel=room.panel, dossiers=items, now=NOW)

    assert [dossier.key for dossier in again] == ["beta"]


def test_whoever_may_have_read_the_older_text_is_told_of_the_newer_one(room, cast):
    alfa, seats = room.dossiers["alfa"], room.seats
    for juror, has_conflict in (("juror1", False), ("juror2", True)):
        actor = cast.actor(juror)
        services.declare(actor=actor, seat=seats[juror], dossier=alfa, has_conflict=has_conflict, now=NOW)
    newer = replace(handed_in(an_edition(key="demo-other"), "alfa", "LV", "Choir"), key=alfa.application_ref)

    services.receive_dossiers(actor=OFFICE, panel=room.panel, dossiers=[newer], now=NOW + timedelta(days=1))

    letter = Message.objects.get(kind="panel-newer-text")
    assert letter.to == "juror1@demo.test"
    assert alfa.ref in letter.body


def test_a_chair_who_gives_no_scores_declares_too_and_a_conflict_shuts_the_text(room, cast):
    chair, seat = cast.actor("chair"), room.seats["chair"]

    services.declare(actor=chair, seat=seat, dossier=room.dossiers["alfa"], has_conflict=False, now=NOW)
    services.declare(actor=chair, seat=seat, dossier=room.dossiers["beta"], has_conflict=True, now=NOW)

    readings = {key: queries.reading_of(chair, seat, room.dossiers[key]) for key in ("alfa", "beta", "gama")}
    assert may_open(readings["alfa"])
    assert may_open(readings["beta"]).reason == "conflict-declared"
    assert may_open(readings["gama"]).reason == "declare-first"
    assert queries.closed_to(chair, room.fresh()) == {room.dossiers["beta"].pk}


def test_a_chair_reads_no_text_of_the_own_country_where_the_rules_shut_it(room, cast):
    seat = room.seats["chair"]
    seat.country = "FI"
    seat.save(update_fields=["country"])

    verdict = may_open(queries.reading_of(cast.actor("chair"), seat, room.dossiers["beta"]))

    assert verdict.reason == "conflict-own-country"


def test_the_words_of_an_erased_assessor_go_and_the_points_stay(room, cast):
    room.score("juror1", "alfa", *[7] * len(room.panel.stage_rules.criteria))
    score = Score.objects.filter(assessment__seat=room.seats["juror1"]).first()
    score.comment = "The mayor told me on the phone"
    score.save(update_fields=["comment"])
    actor, seat = cast.actor("juror1"), room.seats["juror1"]
    services.declare(
        actor=actor, seat=seat, dossier=room.dossiers["beta"], has_conflict=True, note="My sister works there", now=NOW
    )
    services.declare(actor=actor, seat=seat, dossier=room.dossiers["gama"], has_conflict=False, now=NOW)
    services.say_cannot_judge(
        actor=actor, seat=seat, dossier=room.dossiers["gama"], reason="I taught their officer", now=NOW
    )
    points = sum(score.value for score in Score.objects.all())

    people.erase_person(actor=actor, person=cast.juror1, now=NOW)

    assert sum(score.value for score in Score.objects.all()) == points
    assert set(Score.objects.values_list("comment", flat=True)) == {""}
    assert set(Declaration.objects.values_list("note", flat=True)) == {""}
    assert set(Assessment.objects.values_list("reason", flat=True)) == {""}
    assert Seat.objects.get(pk=seat.pk).state == "ended"
    journal = json.dumps([*PersonalDetail.objects.values_list("details", flat=True)])
    assert not [words for words in ("sister", "taught", "mayor") if words in journal]
    assert verify_journal().holds


def test_an_office_of_one_edition_sees_the_panels_of_that_edition_alone(room):
    grants = {key: frozenset({Grant(Role.COORDINATOR, key)}) for key in ("demo-test", "demo-other")}
    own, other = (replace(OTHERS, grants=grants[key]) for key in ("demo-test", "demo-other"))

    assert list(queries.panels_for(own)) == [room.panel]
    assert list(queries.panels_for(other)) == []


def test_scoring_with_work_left_is_closed_only_with_a_reason(room):
    room.score("juror1", "alfa", 5, 5, 5, 5, 5)

    assert refused(services.close_scoring, actor=OFFICE, panel=room.panel, now=NOW) == "reason-missing"
    services.close_scoring(actor=OFFICE, panel=room.panel, reason="The jury has met", now=NOW)
    assert room.fresh().state == "closed"


def test_the_page_and_the_command_count_alike(room):
    score_all(room, {"alfa": "7.25", "beta": 6, "gama": "9.5", "delta": 7})
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["candidate", "country", "assessor", "criterion", "score"])
    writer.writerows(queries.score_sheet_rows(room.panel))

    by_file = rank_sheet(read_sheet(text.getvalue().encode(), room.panel.stage_rules))

    assert by_file == queries.ranking_of(room.panel)


def test_a_whole_final_from_scores_to_publication(room, cast):
    score_all(room, {"alfa": 9, "delta": 8, "beta": 7, "gama": 6})
    close(room)
    chair = cast.actor("chair")
    heard = []
    events.subscribe(ResultPublished, heard.append)

    assert outcomes(room) == {"alfa": "title", "delta": "not-awarded", "beta": "title", "gama": "title"}
    extra = {"actor": chair, "panel": room.panel, "now": NOW}
    gama, delta = room.dossiers["gama"], room.dossiers["delta"]
    assert refused(services.use_extra_place, dossier=gama, reason="So good", **extra) == "not-extra-eligible"
    assert refused(services.use_extra_place, dossier=delta, reason="", **extra) == "reason-missing"
    assert refused(services.use_extra_place, **{**extra, "actor": OFFICE}, dossier=delta, reason="x") == "not-the-chair"
    services.use_extra_place(dossier=delta, reason="The plan convinced every juror.", **extra)
    assert refused(services.use_extra_place, dossier=delta, reason="Again", **extra) == "no-extra-place"
    assert (
        refused(services.schedule_publication, actor=OFFICE, panel=room.fresh(), publish_at=NOW, now=NOW)
        == "not-signed"
    )
    signed = services.sign_off(actor=chair, panel=room.panel, remarks="Agreed by all.", now=NOW)
    assert refused(services.use_extra_place, dossier=delta, reason="Late", **extra) == "already-signed"
    services.countersign(actor=cast.actor("juror1"), panel=room.panel, sha256=signed.sha256, now=NOW)

    services.schedule_publication(actor=OFFICE, panel=room.fresh(), publish_at=NOW + timedelta(hours=1), now=NOW)
    assert services.publish_due(actor=OFFICE, now=NOW + timedelta(minutes=59)) == 0
    assert services.publish_due(actor=OFFICE, now=NOW + timedelta(hours=1)) == 1
    assert services.publish_due(actor=OFFICE, now=NOW + timedelta(hours=1)) == 0

    assert {decision.dossier.key: (decision.outcome, decision.ground) for decision in Decision.objects.all()} == {
        "alfa": ("title", "rule"),
        "beta": ("title", "rule"),
        "gama": ("title", "rule"),
        "delta": ("title", "extra-place"),
    }
    assert [event.stage for event in heard] == ["final"]
    assert len(signed.sha256) == 64
    assert Entry.objects.filter(act__in=["extra-place-used", "result-signed", "result-published"]).count() == 3


def test_a_tie_is_settled_by_the_body_within_the_rule(room, cast):
    score_all(room, {"alfa": 8, "delta": 8, "beta": 7, "gama": 6})
    close(room)
    chair = cast.actor("chair")

    assert outcomes(room)["alfa"] == outcomes(room)["delta"] == "undecided"
    settle = {"actor": chair, "panel": room.panel, "reason": "The older town hall", "now": NOW}
    assert refused(services.sign_off, actor=chair, panel=room.panel, now=NOW) == "undecided-left"
    assert refused(services.settle_tie, chosen={"alfa", "delta"}, **settle) == "choice-impossible"
    assert refused(services.settle_tie, chosen=set(), **settle) == "choice-impossible"
    services.settle_tie(chosen={"delta"}, **settle)

    assert outcomes(room) == {"alfa": "not-awarded", "delta": "title", "beta": "title", "gama": "title"}
    assert queries.result_of(room.fresh()).extra_eligible == {"alfa"}


def test_the_committee_draws_its_own_line_with_a_reason(cast):
    room = a_room(cast, TOWNS, stage=Stage.PRESELECTION)
    score_all(room, {"alfa": 9, "beta": 8, "gama": 8, "delta": 2})
    close(room)
    draw = {"actor": cast.actor("chair"), "panel": room.panel, "now": NOW}

    assert set(outcomes(room).values()) == {None}
    assert refused(services.draw_line, last_rank=2, reason="", **draw) == "reason-missing"
    services.draw_line(last_rank=2, reason="Below this the need is not shown.", **draw)

    assert outcomes(room) == {"alfa": "admitted", "beta": "admitted", "gama": "admitted", "delta": "not-admitted"}
    services.sign_off(actor=cast.actor("chair"), panel=room.panel, now=NOW)
    assert room.fresh().state == "half-signed"


def test_a_published_pre_selection_names_its_candidates_in_the_record(cast):
    room = a_room(cast, TOWNS, stage=Stage.PRESELECTION)
    score_all(room, {"alfa": 9, "beta": 8, "gama": 8, "delta": 2})
    close(room)
    draw = {"actor": cast.actor("chair"), "panel": room.panel, "now": NOW}
    services.draw_line(last_rank=2, reason="Below this the need is not shown.", **draw)
    sign_both(cast, room.panel)
    Plan.objects.all().delete()
    Application.objects.update(state="eligible")
    publish_shipped_forms(actor=OFFICE, now=NOW)

    services.publish_result(actor=OFFICE, panel=room.fresh(), now=NOW)

    candidates = dict.fromkeys(("alfa", "beta", "gama"), "candidate")
    assert dict(RecordEntry.objects.values_list("place__key", "outcome")) == candidates | {"delta": "applied"}
    assert room.fresh().edition.admitted_count == 3
