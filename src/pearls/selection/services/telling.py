"""Telling assessors by one letter what they read and by when, when it is settled and when it has changed."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.selection import labels, queries
from pearls.selection.models import Dossier, Panel, Seat
from pearls.selection.rules.panels import AssignmentState
from pearls.selection.services.seats import write_to_seat


def tell_readers_due(*, actor: Actor, now: datetime) -> int:
    """Tell whoever does not know yet, on every panel where nobody changes anything any more. Safe to run twice."""
    return sum(tell_readers(actor=actor, panel=panel, now=now) for panel in queries.panels_to_tell(now=now))


@transaction.atomic
def tell_readers(*, actor: Actor, panel: Panel, now: datetime) -> int:
    """One letter to everybody whose texts are not those they were told last; gives how many were written.

    What they were told is kept as a hash: the same texts by the same day are never told twice in a row.
    """
    audit.take_turn()
    panel = Panel.objects.select_related("edition", "rules_version").get(pk=panel.pk)
    if panel.assignment != AssignmentState.IN_FORCE:
        return 0
    news = [one for one in queries.to_tell(panel) if one.is_news]
    for one in news:
        Seat.objects.filter(pk=one.seat.pk).update(told=one.state)
        _write(actor, panel, one.seat, one.texts, now)
    if news:
        _note_told(actor, panel, [one.seat for one in news], now)
    return len(news)


@transaction.atomic
def tell_everything(*, actor: Actor, panel: Panel, now: datetime) -> int:
    """Texts are no longer shared: whoever was told that they read some is told that they read all that is open."""
    told = list(panel.seats.exclude(told="").select_related("person"))
    for seat in told:
        seat.panel = panel
        _write(actor, panel, seat, [item.dossier for item in queries.to_read(seat) if not item.is_closed], now)
    panel.seats.exclude(told="").update(told="")
    if told:
        _note_told(actor, panel, told, now)
    return len(told)


def _write(actor: Actor, panel: Panel, seat: Seat, texts: Iterable[Dossier], now: datetime) -> None:
    names = "\n".join(f"– {text.name}" for text in texts) or "–"
    write_to_seat(actor, labels.TO_READ, panel, seat, now, texts=names)


def _note_told(actor: Actor, panel: Panel, seats: list[Seat], now: datetime) -> None:
    data = {"seats": [seat.ref for seat in seats]}
    audit.record(actor=actor, act="readers-told", subject=panel.subject, now=now, edition=panel.edition.key, data=data)
