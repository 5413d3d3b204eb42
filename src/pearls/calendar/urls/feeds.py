"""The calendars and the feed at the root, before any language."""

from django.urls import path

from pearls.calendar.views import feeds

app_name = "calendar-feeds"
urlpatterns = [
    path("feeds/events.xml", feeds.news, name="news"),
    path("calendar.ics", feeds.everybody, name="public"),
    path("calendar/alumni.ics", feeds.alumni, name="alumni"),
    path("calendar/<slug:token>.ics", feeds.own, name="own"),
]
