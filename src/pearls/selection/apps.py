from importlib import import_module

from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "pearls.selection"
    label = "pearls_selection"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.selection.handlers")  # it subscribes once all models are loaded
