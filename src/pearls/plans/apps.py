from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "pearls.plans"
    label = "pearls_plans"
    default_auto_field = "django.db.models.BigAutoField"
