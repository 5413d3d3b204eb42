from importlib import import_module

from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "pearls.mentoring"
    label = "pearls_mentoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.mentoring.handlers")  # it subscribes once all models are loaded
