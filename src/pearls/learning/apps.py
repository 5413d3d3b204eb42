from importlib import import_module

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "pearls.learning"
    label = "pearls_learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.learning.handlers")  # it subscribes once all models are loaded
