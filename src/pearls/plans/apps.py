from importlib import import_module

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "pearls.plans"
    label = "pearls_plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.plans.handlers")  # it subscribes once all models are loaded
