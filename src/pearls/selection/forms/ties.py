"""What people say of themselves, and what is decided about a tie."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pearls.places import queries as place_queries
from pearls.places.rules import search_form
from pearls.selection.forms import ReasonForm
from pearls.selection.labels.ties import CONNECTIONS, RULINGS
from pearls.selection.rules.ties import OF_ORGANISATION
from pearls.web.formats import current_language, joined


class RulingForm(ReasonForm):
    """What is decided about a tie, with the reason."""

    ruling = forms.ChoiceField(label=_("Decision"), choices=list(RULINGS.items()), widget=forms.RadioSelect)

    field_order = ("ruling", "reason")


class ConnectionForm(forms.Form):
    """What a person says of themselves; the place is typed by name."""

    kind = forms.ChoiceField(label=_("What kind of tie"), choices=list(CONNECTIONS.items()))
    organisation = forms.CharField(
        label=_("Organisation"), help_text=_("For an employer or another organisation."), max_length=200, required=False
    )
    place = forms.CharField(
        label=_("Town or municipality"),
        help_text=_("Of an organisation: where it has its seat."),
        max_length=120,
        required=False,
    )
    since = forms.IntegerField(label=_("Since the year"), min_value=1900, max_value=2200, required=False)
    until = forms.IntegerField(
        label=_("Until the year"), help_text=_("Empty: it lasts."), min_value=1900, max_value=2200, required=False
    )

    def clean_place(self) -> Any:
        """The place that is meant. Its key is as good as its name."""
        typed = str(self.cleaned_data["place"]).strip()
        if not typed:
            return None
        if place := place_queries.place_for(typed):
            return place
        wanted = search_form(typed)
        near = place_queries.find_places(typed, include_demonstration=settings.IS_DEMO)
        found = [one for one in near if search_form(one.found_as) == wanted]
        if not found:
            raise forms.ValidationError(_("No place of this name was found. Try another spelling."))
        if len(found) > 1:
            keys = joined([one.key for one in found], current_language())
            raise forms.ValidationError(_("Several places have this name. Write the key: %(keys)s.") % {"keys": keys})
        return found[0]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("kind") in OF_ORGANISATION:
            if not data.get("organisation", "").strip():
                self.add_error("organisation", _("Write the name of the organisation."))
        elif "kind" in data:
            data["organisation"] = ""
            if "place" in data and data["place"] is None:
                self.add_error("place", _("Write the name of the town or municipality."))
        return data
