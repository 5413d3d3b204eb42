from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "pearls.exchange"
    label = "pearls_exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.exchange.handlers")  # it subscribes once all models are loaded
