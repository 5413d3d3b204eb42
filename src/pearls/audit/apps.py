from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "pearls.audit"
    label = "pearls_audit"
    default_auto_field = "django.db.models.BigAutoField"
