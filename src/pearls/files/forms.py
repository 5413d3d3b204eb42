"""The shape of a photo with what has to be known of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.files.labels import licence_choices
from pearls.files.rules import Licence


class PhotoForm(forms.Form):
    """A photo, what it shows, who took it, and which of the room's licences it stands under."""

    photo = forms.FileField(label=_("Photo"), help_text=_("JPEG, PNG or WebP. Where it was taken is taken out of it."))
    alt = forms.CharField(
        label=_("What the photo shows"),
        help_text=_("In one sentence, for those who do not see it."),
        max_length=400,
    )
    credit = forms.CharField(label=_("Who took it"), max_length=200)
    licence = forms.ChoiceField(label=_("What others may do with it"))

    def __init__(self, *args: Any, licences: Iterable[Licence], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["licence"].choices = licence_choices(licences)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What was typed, as a service takes it."""
        given = dict(self.cleaned_data)
        return {"upload": given.pop("photo"), **given}
