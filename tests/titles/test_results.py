"""A jury's published result makes Pearls."""

from datetime import timedelta

from pearls.calls.models import Application
from pearls.programme.models import Entry
from pearls.selection import services as selection
from pearls.titles import queries
from pearls.titles.models import Title
from pearls.titles.services import certificate_pdf
from tests.cast import Cast
from tests.selection.room import NOW, OFFICE, Room, a_room, sign_both

TOWNS = {"alfa": "LV", "beta": "FI", "gama": "PL", "delta": "LV"}
POINTS = {"alfa": 9, "delta": 8, "beta": 7, "gama": 6}


def judged_room(cast: Cast) -> Room:
    """A final that is scored and signed; the jury gave its extra place to delta, Latvia's second."""
    room = a_room(cast, TOWNS)
    for town, points in POINTS.items():
        for juror in ("juror1", "juror2", "juror3"):
            room.score(juror, town, *[points] * len(room.panel.stage_rules.criteria))
    selection.close_scoring(actor=OFFICE, panel=room.panel, now=NOW)
    chair = cast.actor("chair")
    delta = room.dossiers["delta"]
    selection.use_extra_place(actor=chair, panel=room.panel, dossier=delta, reason="It convinced us all.", now=NOW)
    sign_both(cast, room.panel)
    return room


def test_a_published_final_gives_its_titles_certificates_and_record(cast: Cast) -> None:
    room = judged_room(cast)
    assert not Title.objects.exists()

    selection.publish_result(actor=OFFICE, panel=room.fresh(), now=NOW)

    assert dict(Title.objects.values_list("place__key", "kind")) == {
        "alfa": "by-rank",
        "beta": "by-rank",
        "gama": "by-rank",
        "delta": "extra",
    }
    assert set(Application.objects.values_list("state", flat=True)) == {"awarded"}
    assert dict(Entry.objects.values_list("place__key", "outcome")) == dict.fromkeys(TOWNS, "pearl")
    assert room.fresh().edition.titles_count == 4
    delta = Title.objects.get(place__key="delta")
    assert list(queries.titles_of_place(delta.place, now=NOW)) == [delta]
    assert not queries.titles_of_place(delta.place, now=NOW - timedelta(days=1))
    assert certificate_pdf(title=Title.objects.get(place__key="delta"), language="lv").startswith(b"%PDF")


def test_a_plan_that_the_jury_passed_over_gets_no_title(cast: Cast) -> None:
    room = judged_room(cast)
    panel = room.fresh()
    panel.decisions.filter(dossier=room.dossiers["delta"]).update(outcome="not-awarded", ground="rule")

    selection.publish_result(actor=OFFICE, panel=panel, now=NOW)

    assert sorted(Title.objects.values_list("place__key", flat=True)) == ["alfa", "beta", "gama"]
    assert Entry.objects.get(place__key="delta").outcome == "candidate"
