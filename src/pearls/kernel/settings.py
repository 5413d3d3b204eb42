"""What goes wrong with a setting."""


class SettingError(Exception):
    """A `PEARLS_…` variable holds something that cannot be used; the message names it and says what was expected."""
