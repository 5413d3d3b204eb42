from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "pearls.documents"
    label = "pearls_documents"
    default_auto_field = "django.db.models.BigAutoField"
