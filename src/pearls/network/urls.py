"""The addresses of the room's pages."""

from django.urls import path

from pearls.network.views import boards, groups, letters, members, notes, office, reading, writing

app_name = "network"
urlpatterns = [
    path("network/", reading.front, name="front"),
    path("network/directory/", reading.directory, name="directory"),
    path("network/partners/<slug:key>/write/", writing.to_partner, name="partner-write"),
    path("network/contact-points/<slug:ref>/write/", writing.to_point, name="point-write"),
    path("network/like/<slug:key>/", reading.like, name="like"),
    path("network/join/", members.join, name="join"),
    path("network/members/<slug:ref>/", members.member, name="member"),
    path("network/members/<slug:ref>/edit/", members.edit, name="member-edit"),
    path("network/members/<slug:ref>/act/", members.act, name="member-act"),
    path("network/messages/", notes.note_list, name="note-list"),
    path("network/messages/<slug:ref>/", notes.note, name="note"),
    path("network/messages/<slug:ref>/act/", notes.act, name="note-act"),
    path("network/mute/<str:token>/", letters.mute, name="mute-by-link"),
    path("network/board/", boards.board, name="board"),
    path("network/board/new/", boards.new, name="post-new"),
    path("network/posts/<slug:ref>/", boards.post, name="post"),
    path("network/posts/<slug:ref>/edit/", boards.edit, name="post-edit"),
    path("network/posts/<slug:ref>/act/", boards.act, name="post-act"),
    path("network/groups/", groups.group_list, name="group-list"),
    path("network/groups/new/", groups.new, name="group-new"),
    path("network/groups/<slug:ref>/", groups.group, name="group"),
    path("network/groups/<slug:ref>/edit/", groups.edit, name="group-edit"),
    path("network/groups/<slug:ref>/act/", groups.act, name="group-act"),
    path("network/letters/", letters.choices, name="letters"),
    path("network/letters/stop/<str:token>/", letters.stop, name="stop-letters"),
    path("network/reply/<str:token>/", letters.reply, name="reply-by-link"),
    path("office/network/contact-points/", office.terms, name="terms"),
    path("office/network/contact-points/<slug:ref>/end/", office.end_term, name="term-end"),
    path("office/network/partners/", office.partner_contacts, name="partner-contacts"),
    path("office/network/reports/", office.report_list, name="report-list"),
    path("office/network/reports/<slug:ref>/", office.report, name="report"),
]
