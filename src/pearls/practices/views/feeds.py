"""Any search of practices as an Atom feed, in the reader's language, what changed last first."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pearls.practices import queries
from pearls.practices.forms import PracticeFilter
from pearls.practices.models import Practice
from pearls.practices.views.saving import filter_of, words_of
from pearls.web.formats import country_name, current_language
from pearls.web.gates import public


class PracticeFeed(Feed[Practice, PracticeFilter]):
    """What a search finds."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> PracticeFilter:
        return filter_of(request.GET)

    def title(self, form: PracticeFilter) -> str:
        words = words_of(form)
        return _("Practices: %(words)s") % {"words": words} if words else _("Practices")

    def subtitle(self, form: PracticeFilter) -> str:
        return _("What is new or changed among the practices, what changed last first.")

    def link(self, form: PracticeFilter) -> str:
        return f"{reverse('practices:practice-list')}?{urlencode(form.asked())}"

    def feed_url(self, form: PracticeFilter) -> str:
        return f"{reverse('practices:feed')}?{urlencode(form.asked())}"

    def author_name(self, form: PracticeFilter) -> str:
        return _("Pearls")

    def items(self, form: PracticeFilter) -> list[Practice]:
        return queries.latest(form.asked(), current_language())

    def item_title(self, item: Practice) -> str:
        return item.title

    def item_description(self, item: Practice) -> str:
        place = f"{item.place_name}, " if item.place_name else ""
        return f"{place}{country_name(item.country, current_language())}. {item.summary}"

    def item_link(self, item: Practice) -> str:
        return reverse("practices:practice", args=[item.key])

    def item_pubdate(self, item: Practice) -> Any:
        return item.made_at

    def item_updateddate(self, item: Practice) -> Any:
        return item.changed_at


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """A search as a feed; its choices stand in the address as those of the list do."""
    return PracticeFeed()(request)
