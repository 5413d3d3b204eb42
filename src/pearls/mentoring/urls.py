"""Addresses of mentoring; included under the reader's language."""

from django.urls import path

from pearls.mentoring.views import handing_over, matching, office, own, pairs

app_name = "mentoring"
urlpatterns = [
    path("mentoring/pairs/", pairs.pair_list, name="pair-list"),
    path("mentoring/pairs/<slug:ref>/", pairs.pair, name="pair"),
    path("mentoring/pairs/<slug:ref>/act/", pairs.act, name="pair-act"),
    path("mentoring/pairs/<slug:ref>/all/<slug:what>/", pairs.pair_rows, name="pair-rows"),
    path("mentoring/pairs/<slug:ref>/agreement/", pairs.agreement, name="agreement"),
    path("mentoring/pairs/<slug:ref>/agreement.pdf", pairs.agreement_paper, name="agreement-pdf"),
    path("mentoring/pairs/<slug:ref>/hand-over/", handing_over.begin, name="hand-over-begin"),
    path("mentoring/meetings/<slug:ref>/", pairs.meeting, name="meeting"),
    path("mentoring/hand-overs/<slug:ref>/", handing_over.hand_over, name="hand-over"),
    path("mentoring/profile/", own.profile, name="profile"),
    path("mentoring/hours/", own.hours, name="own-hours"),
    path("mentoring/notes/", own.notes, name="note-list"),
    path("mentoring/contact-points/", own.contact_points, name="contact-points"),
    path("mentoring/contact-points/<slug:ref>/", own.contact, name="contact"),
    path("office/mentoring/capacity/", office.mentors, name="office-mentors"),
    path("office/mentoring/quiet/", office.quiet, name="office-quiet"),
    path("office/mentoring/hours/", office.hours, name="office-hours"),
    path("office/mentoring/hours.<slug:kind>", office.hours_file, name="office-hours-file"),
    path("office/mentoring/twins/", office.twins, name="office-twins"),
    path("office/mentoring/profiles/<slug:ref>/", office.profile, name="office-profile"),
    path("office/mentoring/proposals/<slug:ref>/", matching.run, name="run"),
    path("office/mentoring/matching/<slug:key>/", matching.run_list, name="run-list"),
]
