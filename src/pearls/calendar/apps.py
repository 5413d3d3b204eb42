from importlib import import_module

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "pearls.calendar"
    label = "pearls_calendar"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.calendar.handlers")  # it subscribes once all models are loaded
