from importlib import import_module

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "pearls.programme"
    label = "pearls_programme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.programme.handlers")  # it subscribes once all models are loaded
