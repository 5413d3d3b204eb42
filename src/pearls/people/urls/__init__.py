"""Addresses of people's pages."""

from django.urls import path

from pearls.people import views

app_name = "people"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("sign-up/", views.sign_up, name="sign-up"),
    path("sign-up/mail-sent/", views.mail_sent, name="mail-sent"),
    path("sign-up/confirm/<str:key>/", views.confirm_email, name="confirm-email"),
    path("account/", views.profile, name="profile"),
    path("account/closed/", views.closed_account, name="closed-account"),
    path("account/password/", views.change_password, name="password-change"),
    path("account/reset/", views.ask_reset, name="ask-reset"),
    path("account/reset/sent/", views.reset_sent, name="reset-sent"),
    # The link of a mail: allauth's own token, which names the account by number and is worth nothing without its key.
    path("account/reset/<str:uidb36>/<str:key>/", views.reset, name="password-reset"),
    path("account/sessions/end/", views.end_other_sessions, name="sessions-end"),
    path("account/export/", views.export, name="export"),
    path("account/erase/", views.erase, name="erase"),
    path("account/places/add/", views.claim, name="claim"),
    path("account/places/waiting/", views.claim_list, name="claim-list"),
    path("account/places/<str:ref>/decide/", views.claim_decide, name="claim-decide"),
    path("office/people/", views.office_list, name="office-list"),
]
