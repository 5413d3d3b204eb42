"""Addresses of the calls' pages. An application's form and a candidate's plan share their views (`kind`)."""

from django.urls import URLPattern, path

from pearls.calls.rules import SubmissionKind
from pearls.calls.views import office, office_bulk, office_lists, office_mentors, sections, sent, team, town

app_name = "calls"


def _paper(prefix: str, kind: SubmissionKind) -> list[URLPattern]:
    """The pages of one application's form, or of its plan."""
    given = {"kind": kind}
    return [
        path(f"{prefix}/<slug:ref>/", town.overview, given, name=f"{kind}"),
        path(f"{prefix}/<slug:ref>/write/<slug:section_id>/", sections.section, given, name=f"{kind}-edit"),
        path(f"{prefix}/<slug:ref>/autosave/", sections.autosave, given, name=f"{kind}-autosave"),
        path(f"{prefix}/<slug:ref>/presence/", sections.presence, given, name=f"{kind}-presence"),
        path(f"{prefix}/<slug:ref>/rivals/<slug:rival>/", sections.choose, given, name=f"{kind}-choose"),
        path(f"{prefix}/<slug:ref>/history/<slug:question>/", sections.history, given, name=f"{kind}-history"),
        path(f"{prefix}/<slug:ref>/files/<slug:file_ref>/", sections.file, given, name=f"{kind}-file"),
        path(f"{prefix}/<slug:ref>/preview/", sections.preview, given, name=f"{kind}-preview"),
        path(f"{prefix}/<slug:ref>/send/", town.send, given, name=f"{kind}-send"),
        path(f"{prefix}/<slug:ref>/remarks/<slug:section_id>/", sections.comment, given, name=f"{kind}-comment"),
        path(
            f"{prefix}/<slug:ref>/remarks/<slug:comment_ref>/settle/",
            sections.comment_settle,
            given,
            name=f"{kind}-comment-settle",
        ),
    ]


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
    path("applications/<slug:ref>/people/", team.members, name="member-list"),
    path("applications/<slug:ref>/people/<slug:member_ref>/", team.member_change, name="member-change"),
    path("applications/<slug:ref>/partners/", team.partners, name="partner-list"),
    *_paper("applications", SubmissionKind.APPLICATION),
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
