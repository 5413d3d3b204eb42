"""News and stories as an Atom feed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.languages import COMPLETE_LANGUAGES, DEFAULT_LANGUAGE, LANGUAGES
from pearls.news import queries
from pearls.news.models import Story
from pearls.web.feeds import AtomFeed
from pearls.web.gates import public

MOST_ENTRIES = 50


@public
@require_safe
@cache_control(public=True, max_age=600)
def news(request: HttpRequest) -> HttpResponse:
    """The newest news and stories; `?lang=` those in one language, `?demonstration=1` invented ones too."""
    asked = request.GET.get("lang", "")
    language = asked if asked in LANGUAGES else ""
    stories = queries.public_stories(now=utc_now(), with_demonstration=request.GET.get("demonstration") == "1")
    newest = list(queries.listed(queries.narrowed(stories, language=language))[:MOST_ENTRIES])
    with translation.override(language or DEFAULT_LANGUAGE):
        here = settings.BASE_URL + reverse("news-feeds:news")
        feed = AtomFeed(
            title=_("News of the Pearls"),
            link=settings.BASE_URL + reverse("news:story-list"),
            description="",
            subtitle=_("What the office and the Pearls tell"),
            language=language or DEFAULT_LANGUAGE,
            feed_url=f"{here}?lang={language}" if language else here,
            feed_guid=f"{here}?lang={language}" if language else here,
        )
        for story in newest:
            _add(feed, story)
    return HttpResponse(feed.writeString("utf-8"), feed.content_type)


def _add(feed: AtomFeed, story: Story) -> None:
    with translation.override(story.language if story.language in COMPLETE_LANGUAGES else DEFAULT_LANGUAGE):
        link = settings.BASE_URL + reverse("news:story", args=[story.slug])
    feed.add_item(
        title=story.title,
        link=link,
        description=story.lead,
        unique_id=f"{settings.BASE_URL}{reverse('news:story', args=[story.slug])}",
        pubdate=story.public_at,
        updateddate=max(story.changed_at, story.public_at or story.changed_at),
        author_name=story.place.display_name if story.place else _("Programme office"),
        language=story.language,
    )
