from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "pearls.jobs"
    label = "pearls_jobs"
    default_auto_field = "django.db.models.BigAutoField"
