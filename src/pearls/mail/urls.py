"""Addresses of the outbox."""

from django.urls import path

from pearls.mail import views

app_name = "mail"
urlpatterns = [
    path("letters/stop/<str:token>/", views.stop, name="stop"),
    path("account/letters/", views.asked_for, name="asked-for"),
    path("office/mail/", views.message_list, name="message-list"),
    path("office/mail/chosen/", views.chosen, name="chosen"),
    path("office/mail/letters/", views.letter_list, name="letter-list"),
    path("office/mail/letters/<slug:kind>/<slug:language>/", views.letter, name="letter"),
    path("office/mail/unreachable/", views.unreachable_list, name="unreachable-list"),
    path("office/mail/<slug:ref>/", views.message, name="message"),
    path("office/mail/<slug:ref>/act/", views.act, name="act"),
]
