"""Django, set up for a command."""

import os

import django


def set_up() -> None:
    """Read the settings and load the rooms.

    Raises: SettingError, naming the variable that is wrong.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pearls.config.settings")
    django.setup()
