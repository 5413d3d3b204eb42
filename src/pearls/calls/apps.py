from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "pearls.calls"
    label = "pearls_calls"
    default_auto_field = "django.db.models.BigAutoField"
