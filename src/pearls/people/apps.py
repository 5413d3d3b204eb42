from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "pearls.people"
    label = "pearls_people"
    default_auto_field = "django.db.models.BigAutoField"
