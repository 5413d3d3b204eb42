from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "pearls.programme"
    label = "pearls_programme"
    default_auto_field = "django.db.models.BigAutoField"
