"""Addresses of the calls' pages."""

from django.urls import path

from pearls.calls.rules import SubmissionKind
from pearls.calls.views import again, office, office_bulk, office_lists, office_mentors, sections, sent, team, town

app_name = "calls"


urlpatterns = [
    path("forms/<slug:edition>/", town.form_preview, {"kind": SubmissionKind.APPLICATION}, name="form-preview"),
    path("forms/<slug:edition>/plan/", town.form_preview, {"kind": SubmissionKind.PLAN}, name="plan-form-preview"),
    path("applications/", town.application_list, name="application-list"),
    path("applications/begin/<slug:edition>/", town.begin, name="application-begin"),
    path("applications/late/<slug:secret>/", town.late, name="late"),
    path("applications/invitations/<slug:token>/", team.invitation, name="invitation"),
    path("applications/receipts/<slug:ref>/", town.receipt, name="receipt"),
    path("applications/receipts/<slug:ref>.pdf", town.receipt_pdf, name="receipt-pdf"),
    path("applications/sent/<slug:ref>/", sent.sent, name="sent"),
    path("applications/sent/<slug:ref>/changes/", sent.changes, name="sent-changes"),
    path("applications/sent/<slug:ref>/files/<slug:file_ref>/", sent.sent_file, name="sent-file"),
    path("applications/<slug:ref>/answer/", town.answer, name="clarification-answer"),
    path("applications/<slug:ref>/withdraw/", town.withdraw, name="application-withdraw"),
    path("applications/<slug:ref>/again/", again.again, name="application-again"),
    path("applications/<slug:ref>/people/", team.members, name="member-list"),
    path("applications/<slug:ref>/people/<slug:member_ref>/", team.member_change, name="member-change"),
    path("applications/<slug:ref>/partners/", team.partners, name="partner-list"),
    path("applications/<slug:ref>/", town.overview, name="application"),
    path("applications/<slug:ref>/write/<slug:section_id>/", sections.section, name="application-edit"),
    path("applications/<slug:ref>/autosave/", sections.autosave, name="application-autosave"),
    path("applications/<slug:ref>/presence/", sections.presence, name="application-presence"),
    path("applications/<slug:ref>/rivals/<slug:rival>/", sections.choose, name="application-choose"),
    path("applications/<slug:ref>/history/<slug:question>/", sections.history, name="application-history"),
    path("applications/<slug:ref>/files/<slug:file_ref>/", sections.file, name="application-file"),
    path("applications/<slug:ref>/preview/", sections.preview, name="application-preview"),
    path("applications/<slug:ref>/send/", town.send, name="application-send"),
    path("applications/<slug:ref>/remarks/<slug:section_id>/", sections.comment, name="application-comment"),
    path(
        "applications/<slug:ref>/remarks/<slug:comment_ref>/settle/",
        sections.comment_settle,
        name="application-comment-settle",
    ),
    # The control room; the names of other rooms under office/ come first in the root.
    path("office/", office.control_room, name="control-room"),
    path("office/<slug:key>/", office.edition_room, name="office-edition"),
    path("office/<slug:key>/publish-applicants/", office.publish_applicants, name="office-publish-applicants"),
    path("office/<slug:key>/applications/", office_lists.application_list, name="office-application-list"),
    path("office/<slug:key>/applications.<slug:kind>", office_lists.export, name="office-export"),
    path("office/<slug:key>/applications/bulk/", office_bulk.bulk, name="office-bulk"),
    path("office/<slug:key>/applications/<slug:ref>/", office.application, name="office-application"),
    path("office/<slug:key>/applications/<slug:ref>/decide/", office.decide, name="office-decide"),
    path("office/<slug:key>/applications/<slug:ref>/return/", office.return_application, name="office-return"),
    path("office/<slug:key>/applications/<slug:ref>/drop-out/", office.drop_out, name="office-drop-out"),
    path("office/<slug:key>/applications/<slug:ref>/mentors/", office_mentors.appoint, name="office-mentor-appoint"),
    path(
        "office/<slug:key>/applications/<slug:ref>/mentors/<slug:mentorship_ref>/end/",
        office_mentors.dismiss,
        name="office-mentor-dismiss",
    ),
    path("office/<slug:key>/mentors/", office_mentors.mentor_list, name="office-mentor-list"),
    path("office/<slug:key>/late-links/", office_lists.late_links, name="office-late-links"),
    path("office/<slug:key>/late-links/<slug:ref>/revoke/", office_lists.revoke_late_link, name="office-late-revoke"),
]
