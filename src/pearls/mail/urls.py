"""Addresses of the outbox."""

from django.urls import path

from pearls.mail import views

app_name = "mail"
urlpatterns = [
    path("office/mail/", views.message_list, name="message-list"),
    path("office/mail/chosen/", views.chosen, name="chosen"),
    path("office/mail/letters/", views.letter_list, name="letter-list"),
    path("office/mail/letters/<slug:kind>/<slug:language>/", views.letter, name="letter"),
    path("office/mail/<slug:ref>/", views.message, name="message"),
    path("office/mail/<slug:ref>/act/", views.act, name="act"),
]
