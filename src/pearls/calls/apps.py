from importlib import import_module

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "pearls.calls"
    label = "pearls_calls"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.calls.handlers")  # it subscribes once all models are loaded
