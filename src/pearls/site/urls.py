"""Addresses of the pages that cross rooms; included under the reader's language."""

from django.conf import settings
from django.urls import path

from pearls.site.views import editions, home, mailbox, pearls, programme, statements, title_year, today

app_name = "site"
urlpatterns = [
    path("", home.home, name="home"),
    path("pearls/", pearls.pearl_list, name="pearl-list"),
    path("pearls/<slug:key>/", pearls.pearl, name="pearl"),
    path("places/", pearls.place_list, name="place-list"),
    path("places/<slug:key>/", pearls.place, name="place"),
    path("editions/", editions.edition_list, name="edition-list"),
    path("editions/<slug:key>/", editions.edition, name="edition"),
    path("ceremonies/", editions.ceremony_list, name="ceremony-list"),
    path("call/", home.call_list, name="call-list"),
    path("programme/", programme.programme, name="programme"),
    path("partners/", programme.partner_list, name="partner-list"),
    path("sources/", programme.source_list, name="source-list"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
    path("today/", today.today, name="today"),
    path("title-year/", title_year.title_year, name="title-year"),
]
if settings.IS_DEMO:
    urlpatterns += [
        path("demo/mail/", mailbox.demo_mail, name="demo-mail"),
        path("demo/mail/<slug:ref>/", mailbox.demo_letter, name="demo-letter"),
    ]
