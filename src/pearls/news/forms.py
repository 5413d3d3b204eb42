"""The shape of what people type about news and stories."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.kernel.clock import local_instant
from pearls.kernel.languages import LANGUAGES
from pearls.news.queries import Place
from pearls.news.rules import Telling
from pearls.web import formats
from pearls.web.fields import AddressField

MAX_TITLE, MAX_LEAD, MAX_BODY, MAX_REASON = 200, 600, 30_000, 2_000


class StoryForm(forms.Form):
    """A story's text; its embargo is typed in the zone of whoever types."""

    language = forms.ChoiceField(label=_("Language of the text"))
    title = forms.CharField(label=_("Headline"), max_length=MAX_TITLE)
    lead = forms.CharField(
        label=_("Lead"),
        help_text=_("One or two sentences that say it all; lists and other sites show them."),
        max_length=MAX_LEAD,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    body = forms.CharField(
        label=_("Text"),
        help_text=_("Leave an empty line between paragraphs."),
        max_length=MAX_BODY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    public_at = forms.DateTimeField(
        label=_("Embargo until"),
        help_text=_("Until then nobody reads it but you and the office; then it opens by itself. Empty: at once."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )

    def __init__(self, *args: Any, zone: str, languages: Iterable[str] = LANGUAGES, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        reader = formats.current_language()
        field = self.fields["language"]
        field.choices = [(code, formats.language_name(code, reader)) for code in languages]  # type: ignore[attr-defined]
        moment = self.initial.get("public_at")
        if moment:
            self.initial["public_at"] = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    def clean_public_at(self) -> datetime | None:
        wall_time = self.cleaned_data["public_at"]
        if wall_time is None:
            return None
        try:
            # Django read the wall time as UTC; what was typed is meant in the typist's zone.
            return local_instant(wall_time.replace(tzinfo=None), self.zone)
        except ValueError as problem:
            raise forms.ValidationError(_("This hour does not exist: the clocks skip it.")) from problem

    def telling(self) -> Telling:
        return Telling(**self.cleaned_data)


class ReasonForm(forms.Form):
    """Why something goes back or is withdrawn."""

    because = forms.CharField(
        label=_("Reason"), max_length=MAX_REASON, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class NewsFilter(forms.Form):
    """Narrows the list by Pearl and language; the choices are those that there is something of."""

    place = forms.ChoiceField(label=_("Pearl"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, data: Any, *, places: Iterable[Place], languages: Iterable[str]) -> None:
        super().__init__(data)
        reader = formats.current_language()
        any_place, any_language = pgettext_lazy("filter: Pearl", "All"), pgettext_lazy("filter: language", "All")
        self.fields["place"].choices = [("", any_place), *((p.key, p.display_name) for p in places)]  # type: ignore[attr-defined]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            ("", any_language),
            *((code, formats.language_name(code, reader)) for code in languages),
        ]

    def wish(self) -> dict[str, str]:
        """What the reader chose; what there is not is no choice."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in ("place", "language")}


class NewsletterForm(forms.Form):
    """An address that wants the newsletter, and in which language."""

    email = AddressField(
        label=_("Your e-mail address"),
        help_text=_("We write to it once and ask whether you want the newsletter."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=_("Language of your letters"))
    # People do not see this field; robots that fill in every form do not know that.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = formats.current_language()
        field = self.fields["language"]
        field.choices = [(code, formats.language_name(code, reader)) for code in LANGUAGES]  # type: ignore[attr-defined]
        self.initial.setdefault("language", reader)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("A field that people do not see was filled in, as robots do. Please fill in the form by hand.")
            )
        return ""


class IssueWordsForm(forms.Form):
    """The subject and the opening words of an issue in one language."""

    subject = forms.CharField(label=_("Subject of the letter"), max_length=150, required=False)
    opening = forms.CharField(
        label=_("Opening words"),
        help_text=_("They stand above the stories. Leave an empty line between paragraphs."),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
