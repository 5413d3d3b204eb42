"""Addresses of what comes after a decision; included under the reader's language."""

from django.urls import path

from pearls.complaints.views import office, outcome, reading, town, wording

app_name = "complaints"
urlpatterns = [
    path("applications/<str:ref>/outcome/", outcome.page, name="outcome"),
    path("applications/<str:ref>/outcome/<str:dossier_ref>.pdf", outcome.letter, name="outcome-letter"),
    path("applications/<str:ref>/outcome/<str:dossier_ref>/complain/", town.complain, name="complain"),
    path("applications/<str:ref>/outcome/<str:dossier_ref>/complaint-form.pdf", town.blank, name="complain-blank"),
    path("complaints/<str:ref>/", town.complaint, name="complaint"),
    path("complaints/<str:ref>/receipt.pdf", town.receipt, name="receipt"),
    path("complaints/<str:ref>/withdraw/", town.withdraw, name="withdraw"),
    path("assess/complaints/<str:ref>/", reading.page, name="read"),
    path("office/complaints/", office.listing, name="office-list"),
    path("office/complaints/enter/<str:dossier_ref>/", office.enter, name="office-enter"),
    path("office/complaints/<str:ref>/", office.page, name="office-complaint"),
    path("panels/<str:ref>/reasons/", wording.listing, name="reasons-list"),
    path("panels/<str:ref>/reasons/day/", wording.day, name="reasons-day"),
    path("panels/text/<str:ref>/reasons/", wording.page, name="reasons"),
]
