"""Django, set up for a command; a command that needs none does not pay for it."""

import os
from importlib import import_module


def set_up() -> None:
    """Read the settings and load the rooms.

    Raises: SettingError, naming the variable that is wrong.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pearls.config.settings")
    import_module("django").setup()
