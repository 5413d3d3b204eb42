"""The shape of what the office types about mail."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.kernel.clock import local_instant


class MessageForm(forms.Form):
    """A held message; its embargo is typed in the zone of whoever types."""

    subject = forms.CharField(label=_("Subject"), max_length=300)
    body = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 16}), strip=False)
    not_before = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        moment = self.initial.get("not_before")
        if moment:
            self.initial["not_before"] = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    def clean_not_before(self) -> datetime | None:
        wall_time = self.cleaned_data["not_before"]
        if wall_time is None:
            return None
        try:
            # Django read the wall time as UTC; what was typed is meant in the typist's zone.
            return local_instant(wall_time.replace(tzinfo=None), self.zone)
        except ValueError as problem:
            raise forms.ValidationError(_("This hour does not exist: the clocks skip it.")) from problem


class LetterForm(forms.Form):
    """The office's own wording of a letter."""

    subject = forms.CharField(label=_("Subject"), max_length=300)
    body = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 16}), strip=False)
