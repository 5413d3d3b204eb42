"""Addresses of the programme's pages."""

from django.urls import path

from pearls.programme.views import public

app_name = "programme"
urlpatterns = [
    path("guide/<slug:edition>/", public.guide, name="guide"),
    path("guide/<slug:edition>.pdf", public.guide_pdf, name="guide-pdf"),
    path("eligibility/", public.eligibility_check, name="eligibility"),
    path("eligibility/places/", public.place_suggestions, name="place-suggestions"),
]
