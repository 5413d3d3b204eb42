"""Addresses of the toolkit."""

from django.urls import path

from pearls.plans.views import toolkit

urlpatterns = [
    path("toolkit/", toolkit.tool_list, name="tool-list"),
    path("toolkit/<slug:tool_id>/", toolkit.tool, name="tool"),
    path("toolkit/<slug:tool_id>/worksheet-<slug:size>.pdf", toolkit.worksheet, name="worksheet"),
]
