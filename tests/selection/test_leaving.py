"""A plan leaves after the chair has signed: nothing is published by that signature, and the chair signs anew."""

import os
import subprocess
import sys
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from pearls.audit.models import Entry
from pearls.calls import services as calls
from pearls.calls.models import Application
from pearls.calls.rules import State
from pearls.documents.services import publish_shipped_forms
from pearls.kernel.canonical import canonical_json, sha256_hex
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.people.models import Speaker
from pearls.people.rules import SpeakerState
from pearls.plans.models import Plan
from pearls.programme.rules import Stage
from pearls.selection import queries, services
from pearls.selection.models import Decision, SignOff
from pearls.titles.models import Title
from tests.cast import Cast
from tests.selection.left import LATER, application, leaves, outcomes, scored, sign_anew, signed
from tests.selection.room import NOW, OFFICE, sign_both

ROOT = Path(__file__).resolve().parents[2]


def test_a_winner_that_leaves_sets_the_signature_aside_and_the_next_in_rank_moves_up(cast: Cast) -> None:
    room = signed(cast)
    first = SignOff.objects.get()
    assert outcomes(room) == {town: "title" for town in ("alfa", "beta", "gama")} | {
        town: "not-awarded" for town in ("delta", "epsi")
    }

    leaves(cast, "alfa")

    panel = room.fresh()
    assert (panel.state, panel.publish_at) == ("set-aside", None)
    assert outcomes(room) == {town: "title" for town in ("delta", "beta", "gama")} | {"epsi": "not-awarded"}
    assert not Decision.objects.exists()
    first.refresh_from_db()
    assert (first.set_aside_at, first.sha256) == (LATER, sha256_hex(canonical_json(first.ranking)))
    acts = list(Entry.objects.order_by("-seq").values_list("act", flat=True)[:4])
    assert acts == ["document-closed", "signature-set-aside", "dossier-left", "candidate-dropped-out"]


def test_chair_and_office_are_told_what_happened_and_nobody_else(cast: Cast) -> None:
    signed(cast)

    leaves(cast, "alfa")

    letters = {message.to: message for message in Message.objects.filter(kind="panel-signature-set-aside")}
    assert set(letters) == {"admin@demo.test", "chair@demo.test", "coordinator@demo.test"}
    assert "Alfa" in letters["coordinator@demo.test"].body
    assert "the candidate gave up" in letters["coordinator@demo.test"].body


def test_the_job_publishes_no_signature_that_was_set_aside(cast: Cast) -> None:
    room = signed(cast)
    leaves(cast, "alfa")

    assert services.publish_due(actor=OFFICE, now=LATER + timedelta(days=9)) == 0
    with pytest.raises(NotAllowed, match="signature-set-aside"):
        services.publish_result(actor=OFFICE, panel=room.fresh(), now=LATER)
    with pytest.raises(NotAllowed, match="signature-set-aside"):
        services.schedule_publication(actor=OFFICE, panel=room.fresh(), publish_at=LATER, now=LATER)

    assert not Title.objects.exists()


def test_the_chair_signs_anew_with_a_reason_and_the_first_signature_stays(cast: Cast) -> None:
    room = signed(cast)
    leaves(cast, "alfa")

    with pytest.raises(NotAllowed, match="reason-missing"):
        sign_anew(room, why=" ")
    second = sign_anew(room)
    services.publish_result(actor=OFFICE, panel=room.fresh(), now=LATER)

    first = SignOff.objects.get(number=1)
    assert (second.number, second.ranking["replaces"], second.set_aside_at) == (2, first.sha256, None)
    assert second.ranking["left"] == [{"candidate": "alfa", "as": "dropped-out"}]
    assert [plan["candidate"] for plan in second.ranking["candidates"]] == ["delta", "beta", "gama", "epsi"]
    assert sorted(Title.objects.values_list("place__key", flat=True)) == ["beta", "delta", "gama"]
    assert dict(Application.objects.values_list("place__key", "state")) == {
        "alfa": "dropped-out",
        "beta": "awarded",
        "delta": "awarded",
        "gama": "awarded",
        "epsi": "not-awarded",
    }


def test_the_extra_place_stands_where_it_may_and_is_free_again_where_its_plan_moves_up(cast: Cast) -> None:
    room = signed(cast, extra="delta")

    leaves(cast, "gama")
    assert outcomes(room) == {town: "title" for town in ("alfa", "beta", "delta", "epsi")}
    assert Decision.objects.get().ground == "extra-place"
    sign_anew(room, why="Gama gave up.")

    leaves(cast, "alfa")
    assert outcomes(room) == {town: "title" for town in ("beta", "delta", "epsi")}
    assert queries.result_of(room.fresh()).extra_used == 0
    assert sign_anew(room).number == 3


def test_a_plan_without_a_place_that_leaves_holds_nothing_up(cast: Cast) -> None:
    room = signed(cast)

    leaves(cast, "epsi")

    assert (room.fresh().state, room.fresh().publish_at) == ("signed", LATER)
    assert outcomes(room)["epsi"] == "not-awarded"  # as it was signed
    assert services.publish_due(actor=OFFICE, now=LATER) == 1
    assert application("epsi").state == "dropped-out"
    assert not Message.objects.filter(kind="panel-signature-set-aside").exists()


def test_who_leaves_before_the_signature_is_not_in_the_result_and_is_read_no_more(cast: Cast) -> None:
    room = scored(cast)
    actor, seat, alfa = cast.actor("juror1"), room.seats["juror1"], room.dossiers["alfa"]

    leaves(cast, "alfa")

    assert outcomes(room)["delta"] == "title"
    assert "alfa" not in outcomes(room)
    assert "alfa" not in [item.dossier.key for item in queries.to_read(seat)]
    assert queries.progress_by_seat([seat]) == {seat.pk: (4, 4)}
    alfa.refresh_from_db()
    assessment = queries.assessment_of(seat, alfa)
    assert assessment is not None
    services.reopen_assessment(actor=actor, assessment=assessment, reason="A slip.", now=LATER)
    with pytest.raises(NotAllowed, match="plan-has-left"):
        services.finish_assessment(actor=actor, seat=seat, dossier=alfa, now=LATER)


def test_what_was_decided_before_the_signature_is_looked_at_again_when_a_plan_leaves(cast: Cast) -> None:
    room = scored(cast)
    services.close_scoring(actor=OFFICE, panel=room.panel, now=NOW)
    services.use_extra_place(
        actor=cast.actor("chair"), panel=room.panel, dossier=room.dossiers["delta"], reason="So good.", now=NOW
    )

    leaves(cast, "alfa")

    assert (room.fresh().state, Decision.objects.count()) == ("closed", 0)
    assert outcomes(room)["delta"] == "title"


def test_a_plan_found_eligible_after_all_is_judged_again_and_a_result_without_it_is_set_aside(cast: Cast) -> None:
    room = signed(cast)
    leaves(cast, "alfa")
    sign_anew(room)
    Application.objects.filter(place__key="alfa").update(state=State.INELIGIBLE)

    calls.decide_eligibility(
        actor=cast.actor("coordinator"), application=application("alfa"), is_eligible=True, reason="", now=LATER
    )

    assert room.fresh().state == "set-aside"
    assert outcomes(room)["alfa"] == "title"
    assert Message.objects.filter(kind="panel-signature-set-aside-by-return", to="chair@demo.test").count() == 1


def test_an_ended_application_that_nobody_told_of_is_not_published_either(cast: Cast) -> None:
    room = signed(cast)
    Application.objects.filter(place__key="beta").update(state=State.DROPPED_OUT)

    assert services.publish_due(actor=OFFICE, now=LATER) == 0
    assert (room.fresh().state, Title.objects.count()) == ("signed", 0)


def test_a_place_that_takes_its_application_back_leaves_a_signed_pre_selection_too(cast: Cast) -> None:
    room = scored(cast, stage=Stage.PRESELECTION)
    chair = {"actor": cast.actor("chair"), "panel": room.panel, "now": NOW}
    services.close_scoring(actor=OFFICE, panel=room.panel, now=NOW)
    services.draw_line(last_rank=3, reason="Below this the need is not shown.", **chair)  # type: ignore[arg-type]
    sign_both(cast, room.panel)
    Plan.objects.all().delete()
    Application.objects.update(state=State.ELIGIBLE)
    publish_shipped_forms(actor=OFFICE, now=NOW)
    alfa = application("alfa")
    Speaker.objects.create(person=cast.town, place=alfa.place, state=SpeakerState.CONFIRMED, claimed_at=NOW)

    calls.withdraw_application(actor=cast.actor("town"), application=alfa, now=LATER)
    assert room.fresh().state == "set-aside"
    sign_anew(room, why="Alfa took its application back; the line stays where it was.")
    services.publish_result(actor=OFFICE, panel=room.fresh(), now=LATER)

    assert dict(Application.objects.values_list("place__key", "state")) == {
        "alfa": "withdrawn",
        "delta": "candidate",
        "beta": "candidate",
        "gama": "not-admitted",
        "epsi": "not-admitted",
    }


# Two at once.


def test_a_town_that_gives_up_while_its_title_is_published_comes_too_late(cast: Cast) -> None:
    room = signed(cast)
    before = application("alfa")
    services.publish_result(actor=OFFICE, panel=room.fresh(), now=LATER)

    with pytest.raises(NotAllowed, match="somebody-was-faster"):
        calls.drop_out(actor=cast.actor("coordinator"), application=before, reason="No money.", now=LATER)

    assert Title.objects.count() == 3
    assert room.fresh().state == "published"


def test_a_publication_that_was_due_when_the_town_gave_up_looks_again_and_waits(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = signed(cast)
    due = list(queries.results_due(LATER))
    assert [panel.pk for panel in due] == [room.panel.pk]
    leaves(cast, "alfa")
    monkeypatch.setattr(queries, "results_due", lambda now: due)

    assert services.publish_due(actor=OFFICE, now=LATER) == 0
    with pytest.raises(NotAllowed, match="signature-set-aside"):
        services.publish_result(actor=OFFICE, panel=due[0], now=LATER)
    assert not Title.objects.exists()


RACE = """
import django, sys, threading, time
django.setup()
from django.db import connection
from pearls.kernel.verdict import NotAllowed
from pearls.selection import services
from pearls.titles.models import Title
from tests.cast import make_cast
from tests.selection import left as play

cast = make_cast()
for number in range(6):
    room = play.scored(cast, key=f"race-{number}")
    services.close_scoring(actor=play.OFFICE, panel=room.panel, now=play.NOW)
    play.sign_both(cast, room.panel)
    services.schedule_publication(actor=play.OFFICE, panel=room.fresh(), publish_at=play.NOW, now=play.NOW)
    winner = play.Application.objects.select_related("edition", "place", "plan__document").get(
        edition=room.panel.edition, place__key="alfa")
    start = threading.Barrier(2)

    def publish():
        start.wait()
        services.publish_due(actor=play.OFFICE, now=play.LATER)
        connection.close()

    def leave():
        start.wait()
        time.sleep(0.02 * (number % 3))
        try:
            play.calls.drop_out(actor=cast.actor("coordinator"), application=winner, reason="x", now=play.LATER)
        except NotAllowed:
            pass
        connection.close()

    threads = [threading.Thread(target=act) for act in (publish, leave)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    winner.refresh_from_db()
    titles = Title.objects.filter(edition=room.panel.edition).count()
    print(room.fresh().state, winner.state, titles)
"""


@pytest.mark.slow
def test_publication_and_withdrawal_at_the_same_instant_end_in_one_of_two_whole_ways(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PEARLS_VAR_DIR": str(tmp_path),
        "PEARLS_DATABASE_URL": f"sqlite:///{tmp_path}/race.sqlite3",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "pearls.config.settings",
    }
    subprocess.run([sys.executable, "-m", "pearls", "migrate"], env=environment, check=True, capture_output=True)

    done = subprocess.run(
        [sys.executable, "-c", RACE], env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    )

    ends = done.stdout.split("\n")[:-1]
    assert len(ends) == 6
    assert set(ends) <= {"published awarded 3", "set-aside dropped-out 0"}


def test_what_ended_before_plans_were_marked_is_marked_once_and_for_all(cast: Cast) -> None:
    room = signed(cast)
    Application.objects.filter(place__key__in=("beta", "epsi")).update(state=State.DROPPED_OUT, moved_at=LATER)

    import_module("pearls.selection.migrations.0003_mark_plans_that_left").mark(apps, None)

    panel = room.fresh()
    assert (panel.state, panel.publish_at, SignOff.objects.get().set_aside_at) == ("set-aside", None, LATER)
    assert sorted(queries.left_panel(panel).values_list("key", "left_as")) == [
        ("beta", "dropped-out"),
        ("epsi", "dropped-out"),
    ]
    assert outcomes(room) == {"alfa": "title", "gama": "title", "delta": "not-awarded"}
