from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "pearls.mail"
    label = "pearls_mail"
    default_auto_field = "django.db.models.BigAutoField"
