"""The addresses of plans and of the toolkit."""

from django.urls import URLPattern

app_name = "plans"
urlpatterns: list[URLPattern] = []
