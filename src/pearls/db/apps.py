from django.apps import AppConfig


class DbConfig(AppConfig):
    name = "pearls.db"
    label = "pearls_db"
    default_auto_field = "django.db.models.BigAutoField"
