"""The plan as a file, out and in."""

from django.urls import path

from pearls.plans.views import papers

urlpatterns = [
    path("plans/<slug:ref>/papers/", papers.paper_list, name="papers"),
    path("plans/<slug:ref>/papers/plan.<slug:kind>", papers.download, name="paper"),
    path("plans/<slug:ref>/papers/steps/<slug:section_id>.pdf", papers.step, name="step-paper"),
    path("plans/<slug:ref>/papers/<slug:paper_ref>/", papers.changes, name="paper-changes"),
    path("plans/<slug:ref>/papers/<slug:paper_ref>/leave/", papers.leave, name="paper-leave"),
]
