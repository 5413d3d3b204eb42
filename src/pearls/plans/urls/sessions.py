"""Working with a tool, and residents who take part by a link."""

from django.urls import path

from pearls.plans.views import residents, sessions

urlpatterns = [
    path("plans/<slug:ref>/tools/", sessions.session_list, name="session-list"),
    path("plans/<slug:ref>/tools/<slug:session_ref>/", sessions.session, name="session"),
    path("plans/<slug:ref>/tools/<slug:session_ref>/bring/", sessions.bring, name="session-bring"),
    path("plans/<slug:ref>/tools/<slug:session_ref>/residents/", residents.desk, name="session-residents"),
    path("plans/<slug:ref>/tools/<slug:session_ref>/residents/link.pdf", residents.sheet, name="session-sheet"),
    path("plans/<slug:ref>/tools/<slug:session_ref>/residents/codes.pdf", residents.codes, name="session-codes"),
    path("plans/<slug:ref>/tools/<slug:session_ref>/items/<slug:item_ref>/", sessions.item, name="session-item"),
    path("take-part/<slug:secret>/", residents.take_part, name="take-part"),
]
