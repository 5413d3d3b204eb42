"""Addresses of the selection."""

from django.urls import path

from pearls.selection.views import assessing, minutes, panels

app_name = "selection"
urlpatterns = [
    path("assess/", assessing.seat_list, name="seat-list"),
    path("assess/<str:ref>/", assessing.seat, name="seat"),
    path("assess/<str:ref>/answer/", assessing.seat_answer, name="seat-answer"),
    path("assess/text/<str:ref>/", assessing.dossier, name="dossier"),
    path("assess/text/<str:ref>/file/<str:file_ref>/", assessing.dossier_file, name="dossier-file"),
    path("assess/text/<str:ref>/declare/", assessing.declare, name="declare"),
    path("assess/text/<str:ref>/score/", assessing.score, name="score"),
    path("assess/text/<str:ref>/cannot-judge/", assessing.cannot_judge, name="cannot-judge"),
    path("assess/scores/<str:ref>/reopen/", assessing.reopen, name="reopen"),
    path("panels/", panels.panel_list, name="panel-list"),
    path("panels/convene/", panels.convene, name="convene"),
    path("panels/<str:ref>/", panels.panel, name="panel"),
    path("panels/<str:ref>/invite/", panels.invite, name="invite"),
    path("panels/<str:ref>/receive/", panels.receive, name="receive"),
    path("panels/<str:ref>/close/", panels.close, name="close"),
    path("panels/<str:ref>/ranking/", panels.ranking, name="ranking"),
    path("panels/<str:ref>/decide/", panels.decide, name="decide"),
    path("panels/<str:ref>/sign/", panels.sign, name="sign"),
    path("panels/<str:ref>/publish/", panels.publish, name="publish"),
    path("panels/<str:ref>/scores.csv", panels.score_sheet, name="score-sheet"),
    path("panels/<str:ref>/rules.toml", panels.rules_file, name="rules-file"),
    path("panels/<str:ref>/minutes/", minutes.minutes, name="minutes"),
    path("panels/<str:ref>/signatures/<int:number>/", minutes.signature, name="signature"),
    path("panels/<str:ref>/minutes.pdf", minutes.minutes_pdf, name="minutes-pdf"),
]
