"""The addresses of seed money; included under the reader's language."""

from django.urls import path

from pearls.seed_money.views import desk, guide, requests

app_name = "seed_money"
urlpatterns = [
    path("seed-money/", guide.overview, name="overview"),
    path("seed-money/mine/", requests.own_list, name="own"),
    path("seed-money/desk/", desk.editions, name="desk-editions"),
    path("seed-money/requests/<slug:ref>/", requests.page, name="request"),
    path("seed-money/requests/<slug:ref>/edit/", requests.edit, name="edit"),
    path("seed-money/requests/<slug:ref>/act/", requests.act, name="act"),
    path("seed-money/requests/<slug:ref>/costs/", requests.proofs, name="proofs"),
    path("seed-money/requests/<slug:ref>/costs/<slug:proof_ref>/", requests.proof_file, name="proof"),
    path("seed-money/requests/<slug:ref>/agreement.pdf", requests.agreement, name="agreement"),
    path("seed-money/<slug:key>/", guide.guide, name="guide"),
    path("seed-money/<slug:key>/desk/", desk.desk, name="desk"),
    path("seed-money/<slug:key>/rules/", desk.rules_editor, name="rules"),
    path("seed-money/<slug:key>/ledger/", desk.ledger, name="ledger"),
    path("seed-money/<slug:key>/ledger.csv", desk.export, {"kind": "csv"}, name="ledger-csv"),
    path("seed-money/<slug:key>/ledger.xlsx", desk.export, {"kind": "xlsx"}, name="ledger-xlsx"),
]
