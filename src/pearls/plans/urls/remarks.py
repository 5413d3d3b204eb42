"""Speaking about a plan, and mentoring towns."""

from django.urls import path

from pearls.plans.views import mentoring, remarks

urlpatterns = [
    path("plans/<slug:ref>/remarks/", remarks.remark_list, name="remark-list"),
    path("plans/<slug:ref>/remarks/about/<slug:section_id>/", remarks.remark, name="remark"),
    path("plans/<slug:ref>/remarks/<slug:thread_ref>/", remarks.thread, name="thread"),
    path("plans/<slug:ref>/suggest/<slug:section_id>/", remarks.suggest, name="suggest"),
    path("plans/<slug:ref>/meetings/", mentoring.meetings, name="meetings"),
    path("mentoring/", mentoring.overview, name="mentoring"),
    path("office/<slug:key>/flags/", mentoring.flag_list, name="flag-list"),
    path("office/flags/<slug:ref>/", mentoring.flag_settle, name="flag-settle"),
]
