from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "pearls.jobs"
    label = "pearls_jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Every room's jobs.py says what it can do in the background; the worker must know them all.
        autodiscover_modules("jobs")
