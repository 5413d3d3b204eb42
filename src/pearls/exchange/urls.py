"""The addresses of the room's pages."""

from django.urls import path

from pearls.exchange.views import board, office, photos, visits

app_name = "exchange"
urlpatterns = [
    path("exchange/", board.board, name="board"),
    path("exchange/fits/", board.fits, name="fits"),
    path("exchange/offers/new/", board.offer_new, name="offer-new"),
    path("exchange/offers/<slug:ref>/", board.offer, name="offer"),
    path("exchange/offers/<slug:ref>/edit/", board.offer_edit, name="offer-edit"),
    path("exchange/offers/<slug:ref>/ask/", visits.ask, name="ask"),
    path("exchange/needs/new/", board.need_new, name="need-new"),
    path("exchange/needs/<slug:ref>/edit/", board.need_edit, name="need-edit"),
    path("exchange/visits/", visits.visit_list, name="visit-list"),
    path("exchange/visits/<slug:ref>/", visits.visit, name="visit"),
    path("exchange/visits/<slug:ref>/act/", visits.act, name="visit-act"),
    path("exchange/visits/<slug:ref>/add/<slug:part>/", visits.add, name="visit-add"),
    path("exchange/visits/<slug:ref>/report/", visits.report, name="visit-report"),
    path("exchange/visits/<slug:ref>/photos/<slug:side>/", photos.photos, name="visit-photos"),
    path("exchange/visits/<slug:ref>/photos/<slug:photo>/<slug:size>/", photos.photo, name="visit-photo"),
    path("exchange/visits/<slug:ref>/report.pdf", office.paper, name="visit-paper"),
    path("exchange/office/", office.office_list, name="office-list"),
    path("exchange/office/visits.<slug:kind>", office.export, name="office-export"),
]
