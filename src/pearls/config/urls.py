"""All addresses: machine doors at the root, pages under the reader's language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("pearls.site.root_urls")),
    path("", include("pearls.credentials.urls.files")),
    path("", include("pearls.api.open_data.urls")),
    path("api/", include("pearls.api.urls")),
    path("", include("pearls.news.urls.feeds")),
    path("", include("pearls.calendar.urls.feeds")),
    *i18n_patterns(
        path("", include("pearls.places.urls")),
        path("", include("pearls.site.urls")),
        path("", include("pearls.web.urls")),
        path("", include("pearls.audit.urls")),
        path("", include("pearls.mail.urls")),
        path("", include("pearls.people.urls")),
        path("", include("pearls.programme.urls")),
        path("", include("pearls.selection.urls")),
        path("", include("pearls.credentials.urls")),
        path("", include("pearls.people.urls.allauth_names")),
        path("", include("pearls.news.urls")),
        path("", include("pearls.practices.urls")),
        path("", include("pearls.complaints.urls")),
        path("", include("pearls.calls.urls")),
        path("", include("pearls.titles.urls")),
        path("", include("pearls.plans.urls")),
        path("", include("pearls.calendar.urls")),
        path("", include("pearls.learning.urls")),
        path("", include("pearls.seed_money.urls")),
        path("", include("pearls.mentoring.urls")),
        path("", include("pearls.exchange.urls")),
        path("", include("pearls.network.urls")),
    ),
]

handler400 = "pearls.web.problems.bad_request"
handler403 = "pearls.web.problems.forbidden"
handler404 = "pearls.web.problems.not_found"
handler500 = "pearls.web.problems.server_error"
