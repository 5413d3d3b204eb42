"""Addresses of events; included under the reader's language."""

from django.urls import path

from pearls.calendar.views import coming, organising, parts, people, reading

app_name = "calendar"
urlpatterns = [
    path("events/", reading.upcoming, name="event-list"),
    path("events/past/", reading.past, name="past"),
    path("events/mine/", coming.mine, name="mine"),
    path("events/mine/address/", coming.address, name="address"),
    path("events/organise/", organising.event_list, name="organised"),
    path("events/new/", organising.begin, name="begin"),
    path("events/coming/<slug:ref>/<slug:secret>/", coming.guest, name="coming"),
    path("events/coming/<slug:ref>/<slug:secret>/feedback/", coming.guest_feedback, name="guest-feedback"),
    path("events/<slug:ref>/", reading.event, name="event"),
    path("events/<slug:ref>/event.ics", reading.event_file, name="event-file"),
    path("events/<slug:ref>/register/", coming.register, name="register"),
    path("events/<slug:ref>/leave/", coming.leave, name="leave"),
    path("events/<slug:ref>/feedback/", coming.feedback, name="feedback"),
    path("events/<slug:ref>/desk/", organising.desk, name="desk"),
    path("events/<slug:ref>/edit/", organising.edit, name="edit"),
    path("events/<slug:ref>/act/", organising.act, name="act"),
    path("events/<slug:ref>/parts/<slug:part>/", parts.parts, name="parts"),
    path("events/<slug:ref>/parts/<slug:part>/<slug:key>/", parts.part, name="part"),
    path("events/<slug:ref>/people/", people.people, name="people"),
    path("events/<slug:ref>/people.<slug:ending>", people.people_file, name="people-file"),
]
