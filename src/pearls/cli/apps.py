from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "pearls.cli"
    label = "pearls_cli"
    default_auto_field = "django.db.models.BigAutoField"
