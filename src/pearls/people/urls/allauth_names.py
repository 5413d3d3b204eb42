"""The names under which allauth looks for our pages; the addresses are those of `people`."""

from django.urls import path

from pearls.people import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/", views.sign_in, name="account_reauthenticate"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("sign-up/", views.sign_up, name="account_signup"),
    path("sign-up/mail-sent/", views.mail_sent, name="account_email_verification_sent"),
    path("sign-up/confirm/<str:key>/", views.confirm_email, name="account_confirm_email"),
    path("account/", views.profile, name="account_email"),
    path("account/closed/", views.closed_account, name="account_inactive"),
    path("account/password/", views.change_password, name="account_change_password"),
    # Who has no password yet gets a link by mail, as who has forgotten theirs.
    path("account/reset/", views.ask_reset, name="account_set_password"),
    path("account/reset/", views.ask_reset, name="account_reset_password"),
    path("account/reset/<str:uidb36>/<str:key>/", views.reset, name="account_reset_password_from_key"),
]
