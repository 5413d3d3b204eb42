"""A panel whose scores are in and whose meeting has begun."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from pearls.selection import services
from pearls.selection.models import Panel
from tests.cast import Cast
from tests.selection.room import NOW, OFFICE, Room, a_room

LATER = NOW + timedelta(hours=1)
# Three titles, one for each country: gama and epsi tie for the last of them.
TOWNS = {"alfa": "LV", "beta": "FI", "gama": "PL", "delta": "NO", "epsi": "IS"}
POINTS = {"alfa": (9, 8, 9), "beta": (8, 9, 8), "gama": (6, 7, 6), "epsi": (6, 7, 6), "delta": (2, 3, 1)}


def met(cast: Cast, *, conflict: str = "", begin: bool = True) -> Room:
    """Everybody has scored everything; the third juror has a conflict with one plan, where it is named."""
    room = a_room(cast, TOWNS)
    for town, points in POINTS.items():
        for number, value in enumerate(points, start=1):
            juror = f"juror{number}"
            if number == 3 and town == conflict:
                services.declare(
                    actor=cast.actor(juror),
                    seat=room.seats[juror],
                    dossier=room.dossiers[town],
                    has_conflict=True,
                    note="",
                    now=NOW,
                )
                continue
            room.score(juror, town, *[value] * len(room.panel.stage_rules.criteria))
    services.close_scoring(actor=OFFICE, panel=room.panel, now=NOW, reason="Done.")
    if begin:
        services.begin_meeting(actor=cast.actor("chair"), panel=room.panel, now=LATER)
    return room


def lead(room: Room) -> dict[str, Any]:
    return {"actor": room.cast.actor("chair"), "panel": room.panel, "now": LATER}


def member(room: Room, who: str, town: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {"actor": room.cast.actor(who), "panel": room.panel, "now": LATER}
    return found | ({"dossier": room.dossiers[town]} if town else {})


def change(room: Room, who: str, town: str, value: object, *, reason: str = "I had misread the budget.") -> Any:
    """Change the first criterion of one's score of a plan."""
    return services.change_score(
        **member(room, who, town),
        criterion=room.panel.stage_rules.criteria[0].id,
        value=None if value is None else Decimal(str(value)),
        reason=reason,
    )


def fresh(panel: Panel) -> Panel:
    return Panel.objects.select_related("edition", "rules_version").get(pk=panel.pk)
