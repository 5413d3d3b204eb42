from django.apps import AppConfig


class TitlesConfig(AppConfig):
    name = "pearls.titles"
    label = "pearls_titles"
    default_auto_field = "django.db.models.BigAutoField"
