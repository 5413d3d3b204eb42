"""The page of a credential."""

from django.urls import path

from pearls.credentials import views

app_name = "credentials"
urlpatterns = [
    path("credentials/<slug:ref>/", views.credential, name="credential"),
]
