"""What to subscribe to: the calendars of everybody, of the alumni and a person's own, and a feed of what is new."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pearls.calendar import queries
from pearls.calendar.events import CalendarGathered
from pearls.calendar.papers import atom, ics
from pearls.calendar.rules import Entry, Group
from pearls.kernel import events
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import DEFAULT_LANGUAGE, LANGUAGES
from pearls.people import queries as people_queries
from pearls.web.gates import public


@public
@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """All that anybody may come to; `?lang=` in a language, `?demonstration=1` invented ones too."""
    return _shared(request, file_name="calendar.ics")


@public
@require_safe
def alumni(request: HttpRequest) -> HttpResponse:
    """What is for those who have carried the title."""
    return _shared(request, file_name="alumni.ics", group=Group.ALUMNI)


@public
@require_safe
def own(request: HttpRequest, token: str) -> HttpResponse:
    """What a person comes to, and what other rooms put in; the address is the key."""
    person = queries.person_by_feed(token)
    if person is None:
        raise Http404
    actor, now = people_queries.actor_of(person), utc_now()
    language = _language(request, person.language)
    coming = list(queries.registrations_of(actor)[: ics.MOST_ENTRIES])
    entries: list[Entry] = [entry for one in coming if (entry := ics.entry_of(one.event, language, one)) is not None]
    events.publish(CalendarGathered(actor=actor, language=language, now=now, entries=entries))
    with translation.override(language):
        name = _("My events")
    return ics.calendar_response(
        ics.calendar_file(entries, name=name, language=language), "my-events.ics", is_private=True
    )


@public
@require_safe
@cache_control(public=True, max_age=600)
def news(request: HttpRequest) -> HttpResponse:
    """Public events to come as an Atom feed; `?lang=` in a language, `?demonstration=1` invented ones too."""
    language, invented = _language(request, DEFAULT_LANGUAGE), _with_demonstration(request)
    found = queries.lately_told(queries.public_events(with_demonstration=invented), now=utc_now())
    query = urlencode({"lang": language} | ({"demonstration": "1"} if invented else {}))
    here = f"{settings.BASE_URL}{reverse('calendar-feeds:news')}?{query}"
    feed = atom.feed_of(found[: atom.MOST_ENTRIES], language=language, address=here)
    return HttpResponse(feed.writeString("utf-8"), feed.content_type)


def _shared(request: HttpRequest, *, file_name: str, group: str = "") -> HttpResponse:
    language = _language(request, DEFAULT_LANGUAGE)
    found = queries.public_events(with_demonstration=_with_demonstration(request))
    shown = queries.narrowed(found, group=group)[: ics.MOST_ENTRIES]
    with translation.override(language):
        title = _("Pearls: alumni network") if group else _("Pearls: events")
    content = ics.calendar_file(ics.entries_of(shown, language), name=title, language=language)
    return ics.calendar_response(content, file_name)


def _language(request: HttpRequest, otherwise: str) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in LANGUAGES else otherwise


def _with_demonstration(request: HttpRequest) -> bool:
    return request.GET.get("demonstration") == "1"
