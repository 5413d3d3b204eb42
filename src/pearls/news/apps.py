from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "pearls.news"
    label = "pearls_news"
    default_auto_field = "django.db.models.BigAutoField"
