from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "pearls.selection"
    label = "pearls_selection"
    default_auto_field = "django.db.models.BigAutoField"
