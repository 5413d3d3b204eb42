"""Addresses of the journal."""

from django.urls import path

from pearls.audit import views

app_name = "audit"
urlpatterns = [
    path("office/journal/", views.entry_list, name="entry-list"),
    path("office/journal/verify/", views.verify, name="verify"),
    path("office/journal/journal.jsonl", views.export, name="export"),
]
