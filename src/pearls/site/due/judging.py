"""What waits for those who sit on a panel."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pearls.kernel.languages import pick
from pearls.selection import queries as selection_queries
from pearls.selection.rules.panels import PanelState, SeatState
from pearls.site.day import Line
from pearls.site.due.reader import MOST_LINES, Reader, group_for, spot
from pearls.web import formats

# Of all that lists show of a seat, these are named here.
_SEAT = (
    *("ref", "state", "is_chair", "is_assessor", "panel__ref", "panel__state", "panel__due_at"),
    *("panel__edition__name", "panel__rules_version__text"),
)


def seats(reader: Reader) -> Iterable[Line]:
    """Invitations to panels, texts still to be read, and decisions that wait for a chair."""
    mine = list(selection_queries.seats_for(reader.actor).only(*_SEAT)[:MOST_LINES])
    if not mine:
        return
    progress, ties = selection_queries.progress_by_seat(mine), selection_queries.ties_for_chairs(mine)
    for seat in mine:
        due, done = progress[seat.pk]
        if ties.get(seat.panel_id):
            yield _ties_line(seat, ties[seat.panel_id])
        line = _seat_line(seat, due - done, reader.now)
        if line is not None:
            yield line


def _ties_line(seat: Any, count: int) -> Line:
    what = ngettext(
        "%(number)s tie waits for your decision; until then the text is shut to the person.",
        "%(number)s ties wait for your decision; until then the texts are shut to these people.",
        count,
    )
    return Line(
        who=pick(seat.panel.edition.name, formats.current_language())[0],
        what=what % {"number": count},
        address=spot("selection:ties", ref=seat.panel.ref),
    )


def _seat_line(seat: Any, unfinished: int, now: datetime) -> Line | None:
    panel, state, until = seat.panel, seat.panel.state, None
    address = spot("selection:seat", ref=seat.ref)
    if seat.state == SeatState.INVITED:
        what = _("You are invited to a panel. Please say whether you take part.")
    elif seat.state != SeatState.ACCEPTED:
        return None
    elif seat.is_chair and state == PanelState.SET_ASIDE:
        what = _("Your signature is set aside: a plan left or came back. Sign anew.")
        address = spot("selection:panel", ref=panel.ref)
    elif seat.is_chair and state == PanelState.CLOSED:
        what, address = _("The scores are in. The panel decides and signs."), spot("selection:panel", ref=panel.ref)
    elif not seat.is_chair and state == PanelState.HALF_SIGNED:
        what = _("The chair has signed the result. Another member of the panel signs the same.")
        address = spot("selection:meeting", ref=panel.ref)
    elif seat.is_assessor and state == PanelState.SCORING and unfinished > 0:
        until = panel.due_at
        what = ngettext("%(number)s text to read and score.", "%(number)s texts to read and score.", unfinished) % {
            "number": unfinished
        }
    else:
        return None
    return Line(
        who=pick(panel.edition.name, formats.current_language())[0],
        what=what,
        address=address,
        group=group_for(until, now),
        until=until,
        zone=panel.edition_rules.dates.zone,
    )
