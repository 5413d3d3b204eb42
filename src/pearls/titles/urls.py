"""The addresses of titles."""

from django.urls import path

from pearls.titles import views

app_name = "titles"
urlpatterns = [
    path("titles/<slug:ref>/", views.title_page, name="title-page"),
    path("titles/<slug:ref>/certificate.pdf", views.certificate, name="certificate"),
    path("titles/<slug:ref>/withdraw/", views.title_withdraw, name="title-withdraw"),
]
