from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "pearls.places"
    label = "pearls_places"
    default_auto_field = "django.db.models.BigAutoField"
