"""Events to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pearls.calendar import labels, queries, rules
from pearls.calendar.forms import EventFilter
from pearls.calendar.models import Event, Item, Registration
from pearls.calendar.papers import for_machines, ics
from pearls.calendar.rules import Audience, Precision, Standing, State
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.web.formats import current_language, sentence_language, short_instant_words, time_words, zone_words
from pearls.web.gates import actor_of, public
from pearls.web.linked_data import in_page
from pearls.web.pagination import page_of

PER_PAGE = 20


@dataclass(frozen=True)
class Shown:
    """An event as a list shows it."""

    event: Event
    kind: Any
    when: str
    where: str
    hours: str = ""
    state: Any = ""
    tone: str = "neutral"
    free: int | None = None

    @property
    def ends(self) -> str:
        """The hour at which it ends, where that is on the day on which it begins."""
        event = self.event
        if event.ends_at is None or event.first_on != event.last_on:
            return ""
        return time_words(event.ends_at.astimezone(ZoneInfo(event.zone)))

    @property
    def is_full(self) -> bool:
        return self.free == 0


def shown(event: Event) -> Shown:
    """An event in words; a state only where it says something that the list does not."""
    is_told = event.state in (State.CANCELLED, State.DRAFT)
    return Shown(
        event,
        labels.KINDS[event.kind],
        labels.date_words(precision=event.precision, first_on=event.first_on, last_on=event.last_on, year=event.year),
        queries.where_words(event),
        hours_of(event),
        labels.STATES[event.state] if is_told else "",
        labels.TONES[event.state],
        rules.free_places(capacity=event.capacity, taken=event.taken_count),
    )


@public
@require_safe
def upcoming(request: HttpRequest) -> HttpResponse:
    """What is to come and open to the reader, the next one first."""
    return _list(request, is_past=False)


@public
@require_safe
def past(request: HttpRequest) -> HttpResponse:
    """What was, by year, history with its sources."""
    return _list(request, is_past=True)


def _list(request: HttpRequest, *, is_past: bool) -> HttpResponse:
    actor, now = actor_of(request), utc_now()
    found = queries.events_for(actor)
    found = found if settings.IS_DEMO else found.filter(is_demonstration=False)
    found = queries.past(found, now=now) if is_past else queries.upcoming(found, now=now)
    form = EventFilter(request.GET, places=queries.places_of(found))
    wish = form.wish()
    page: Page[Event] = page_of(
        request,
        queries.narrowed(found, kind=wish["kind"], language=wish["language"], place=wish["place"]),
        per_page=PER_PAGE,
    )
    lines = [shown(event) for event in page.object_list]
    context = {
        "form": form,
        "page": page,
        "lines": lines,
        "years": [(year, list(of)) for year, of in groupby(lines, lambda line: line.event.year)],
        "is_past": is_past,
        "may_begin": queries.may_begin(actor),
        "calendar": settings.BASE_URL + _subscribed("calendar-feeds:public"),
        "alumni": settings.BASE_URL + _subscribed("calendar-feeds:alumni"),
        "feed": _subscribed("calendar-feeds:news"),
    }
    return render(request, "calendar/event_list.html", context)


def _subscribed(name: str) -> str:
    """What is subscribed to in the reader's language; in a demonstration with its invented events."""
    return f"{reverse(name)}?lang={current_language()}" + ("&demonstration=1" if settings.IS_DEMO else "")


@public
@require_safe
def event(request: HttpRequest, ref: str) -> HttpResponse:
    """One event: when, where, programme, materials, and a place at it."""
    actor, now = actor_of(request), utc_now()
    found = event_or_404(actor, ref)
    registration = queries.registration_of(actor, found)
    reader = queries.reader_of(actor, found)
    is_in = registration is not None and registration.state == Standing.REGISTERED
    sees_all = bool(is_in or rules.may_organise(reader))
    open_now = rules.may_register(
        state=State(found.state), closes_at=found.closes_at, starts_at=found.starts_at, now=now
    )
    items = queries.items_of(found)
    is_public = found.audience == Audience.PUBLIC and found.state != State.DRAFT
    context = {
        "event": found,
        "line": shown(found),
        "state": {"label": labels.STATES[found.state], "tone": labels.TONES[found.state]},
        "audience": labels.AUDIENCES[found.audience],
        "mode": labels.MODES[found.mode],
        "registration": registration,
        "standing": standing_words(registration),
        "link": found.link if sees_all and found.state == State.PUBLISHED else "",
        "may_organise": bool(rules.may_organise(reader)),
        "may_register": bool(open_now),
        "why_not": "" if open_now or found.is_history else labels.reason_words(open_now.reason, open_now.detail),
        "rooms": list(dict.fromkeys(item.room for item in items)),
        "rows": programme_rows(found, items),
        "city": zone_words(found.zone, current_language()),
        "title": pick(found.title, current_language())[0],
        **summary_of(found),
        "items": items,
        "materials": [
            (one, labels.MATERIAL_KINDS[one.kind]) for one in queries.materials_of(found, is_registered=sees_all)
        ],
        "was_there": registration is not None and bool(registration.attended) and is_over(registration, now),
        "may_give_feedback": registration is not None and may_answer(registration, now),
        "data": in_page(for_machines.event_data(found, current_language())) if is_public else "",
        "trail": [(_("Events"), reverse("calendar:event-list")), (labels.KINDS[found.kind], "")],
    }
    response = render(request, "calendar/event.html", context)
    if not is_public:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "private, no-store"
    return response


@public
@require_safe
def event_file(request: HttpRequest, ref: str) -> HttpResponse:
    """One event for a calendar."""
    actor = actor_of(request)
    found = event_or_404(actor, ref)
    language = current_language()
    entry = ics.entry_of(found, language, queries.registration_of(actor, found))
    if entry is None:
        raise Http404
    content = ics.calendar_file([entry], name=_("Pearls: events"), language=language)
    return ics.calendar_response(content, f"event-{ref}.ics", is_private=True)


def event_or_404(actor: Actor, ref: str) -> Event:
    """The event, for whoever may know of it."""
    found = queries.event_for(actor, ref)
    if found is None:
        raise Http404
    return found


def standing_words(registration: Registration | None) -> dict[str, Any] | None:
    """How far somebody is with a place, as a tag."""
    if registration is None:
        return None
    return {
        "label": labels.STANDINGS[registration.state],
        "tone": labels.STANDING_TONES[registration.state],
    }


def is_over(registration: Registration, now: datetime) -> bool:
    """Whether the event of a registration has ended."""
    ends_at = registration.event.ends_at
    return ends_at is not None and ends_at <= now


def may_answer(registration: Registration, now: datetime) -> bool:
    """Whether somebody may still say how it was."""
    ends_at = registration.event.ends_at
    return ends_at is not None and bool(
        rules.may_give_feedback(
            standing=Standing(registration.state),
            attended=registration.attended,
            has_given=registration.has_given_feedback,
            ends_at=ends_at,
            now=now,
        )
    )


def summary_of(event: Event) -> dict[str, str]:
    """What it is about, and the language of that where it is not the page's."""
    text, told_in = pick(event.summary, current_language())
    return {"summary": text, "summary_language": told_in if told_in != sentence_language(current_language()) else ""}


def hours_of(event: Event) -> str:
    """From when to when, in the event's own zone, for a list; nothing where no hours were published."""
    if event.precision != Precision.MINUTE or event.starts_at is None:
        return ""
    zone = ZoneInfo(event.zone)
    begins = time_words(event.starts_at.astimezone(zone))
    if event.ends_at is None or event.first_on != event.last_on:
        hours = begins
    else:
        hours = f"{begins}–{time_words(event.ends_at.astimezone(zone))}"
    # Translators: hours of an event on the clock of a city.
    return _("%(hours)s, %(city)s") % {"hours": hours, "city": zone_words(event.zone, current_language())}


def programme_rows(event: Event, items: Iterable[Item]) -> list[dict[str, Any]]:
    """The programme as a table: one row for each beginning, one cell for each room."""
    found, zone = list(items), ZoneInfo(event.zone)
    rooms = list(dict.fromkeys(item.room for item in found))
    rows = []
    for _starts_at, together in groupby(found, lambda item: item.starts_at):
        here = {item.room: item for item in together}
        begins, _ends = item_hours(event, next(iter(here.values())))
        rows.append({"begins": begins, "cells": [_cell(room, here.get(room), zone) for room in rooms]})
    return rows


def item_hours(event: Event, item: Item) -> tuple[str, str]:
    """When an item begins and ends on the clock of its event; with the day where the event has several."""
    moments = (item.starts_at, item.ends_at)
    if event.first_on == event.last_on:
        begins, ends = (time_words(moment.astimezone(ZoneInfo(event.zone))) for moment in moments)
    else:
        begins, ends = (short_instant_words(moment, event.zone, current_language()) for moment in moments)
    return begins, ends


def _cell(room: str, item: Item | None, zone: ZoneInfo) -> tuple[str, Item | None, str]:
    return room, item, time_words(item.ends_at.astimezone(zone)) if item else ""
