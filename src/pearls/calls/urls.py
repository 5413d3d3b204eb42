"""Addresses of the calls' pages."""

from django.urls import path

from pearls.calls.views import team

app_name = "calls"
urlpatterns = [
    path("applications/invitations/<str:token>/", team.invitation, name="invitation"),
]
