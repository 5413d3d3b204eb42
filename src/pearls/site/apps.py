from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "pearls.site"
    label = "pearls_site"
    default_auto_field = "django.db.models.BigAutoField"
