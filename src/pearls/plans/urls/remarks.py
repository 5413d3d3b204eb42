"""Speaking about a plan, and mentoring towns."""

from django.urls import path

from pearls.plans.views import remarks

urlpatterns = [
    path("plans/<slug:ref>/remarks/", remarks.remark_list, name="remark-list"),
    path("plans/<slug:ref>/remarks/about/<slug:section_id>/", remarks.remark, name="remark"),
    path("plans/<slug:ref>/remarks/<slug:thread_ref>/", remarks.thread, name="thread"),
    path("plans/<slug:ref>/suggest/<slug:section_id>/", remarks.suggest, name="suggest"),
]
