from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "pearls.people"
    label = "pearls_people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("pearls.people.handlers")  # its receivers listen once all models are loaded
