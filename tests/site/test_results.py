"""An edition run here tells on its page how it was decided, once that is public."""

import html
import re

from django.test import Client

from pearls.calls.models import Application
from pearls.plans.models import Plan
from pearls.programme import services as programme
from pearls.programme.models import Entry
from pearls.programme.rules import Stage
from pearls.programme.rules.office import Outcome
from pearls.selection import services as selection
from tests.cast import Cast
from tests.selection.room import NOW, OFFICE, Room, a_room, sign_both

TOWNS = {"alfa": "LV", "beta": "FI", "gama": "PL", "delta": "LV"}
POINTS = {"alfa": 9, "delta": 8, "beta": 7, "gama": 6}
ADDRESS = "/en/editions/demo-test/"


def scored(cast: Cast, stage: Stage) -> Room:
    room = a_room(cast, TOWNS, stage=stage)
    for town, points in POINTS.items():
        for juror in ("juror1", "juror2", "juror3"):
            room.score(juror, town, *[points] * len(room.panel.stage_rules.criteria))
    selection.close_scoring(actor=OFFICE, panel=room.panel, now=NOW)
    return room


def words(client: Client) -> str:
    text = re.sub(r"<(head|script|style|svg)\b.*?</\1>", " ", client.get(ADDRESS).content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_the_jurys_written_reason_for_the_extra_place_is_public_with_the_result(cast: Cast, client: Client) -> None:
    room = scored(cast, Stage.FINAL)
    chair = {"actor": cast.actor("chair"), "panel": room.panel, "now": NOW}
    selection.use_extra_place(dossier=room.dossiers["delta"], reason="It convinced us all.", **chair)
    sign_both(cast, room.panel)
    before = words(client)

    selection.publish_result(actor=OFFICE, panel=room.fresh(), now=NOW)

    name = room.dossiers["delta"].place.display_name
    assert "It convinced us all." not in before
    assert f"Extra place of the jury: {name} It convinced us all." in words(client)
    assert "Latvia 9.000 By the rule" in words(client)


def test_a_published_preselection_names_the_candidates_and_why_the_line_was_drawn(cast: Cast, client: Client) -> None:
    room = scored(cast, Stage.PRESELECTION)
    edition = room.panel.edition
    Plan.objects.all().delete()
    Application.objects.update(state="eligible")
    lines = [
        programme.RecordLine(
            place=dossier.place.pk, name=dossier.name, country=dossier.country, outcome=Outcome.APPLIED
        )
        for dossier in room.dossiers.values()
    ]
    figures = programme.RecordFigures(applied=4)
    programme.publish_record(actor=OFFICE, edition=edition, lines=lines, figures=figures, now=NOW)
    before = words(client)
    chair = {"actor": cast.actor("chair"), "panel": room.panel, "now": NOW}
    selection.draw_line(last_rank=3, reason="Below this the need is not shown.", **chair)
    sign_both(cast, room.panel)

    selection.publish_result(actor=OFFICE, panel=room.fresh(), now=NOW)

    assert "Applicants who were not admitted" not in before
    assert dict(Entry.objects.values_list("place__key", "outcome")) == {
        "alfa": "candidate",
        "delta": "candidate",
        "beta": "candidate",
        "gama": "applied",
    }
    assert room.fresh().edition.admitted_count == 3
    assert "Applicants who were not admitted" in words(client)
    assert "without the title" not in words(client)
    assert "Below this the need is not shown." in words(client)
    assert "Latvia 9.000 The body drew the line" in words(client)
