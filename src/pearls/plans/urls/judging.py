"""A plan beside the score sheet."""

from django.urls import path

from pearls.plans.views import judging

urlpatterns = [
    path("assess/text/<slug:ref>/plan/", judging.dossier, name="dossier"),
    path("assess/text/<slug:ref>/plan.pdf", judging.dossier_pdf, name="dossier-pdf"),
]
