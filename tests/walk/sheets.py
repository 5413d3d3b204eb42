"""Filled score sheets of the walk, looked at and ready to be taken over: one by its juror, one by the office."""

from collections.abc import Sequence
from decimal import Decimal

from django.core import signing

from pearls.kernel.actor import Actor
from pearls.selection import queries
from pearls.selection.models import Panel, Seat
from pearls.selection.rules.sheets import FilledRow, Given, packed
from pearls.selection.views.sheets import Side


def ready_sheets(final: Panel, seats: dict[str, Seat], juror: Actor, office: Actor) -> dict[str, str]:
    """What the page keeps between looking at a sheet and taking it over, and what was shown."""
    own = Side(juror, final, [seats["juror1"]], False, "selection:seat-sheets", seats["juror1"].ref)
    theirs = Side(office, final, queries.sheet_seats(final), True, "selection:panel-sheets", final.ref)
    content, shown = _ready(own, seats["juror1"])
    their_content, their_shown = _ready(theirs, seats["juror3"])
    return {"sheet": content, "sheet_shown": shown, "paper": their_content, "paper_shown": their_shown}


def _ready(side: Side, seat: Seat) -> tuple[str, str]:
    open_text = next(item for item in queries.to_read(seat) if item.is_due and item.state is None)
    criterion = side.panel.stage_rules.criteria[0].id
    given = Given("no", {criterion: Decimal(5)}, {criterion: ""})
    rows: Sequence[FilledRow] = [FilledRow(3, seat.ref, open_text.dossier.key, given)]
    found = queries.sheet_preview(side.actor, side.panel, side.seats, rows, hand_in=True, from_paper=side.from_paper)
    assert found.changes, found.faults
    return signing.dumps({"rows": packed(rows), "hand_in": True}, salt=side.salt, compress=True), found.digest
