"""Practices of other towns beside a plan."""

from django.urls import path

from pearls.plans.views import practices

urlpatterns = [
    path("plans/<slug:ref>/practices/", practices.suggestions, name="practices"),
    path("plans/<slug:ref>/practices/use/<slug:key>/", practices.use, name="practice-use"),
    path("plans/<slug:ref>/practices/leave/<slug:key>/", practices.leave, name="practice-leave"),
    path("plans/<slug:ref>/practices/examples/<slug:question_id>/", practices.examples, name="practice-examples"),
]
