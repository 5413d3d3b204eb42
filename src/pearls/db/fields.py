"""Column types shared by all rooms."""

from typing import Any

from django.db import models

from pearls.kernel.refs import new_ref


class RefField(models.CharField):  # type: ignore[type-arg]
    """The name of a record in addresses: unique, not to be guessed, never a row number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 32)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("default", new_ref)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)


class TranslatedField(models.JSONField):
    """A text in several languages: `{"en": "Town", "lv": "Pilsēta"}`; read it with `kernel.languages.pick`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
