"""Addresses of the practices; included under the reader's language."""

from django.urls import path

from pearls.practices import views

app_name = "practices"
urlpatterns = [
    path("practices/", views.practice_list, name="practice-list"),
    path("practices/<slug:key>/", views.practice, name="practice"),
    path("practices/<slug:key>/practice.pdf", views.practice_pdf, name="practice-pdf"),
    path("open-data/", views.open_data, name="open-data"),
]
