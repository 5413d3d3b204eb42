"""The shape of input about places."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.places import labels

UNKNOWN = _("Empty: not known.")


class EnterPlaceForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the place"), help_text=_("In its own spelling, as on its own pages."), max_length=200
    )
    country = forms.ChoiceField(label=_("Country"), choices=[("", "—"), *labels.COUNTRIES.items()])
    district = forms.CharField(
        label=_("District or county"), help_text=_("Where you know it."), max_length=100, required=False
    )
    note = forms.CharField(
        label=_("Anything that helps the office to find it"),
        help_text=_("For instance the municipality that it belongs to, or the address of its website."),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ConfirmPlaceForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=[*labels.KINDS.items()])
    nuts2 = forms.CharField(
        label=_("NUTS 2 region (2021)"), help_text=_("Empty: not known."), max_length=4, required=False
    )
    nuts3 = forms.CharField(
        label=_("NUTS 3 region (2021)"), help_text=_("Empty: not known."), max_length=5, required=False
    )
    district = forms.CharField(label=_("District or county"), max_length=100, required=False)
    legal_parent = forms.CharField(
        label=_("Municipality that answers for it"),
        help_text=_("Its name; empty where the place is a municipality of its own."),
        max_length=200,
        required=False,
    )


class RefusePlaceForm(forms.Form):
    reason = forms.CharField(
        label=_("Why may this place not apply?"),
        help_text=_("The person who entered it reads this."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
