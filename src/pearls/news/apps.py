from importlib import import_module

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "pearls.news"
    label = "pearls_news"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.news.handlers")  # it subscribes once all models are loaded
