"""What `/design/` shows: each component in every state, with towns that do not exist."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SampleForm(forms.Form):
    """One field of each kind."""

    place = forms.CharField(
        label=gettext_lazy("Name of the place"), help_text=gettext_lazy("As its people write it, with all its letters.")
    )
    story = forms.CharField(label=gettext_lazy("What will change"), widget=forms.Textarea(attrs={"rows": 4}))
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), choices=[("", "…"), ("LV", "Latvija"), ("FI", "Suomi"), ("DK", "Danmark")]
    )
    size = forms.ChoiceField(
        label=gettext_lazy("How many people live there"),
        widget=forms.RadioSelect,
        choices=[
            ("s", gettext_lazy("Fewer than 5,000")),
            ("m", gettext_lazy("5,000 to 50,000")),
            ("l", gettext_lazy("More than 50,000")),
        ],
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("water", gettext_lazy("Water")), ("youth", gettext_lazy("Young people"))],
    )
    agreed = forms.BooleanField(label=gettext_lazy("The council has agreed to this application"), required=False)
    letter = forms.FileField(label=gettext_lazy("Letter of the council"), required=False)


def design_context(*, now: datetime) -> dict[str, Any]:
    """Everything the page needs."""
    return {
        "now": now,
        "room_samples": _room_samples(),
        "deadline": now + timedelta(days=18, hours=5),
        "past": now - timedelta(days=1),
        "form": SampleForm(initial={"place": "Ķirsupe", "story": _("A quiet harbour becomes a room for everybody.")}),
        "wrong_form": SampleForm({"place": "", "email": "ieva@"}, auto_id="wrong_%s"),
        "page": _sample_page(),
        "trail": [(_("Editions"), "#"), ("2026", "#"), ("Ķirsupe", "")],
        "steps": _steps(),
        "timeline": _timeline(),
        "river": _river(),
        "facts": [(_("Country"), "Latvija"), (_("Inhabitants"), "4 812"), (_("Budget"), _("not published"))],
        "rows": [
            {"name": "Ķirsupe", "state": _("Eligible"), "tone": "good", "cents": 1_234_500},
            {"name": "Högsund · Korkeasalmi", "state": _("Waiting for an answer"), "tone": "warn", "cents": 98_700},
            {"name": "Donaudampfschifffahrtshausen", "state": _("Not eligible"), "tone": "wrong", "cents": 12_345_678},
        ],
        "letters": "Āā Čč Ēē Ģģ Īī Ķķ Ļļ Ņņ Šš Ūū Žž Ąą Ęę Ėė Įį Ųų Õõ Ää Öö Üü Åå Ææ Øø Ćć Łł Ńń Óó Śś Źź Żż ß",
    }


def _room_samples() -> list[str]:
    """What rooms add to the page: a template `<room>/_samples.html`, looked for and not registered."""
    return [name for room in settings.ROOMS if _is_there(name := f"{room.rpartition('.')[2]}/_samples.html")]


def _is_there(template: str) -> bool:
    try:
        get_template(template)
    except TemplateDoesNotExist:
        return False
    return True


def _sample_page() -> Page[int]:
    return Paginator(range(1, 121), 50).page(2)


def _steps() -> list[dict[str, str]]:
    return [
        {"label": _("Your place"), "href": "#", "state": "done", "note": ""},
        {"label": _("What you want to change"), "href": "#", "state": "current", "note": _("3 of 5 answered")},
        {"label": _("People and partners"), "href": "#", "state": "wrong", "note": _("One answer is too long")},
        {"label": _("Budget"), "href": "#", "state": "todo", "note": ""},
    ]


def _timeline() -> list[dict[str, str]]:
    return [
        {"when": _("1 February 2026"), "title": _("The call opens"), "text": "", "state": "past"},
        {
            "when": _("24 April 2026"),
            "title": _("The call closes"),
            "text": _("Change and send again as often as you like until then."),
            "state": "now",
        },
        {"when": _("June 2026"), "title": _("The committee names the candidates"), "text": "", "state": "future"},
    ]


def _river() -> list[dict[str, Any]]:
    return [
        {"label": _("Applied"), "count": 17, "href": "#", "note": ""},
        {"label": _("Eligible"), "count": 16, "href": "#", "note": _("1 waits for a decision")},
        {"label": _("Candidates"), "count": 11, "href": "#", "note": ""},
        {"label": _("Plans"), "count": 9, "href": "#", "note": _("2 have not begun")},
        {"label": _("Judged"), "count": 0, "href": "", "note": ""},
        {"label": _("Titles"), "count": 0, "href": "", "note": ""},
    ]
