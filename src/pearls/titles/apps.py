from importlib import import_module

from django.apps import AppConfig


class TitlesConfig(AppConfig):
    name = "pearls.titles"
    label = "pearls_titles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.titles.handlers")  # it subscribes once all models are loaded
