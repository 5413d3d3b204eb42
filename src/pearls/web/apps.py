from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "pearls.web"
    label = "pearls_web"
    default_auto_field = "django.db.models.BigAutoField"
