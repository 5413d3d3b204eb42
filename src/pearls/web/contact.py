"""The form by which anybody writes to a town or to the office without learning an address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pearls.web.fields import AddressField

MAX_NAME = 120
MAX_TEXT = 4000


class ContactForm(forms.Form):
    """Who writes, where to an answer goes, and the message; shown by `web/_contact_form.html`."""

    name = forms.CharField(
        label=_("Your name"), max_length=MAX_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = AddressField(
        label=_("Your e-mail address"),
        help_text=_("The answer goes there. Nobody else learns it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    text = forms.CharField(label=_("Your message"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 8}))
    # People do not see this field; robots that fill in every form do not know that.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("website"):
            raise ValidationError(
                _("A field that people do not see was filled in, as robots do. Please fill in the form by hand.")
            )
        return self.cleaned_data
