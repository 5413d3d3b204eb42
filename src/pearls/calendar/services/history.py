"""Past events of the programme, as they were published."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.calendar import rules
from pearls.calendar.models import Event
from pearls.calendar.rules import Audience, Kind, Mode, Precision, State
from pearls.kernel.actor import Actor
from pearls.kernel.clock import local_instant
from pearls.kernel.verdict import YES, no, require
from pearls.programme import queries as programme_queries

FILE = Path(__file__).resolve().parent.parent / "data" / "events.json"
KINDS = {
    "webinar series": Kind.WEBINAR_SERIES,
    "partner meeting": Kind.PARTNERS,
    "local event": Kind.LOCAL,
    "information meeting": Kind.INFORMATION,
    "exchange visit": Kind.VISIT,
    "title year kick-off": Kind.KICK_OFF,
    "forum": Kind.FORUM,
    "conference": Kind.CONFERENCE,
}
MODES = {"on site": Mode.ON_SITE, "online": Mode.ONLINE, "hybrid": Mode.HYBRID}


@transaction.atomic
def load_past_events(*, actor: Actor, now: datetime) -> int:
    """Bring the published events in: new ones, and what changed; one that somebody edited stays as it is.

    Gives how many were made or changed. Raises: NotAllowed, not-an-organiser.
    """
    audit.take_turn()
    require(YES if actor.is_office() else no("not-an-organiser"))
    records = json.loads(FILE.read_text(encoding="utf-8"))["records"]
    known = {event.source: event for event in Event.objects.filter(is_history=True)}
    places = programme_queries.place_ids(record["place_id"] for record in records if record["place_id"])
    count = sum(_put(known, record, places, actor, now) for record in records)
    if count:
        audit.record(actor=actor, act="events-loaded", subject="calendar:history", now=now, data={"count": count})
    return count


def _put(known: dict[str, Event], record: dict[str, Any], places: dict[str, int], actor: Actor, now: datetime) -> bool:
    row = columns_of(record, places)
    event = known.get(row["source"])
    if event is None:
        Event.objects.create(**row, ref=record["id"], made_by=actor.ref, made_at=now, changed_at=now)
        return True
    changed = {name: value for name, value in row.items() if getattr(event, name) != value}
    if event.is_edited or not changed:
        return False
    Event.objects.filter(pk=event.pk).update(**changed, changed_at=now)
    return True


def columns_of(record: dict[str, Any], places: dict[str, int]) -> dict[str, Any]:
    """A record of the file as columns; the hours only where they were published."""
    exact, first_on, last_on, year = rules.read_published_date(record["date"], record["date_precision"])
    zone = record["zone"]
    first, _, last = record["date"].partition("/")
    starts_at = ends_at = None
    if exact == Precision.MINUTE:
        starts_at = local_instant(datetime.fromisoformat(first), zone)
        ends_at = local_instant(datetime.fromisoformat(last), zone) if last else None
    return {
        "source": f"history:{record['id']}",
        "kind": KINDS[record["kind"]],
        "title": record["title"],
        "starts_at": starts_at,
        "ends_at": ends_at,
        "zone": zone,
        "precision": exact,
        "first_on": first_on,
        "last_on": last_on,
        "year": year,
        "date_text": record["date"],
        "mode": MODES[record["mode"]],
        "place_id": places.get(record["place_id"]) if record["place_id"] else None,
        "audience": Audience.PUBLIC,
        "state": State.HELD,
        "is_history": True,
        "topics": record["topics"],
        "facts": record["facts"],
        "participants": record["participants"],
        "source_urls": record["source_urls"],
    }
