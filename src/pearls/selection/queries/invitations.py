"""Who has not answered, who is to be reminded, and who is to be told what they read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from pearls.kernel.canonical import canonical_json, sha256_hex
from pearls.selection.models import Assignment, Declaration, Dossier, Panel, Seat, SeatReminder
from pearls.selection.queries.panels import RELATED, or_404
from pearls.selection.rules.inviting import ReminderKind
from pearls.selection.rules.panels import AssignmentState, Conflict, PanelState, SeatState

QUIET = timedelta(minutes=10)  # an office that changes several texts by hand causes one letter, not several


def invited_seats() -> QuerySet[Seat]:
    """Open invitations of panels that still score, with the day of their answer; for the reminding job."""
    open_ones = Seat.objects.filter(state=SeatState.INVITED, panel__state=PanelState.SCORING, person__is_active=True)
    found = open_ones.filter(answer_on__isnull=False).select_related("person", *(f"panel__{name}" for name in RELATED))
    return found.prefetch_related("reminders").order_by("pk")


def silent_seats(*, today: date) -> QuerySet[Seat]:
    """Invitations of panels that still score whose day for an answer has passed without one."""
    return Seat.objects.filter(state=SeatState.INVITED, panel__state=PanelState.SCORING, answer_on__lt=today)


def scoring_panels() -> QuerySet[Panel]:
    """Panels whose scores are due on some day."""
    return Panel.objects.filter(state=PanelState.SCORING, due_at__isnull=False).select_related(*RELATED)


def reminders_of(panel: Panel) -> dict[int, list[tuple[ReminderKind, date]]]:
    """What everybody on the panel was reminded of, and for which day; by the row of the seat."""
    found: dict[int, list[tuple[ReminderKind, date]]] = {}
    for seat, kind, due_on in SeatReminder.objects.filter(seat__panel=panel).values_list("seat_id", "kind", "due_on"):
        found.setdefault(seat, []).append((ReminderKind(kind), due_on))
    return found


def seat_on(panel: Panel, ref: str) -> Seat:
    """One seat of the panel, an ended one too. Raises: Http404."""
    return or_404(panel.seats.select_related("person").filter(ref=ref).first())


@dataclass(frozen=True)
class ToTell:
    """What one assessor reads now; `state` is the hash of it, to be compared with what they were told last."""

    seat: Seat
    texts: tuple[Dossier, ...]
    state: str

    @property
    def is_news(self) -> bool:
        """Whether they do not know it; whoever was never told and has nothing is told nothing."""
        return self.state != self.seat.told and bool(self.texts or self.seat.told)


def to_tell(panel: Panel) -> list[ToTell]:
    """What everybody who has accepted reads on a panel that shares its texts; three queries."""
    seats = panel.seats.filter(state=SeatState.ACCEPTED, is_assessor=True, person__is_active=True)
    given = Assignment.objects.filter(seat__panel=panel, dossier__left_at=None).select_related("dossier")
    shut = Declaration.objects.filter(seat__panel=panel).exclude(conflict=Conflict.NONE)
    closed = set(shut.values_list("seat_id", "dossier_id"))
    held: dict[int, list[Dossier]] = {}
    for one in given.order_by("dossier__name"):
        held.setdefault(one.seat_id, []).append(one.dossier)
    return [
        _to_tell(panel, seat, held.get(seat.pk, []), closed) for seat in seats.select_related("person").order_by("pk")
    ]


def _to_tell(panel: Panel, seat: Seat, held: Iterable[Dossier], closed: set[tuple[int, int]]) -> ToTell:
    """A conflict that the person declared changes nothing of what they were told; they know it best."""
    texts = list(held)
    due = panel.due_at.isoformat() if panel.due_at else None
    state = sha256_hex(canonical_json({"texts": sorted(text.ref for text in texts), "due": due}))
    return ToTell(seat, tuple(text for text in texts if (seat.pk, text.pk) not in closed), state)


def panels_to_tell(*, now: datetime) -> QuerySet[Panel]:
    """Panels whose shared texts have changed, and where nobody has changed anything for a while."""
    shared = Q(state=PanelState.SCORING, assignment=AssignmentState.IN_FORCE, reshared_at__lte=now - QUIET)
    return Panel.objects.filter(shared).select_related(*RELATED).order_by("pk")


def is_somebody_to_tell(*, now: datetime) -> bool:
    """Whether an assessor does not know yet what they read."""
    return any(one.is_news for panel in panels_to_tell(now=now) for one in to_tell(panel))
