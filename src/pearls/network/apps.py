from importlib import import_module

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "pearls.network"
    label = "pearls_network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.network.handlers")  # it subscribes once all models are loaded
