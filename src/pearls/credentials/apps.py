from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "pearls.credentials"
    label = "pearls_credentials"
    default_auto_field = "django.db.models.BigAutoField"
