"""Addresses of the programme's pages."""

from django.urls import path

from pearls.programme.views import office, public, rules_editor

app_name = "programme"
urlpatterns = [
    path("guide/<slug:edition>/", public.guide, name="guide"),
    path("guide/<slug:edition>.pdf", public.guide_pdf, name="guide-pdf"),
    path("eligibility/", public.eligibility_check, name="eligibility"),
    path("eligibility/places/", public.place_suggestions, name="place-suggestions"),
    path("office/editions/", office.edition_list, name="edition-list"),
    path("office/editions/new/", office.edition_start, name="edition-start"),
    path("office/editions/<slug:edition>/", office.edition_desk, name="edition-desk"),
    path("office/editions/<slug:edition>/publish/", office.edition_publish, name="edition-publish"),
    path("office/editions/<slug:edition>/rules/", rules_editor.rules_edit, name="rules-edit"),
    path("office/editions/<slug:edition>/rules/dates/", rules_editor.rules_dates, name="rules-dates"),
    path("office/editions/<slug:edition>/rules/applicants/", rules_editor.rules_applicants, name="rules-applicants"),
    path("office/editions/<slug:edition>/rules/deciding/", rules_editor.rules_deciding, name="rules-deciding"),
    path("office/editions/<slug:edition>/rules.toml", rules_editor.rules_download, name="rules-download"),
    path("office/editions/<slug:edition>/roles/", office.role_list, name="edition-roles"),
    path("office/roles/", office.role_list, name="roles"),
    path("office/roles/<str:ref>/end/", office.role_end, name="role-end"),
]
