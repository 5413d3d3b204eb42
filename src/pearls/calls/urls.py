"""Addresses of the calls' pages."""

from django.urls import path

from pearls.calls.views import office, office_bulk, office_lists, team

app_name = "calls"
urlpatterns = [
    path("applications/invitations/<str:token>/", team.invitation, name="invitation"),
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
    path("office/<slug:key>/late-links/", office_lists.late_links, name="office-late-links"),
    path("office/<slug:key>/late-links/<slug:ref>/revoke/", office_lists.revoke_late_link, name="office-late-revoke"),
]
