from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "pearls.practices"
    label = "pearls_practices"
    default_auto_field = "django.db.models.BigAutoField"
