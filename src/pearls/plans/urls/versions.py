"""A plan as it stood, and what became of it."""

from django.urls import path

from pearls.plans.views import versions

urlpatterns = [
    path("plans/<slug:ref>/versions/", versions.version_list, name="versions"),
    path("plans/<slug:ref>/versions/compare/", versions.compare, name="compare"),
    path("plans/<slug:ref>/versions/<slug:point>/", versions.version, name="version"),
]
