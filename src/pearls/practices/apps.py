from importlib import import_module

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "pearls.practices"
    label = "pearls_practices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.practices.handlers")  # it subscribes once all models are loaded
