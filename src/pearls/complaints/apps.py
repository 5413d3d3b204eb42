from importlib import import_module

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "pearls.complaints"
    label = "pearls_complaints"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.complaints.handlers")  # it subscribes once all models are loaded
