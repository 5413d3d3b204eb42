"""What two people do at once on a panel: whoever comes second meets what the first has done."""

from datetime import timedelta
from decimal import Decimal

import pytest

from pearls.kernel.verdict import NotAllowed
from pearls.selection import queries, services
from pearls.selection.models import Dossier, Score, Seat
from tests.cast import Cast
from tests.selection.room import NOW, OFFICE, Room, a_room, sign_both

TOWNS = {"alfa": "LV", "beta": "FI"}
JURORS = ("juror1", "juror2", "juror3")


@pytest.fixture
def room(cast: Cast) -> Room:
    return a_room(cast, TOWNS)


def opened_page(room: Room, town: str) -> tuple[Seat, Dossier]:
    """The seat and the dossier as a juror's page has fetched them, before anything else happens."""
    seat = Seat.objects.select_related("panel").get(pk=room.seats["juror1"].pk)
    dossier = Dossier.objects.select_related("panel__edition", "panel__rules_version").get(pk=room.dossiers[town].pk)
    services.declare(actor=room.cast.actor("juror1"), seat=seat, dossier=dossier, has_conflict=False, now=NOW)
    return seat, dossier


def score(room: Room, seat: Seat, dossier: Dossier) -> None:
    services.record_score(
        actor=room.cast.actor("juror1"),
        seat=seat,
        dossier=dossier,
        criterion=room.panel.stage_rules.criteria[0].id,
        value=Decimal(9),
        now=NOW,
    )


def test_a_score_that_arrives_while_scoring_is_closed_is_refused(room: Room) -> None:
    seat, dossier = opened_page(room, "alfa")
    services.close_scoring(actor=OFFICE, panel=room.panel, now=NOW, reason="The day has come.")

    with pytest.raises(NotAllowed, match="scoring-closed"):
        score(room, seat, dossier)
    with pytest.raises(NotAllowed, match="scoring-closed"):
        services.finish_assessment(actor=room.cast.actor("juror1"), seat=seat, dossier=dossier, now=NOW)

    assert not Score.objects.exists()


def test_a_score_of_somebody_who_was_just_taken_off_the_panel_is_refused(room: Room) -> None:
    seat, dossier = opened_page(room, "alfa")
    services.end_seat(actor=OFFICE, seat=room.seats["juror1"], reason="Moved away.", now=NOW)

    with pytest.raises(NotAllowed, match="seat-not-accepted"):
        score(room, seat, dossier)

    assert not Score.objects.exists()


def test_who_left_the_panel_cannot_take_a_finished_assessment_out_of_the_count(room: Room) -> None:
    room.score("juror1", "alfa", *[9] * len(room.panel.stage_rules.criteria))
    services.end_seat(actor=OFFICE, seat=room.seats["juror1"], reason="Moved away.", now=NOW)
    assessment = queries.assessment_of(room.seats["juror1"], room.dossiers["alfa"])
    assert assessment is not None

    with pytest.raises(NotAllowed, match="not-your-seat"):
        services.reopen_assessment(
            actor=room.cast.actor("juror1"), assessment=assessment, reason="I changed my mind.", now=NOW
        )


def signed(room: Room) -> None:
    for town, points in {"alfa": 9, "beta": 8}.items():
        for juror in JURORS:
            room.score(juror, town, *[points] * len(room.panel.stage_rules.criteria))
    services.close_scoring(actor=OFFICE, panel=room.panel, now=NOW)
    sign_both(room.cast, room.panel)


def test_a_publication_put_off_at_the_last_moment_waits(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    signed(room)
    services.schedule_publication(actor=OFFICE, panel=room.fresh(), publish_at=NOW, now=NOW)
    due = list(queries.results_due(NOW))
    services.schedule_publication(actor=OFFICE, panel=room.fresh(), publish_at=NOW + timedelta(days=1), now=NOW)
    seen = iter([due])
    real = queries.results_due
    monkeypatch.setattr(queries, "results_due", lambda now: next(seen, None) or real(now))

    assert services.publish_due(actor=OFFICE, now=NOW) == 0
    assert room.fresh().state == "signed"


def test_a_publication_set_for_a_published_result_is_refused(room: Room) -> None:
    signed(room)
    stale = room.fresh()
    services.publish_result(actor=OFFICE, panel=room.fresh(), now=NOW)

    with pytest.raises(NotAllowed, match="already-published"):
        services.schedule_publication(actor=OFFICE, panel=stale, publish_at=NOW, now=NOW)
