"""The files of credentials, before any language: their addresses stand in what was signed."""

from django.urls import path

from pearls.credentials import views

app_name = "credential_files"
urlpatterns = [
    path(".well-known/did.json", views.did_document, name="did"),
    path("credentials/status/1.json", views.status_list, name="status-list"),
    path("credentials/<slug:ref>.json", views.credential_json, name="json"),
    path("credentials/<slug:ref>.jwt", views.credential_jwt, name="jwt"),
    path("credentials/<slug:ref>/badge.<slug:kind>", views.badge, name="badge"),
]
