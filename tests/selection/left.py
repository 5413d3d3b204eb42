"""A final that is signed, and a plan that leaves it afterwards."""

from datetime import timedelta

from pearls.calls import services as calls
from pearls.calls.models import Application
from pearls.mail.models import Message
from pearls.selection import queries, services
from pearls.selection.models import SignOff
from tests.cast import Cast
from tests.selection.room import NOW, OFFICE, Room, a_room, sign_both

LATER = NOW + timedelta(days=1)
# Three titles, one for each country, one extra place; delta is Latvia's second and moves up when alfa leaves.
TOWNS = {"alfa": "LV", "beta": "FI", "gama": "PL", "delta": "LV", "epsi": "NO"}
POINTS = {"alfa": 9, "delta": 8, "beta": 7, "gama": 6, "epsi": 5}


def scored(cast: Cast, **other: object) -> Room:
    room = a_room(cast, TOWNS, **other)  # type: ignore[arg-type]
    for town, points in POINTS.items():
        for juror in ("juror1", "juror2", "juror3"):
            room.score(juror, town, *[points] * len(room.panel.stage_rules.criteria))
    return room


def signed(cast: Cast, *, extra: str = "") -> Room:
    room, chair = scored(cast), cast.actor("chair")
    services.close_scoring(actor=OFFICE, panel=room.panel, now=NOW)
    if extra:
        services.use_extra_place(
            actor=chair, panel=room.panel, dossier=room.dossiers[extra], reason="It convinced us all.", now=NOW
        )
    sign_both(cast, room.panel, remarks="Agreed by all.")
    services.schedule_publication(actor=OFFICE, panel=room.fresh(), publish_at=LATER, now=NOW)
    Message.objects.all().delete()
    return room


def application(town: str) -> Application:
    return Application.objects.select_related("edition", "place", "plan__document").get(place__key=town)


def leaves(cast: Cast, town: str) -> None:
    calls.drop_out(actor=cast.actor("coordinator"), application=application(town), reason="No money.", now=LATER)


def outcomes(room: Room) -> dict[str, str]:
    return {row.dossier.key: str(row.outcome) for row in queries.result_of(room.fresh()).rows}


def sign_anew(room: Room, *, why: str = "Alfa gave up its plan.") -> SignOff:
    return sign_both(room.cast, room.fresh(), at=LATER, remarks=why)
