from importlib import import_module

from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "pearls.today"
    label = "pearls_today"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.today.handlers")  # it subscribes once all models are loaded
