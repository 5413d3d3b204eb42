from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "pearls.api"
    label = "pearls_api"
    default_auto_field = "django.db.models.BigAutoField"
