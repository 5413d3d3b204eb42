"""Public events as an Atom feed (RFC 4287), for readers who want to hear of new and changed ones."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pearls.calendar import labels, queries
from pearls.calendar.models import Event
from pearls.calendar.papers.ics import clean
from pearls.calendar.rules import State
from pearls.kernel.languages import pick
from pearls.web import formats
from pearls.web.feeds import AtomFeed

MOST_ENTRIES = 50


def feed_of(events: Iterable[Event], *, language: str, address: str) -> AtomFeed:
    """A feed of these events for readers of a language; `address` is its own."""
    with translation.override(language):
        feed = AtomFeed(
            title=_("Pearls: events"),
            link=settings.BASE_URL + reverse("calendar:event-list"),
            description="",
            subtitle=_("Events to come, what is new or changed first"),
            language=formats.sentence_language(language),
            author_name=_("Programme office"),
            feed_url=address,
            feed_guid=address,
        )
    for event in events:
        _add(feed, event, language)
    return feed


def _add(feed: AtomFeed, event: Event, language: str) -> None:
    """One event; its words are all in the language that its title is told in, so that each entry is in one."""
    with translation.override(language):
        page = settings.BASE_URL + reverse("calendar:event", args=[event.ref])
    title, told_in = pick(event.title, language)
    is_cancelled = event.state == State.CANCELLED
    with translation.override(told_in):
        about = event.cancelled_because if is_cancelled else pick(event.summary, told_in)[0]
        feed.add_item(
            title=clean(_("Cancelled: %(title)s") % {"title": title} if is_cancelled else title),
            link=page,
            description=clean("\n\n".join(part for part in (_when_and_where(event, told_in), about) if part)),
            unique_id=f"{settings.BASE_URL}/events/{event.ref}",  # the same in the feed of every language
            updateddate=event.changed_at,
            categories=[str(labels.KINDS[event.kind])],
            language=told_in,
        )


def _when_and_where(event: Event, language: str) -> str:
    when = formats.instant_words(event.starts_at, event.zone, language, event.zone) if event.starts_at else ""
    return "\n".join(part for part in (when, queries.where_words(event)) if part)
