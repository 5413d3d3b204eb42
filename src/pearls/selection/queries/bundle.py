"""Everything of a panel at once, as its archive holds it; scores only for whoever may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pearls.kernel.actor import Actor
from pearls.selection.models import Dossier, Panel, Seat
from pearls.selection.queries.panels import seats_of
from pearls.selection.queries.reading import closed_to
from pearls.selection.queries.results import score_sheet_rows
from pearls.selection.queries.sheets import Desk
from pearls.selection.rules.panels import Conflict, PanelState, SeatState


@dataclass(frozen=True)
class Whole:
    """A panel with its people, texts, declarations (without their words) and scores; None where these are shut."""

    panel: Panel
    desk: Desk
    seats: Sequence[Seat]
    dossiers: Sequence[Dossier]
    declared: Sequence[tuple[str, str, str]]
    assigned: Sequence[tuple[str, str]]
    scores: Sequence[tuple[Any, ...]] | None

    @property
    def scoring(self) -> list[Seat]:
        """Those who score."""
        return [seat for seat in self.seats if seat.is_assessor and seat.state == SeatState.ACCEPTED]

    @property
    def conflicts(self) -> list[tuple[str, str, str]]:
        """What shuts a text to somebody who scores."""
        refs = {seat.ref for seat in self.scoring}
        return [row for row in self.declared if row[0] in refs and row[2] != Conflict.NONE]


def may_see_scores(actor: Actor, panel: Panel) -> bool:
    """Whether the scores of a panel that the actor runs may be seen: not while they are given, nor with a conflict."""
    return panel.state != PanelState.SCORING and not closed_to(actor, panel)


def whole_of(actor: Actor, panel: Panel) -> Whole:
    """Everything of a panel for its office; a constant number of queries."""
    seats = list(seats_of(panel, with_ended=True))
    desk = Desk(panel, seats, with_texts=True)
    dossiers = sorted((one for one in desk.dossiers.values() if one.left_at is None), key=lambda one: one.key)
    keys, refs = {one.pk: one.key for one in dossiers}, {seat.pk: seat.ref for seat in seats}
    said = ((refs[seat], keys[text], conflict) for (seat, text), conflict in desk.said.items() if text in keys)
    return Whole(
        panel=panel,
        desk=desk,
        seats=seats,
        dossiers=dossiers,
        declared=sorted(said),
        assigned=sorted((keys[text], refs[seat]) for seat, text in desk.given if text in keys),
        scores=score_sheet_rows(panel) if may_see_scores(actor, panel) else None,
    )
