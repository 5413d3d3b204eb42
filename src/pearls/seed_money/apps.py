from importlib import import_module

from django.apps import AppConfig


class SeedMoneyConfig(AppConfig):
    name = "pearls.seed_money"
    label = "pearls_seed_money"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.seed_money.handlers")  # it subscribes once all models are loaded
