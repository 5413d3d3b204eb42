from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "pearls.files"
    label = "pearls_files"
    default_auto_field = "django.db.models.BigAutoField"
