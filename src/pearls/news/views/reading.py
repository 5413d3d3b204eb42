"""News and stories to read, and their photos."""

from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pearls.files import labels as file_labels
from pearls.files.views import file_response
from pearls.kernel.clock import utc_now
from pearls.news import labels, queries, rules
from pearls.news.forms import NewsFilter
from pearls.news.models import Photo, Story
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, public
from pearls.web.pagination import page_of
from pearls.web.zones import reader_zone

PER_PAGE = 20
PHOTO_SECONDS = 600  # how long a withdrawn photo may still lie about on the way


@public
@require_safe
def story_list(request: HttpRequest) -> HttpResponse:
    """What the office and the Pearls tell, the newest first; narrowed by Pearl and language."""
    everything = queries.public_stories(now=utc_now(), with_demonstration=settings.IS_DEMO)
    form = NewsFilter(
        request.GET, places=queries.places_telling(everything), languages=queries.languages_told(everything)
    )
    wish = form.wish()
    shown = queries.narrowed(everything, **wish)
    # Whoever asks for a language gets all that is told in it; others each story once.
    shown = shown if wish["language"] else queries.one_of_each(shown, current_language())
    page: Page[Story] = page_of(request, queries.listed(shown), per_page=PER_PAGE)
    return render(request, "news/story_list.html", {"form": form, "page": page, "feed": reverse("news-feeds:news")})


@public
@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story, with its photos, the language it is in and the others it is told in."""
    now, actor = utc_now(), actor_of(request)
    found = queries.story_to_read(actor, slug, now=now)
    if found is None:
        raise Http404
    photos = queries.photos_of(found)
    others = queries.told_as(found, now=now)
    order = rules.order_for(current_language(), [other.language for other in others])
    context = {
        "story": found,
        "is_readable": queries.is_readable(found, now),
        "state": _state_words(found),
        "photos": file_labels.with_licences(photos),
        "others": sorted(others, key=lambda other: order.index(other.language)),
        "trail": [(_("News"), reverse("news:story-list")), (found.title, "")],
        "address": settings.BASE_URL + request.path,
        "picture": settings.BASE_URL + reverse("news:small-photo", args=[photos[0].ref]) if photos else "",
        "zone": reader_zone(request) or "UTC",
        "feed": reverse("news-feeds:news"),
    }
    response = render(request, "news/story.html", context)
    if not context["is_readable"]:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "private, no-store"
    return response


@public
@require_safe
def photo(request: HttpRequest, ref: str) -> HttpResponseBase:
    """A photo in full size."""
    return _photo(request, ref, is_small=False)


@public
@require_safe
def small_photo(request: HttpRequest, ref: str) -> HttpResponseBase:
    """A photo as the page shows it."""
    return _photo(request, ref, is_small=True)


def _photo(request: HttpRequest, ref: str, *, is_small: bool) -> HttpResponseBase:
    now = utc_now()
    found: Photo | None = queries.photo_for(actor_of(request), ref, now=now)
    stored = queries.file_of(found, is_small=is_small) if found else None
    if found is None or stored is None:
        raise Http404
    response = file_response(stored)
    if queries.is_readable(found.story, now):
        response.headers["Cache-Control"] = f"public, max-age={PHOTO_SECONDS}"
    return response


def _state_words(found: Story) -> dict[str, Any]:
    is_waiting = found.state == rules.State.PUBLIC
    return {
        "label": labels.UNDER_EMBARGO if is_waiting else labels.STATES[found.state],
        "tone": "warn" if is_waiting else labels.TONES[found.state],
    }
