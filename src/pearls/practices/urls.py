"""Addresses of the practices; included under the reader's language."""

from django.urls import path

from pearls.practices import views

app_name = "practices"
urlpatterns = [
    path("practices/", views.practice_list, name="practice-list"),
    path("practices/for-your-town/", views.for_your_town, name="for-your-town"),
    path("practices/<slug:key>/", views.practice, name="practice"),
]
