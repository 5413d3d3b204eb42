"""What the members of a panel see of its result: all of it, or the part without the plans that are shut to them."""

from collections import Counter
from collections.abc import Iterable

from pearls.kernel.actor import Actor
from pearls.selection.models import Declaration, Dossier, Panel
from pearls.selection.queries.panels import RELATED, or_404, own_seat, row_of
from pearls.selection.rules.panels import Conflict, PanelState, SeatState, is_shut_by, may_see_result


def member_panel_for(actor: Actor, ref: str) -> Panel:
    """A panel whose ranking the actor may see as one of its members. Raises: Http404."""
    panel = or_404(Panel.objects.select_related(*RELATED).filter(ref=ref).first())
    seat = own_seat(actor, panel)
    allowed = may_see_result(seat=SeatState(seat.state) if seat else None, panel=PanelState(panel.state))
    return or_404(panel if allowed else None)


def shut_plans(actor: Actor, panel: Panel, dossiers: Iterable[Dossier]) -> dict[int, Conflict]:
    """Which of these texts are shut to the actor, by their row, and by what."""
    rows = Declaration.objects.filter(
        seat__panel=panel, seat__person_id=row_of(actor), dossier__in=sorted(text.pk for text in dossiers)
    )
    found = {dossier: Conflict(conflict) for dossier, conflict in rows.values_list("dossier_id", "conflict")}
    return {dossier: conflict for dossier, conflict in found.items() if is_shut_by(conflict)}


def counted_by_conflict(shut: dict[int, Conflict]) -> list[tuple[Conflict, int]]:
    """How many texts are shut for each reason."""
    return sorted(Counter(shut.values()).items())
