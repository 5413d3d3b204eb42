"""The shape of what people type about mentoring."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.kernel.clock import local_instant
from pearls.kernel.languages import LANGUAGES
from pearls.mentoring import labels
from pearls.mentoring.queries import Person
from pearls.mentoring.rules.matching import COUNTRY_LANGUAGES
from pearls.mentoring.rules.profiles import Described
from pearls.mentoring.rules.working import MOST_MINUTES
from pearls.web import formats

MOST_TEXT, MOST_TOWNS = 8_000, 50


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _text(label: Any, rows: int = 4, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=MOST_TEXT,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ProfileForm(forms.Form):
    """What a mentor says of themselves; the term of a contact point is the office's."""

    country = forms.ChoiceField(label=_("Your country"), required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    languages = forms.MultipleChoiceField(label=_("Languages you mentor in"), widget=forms.CheckboxSelectMultiple)
    countries = forms.MultipleChoiceField(
        label=_("Countries whose towns you take"),
        help_text=_("None ticked: all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own_country = forms.ChoiceField(label=_("Your own country"), choices=labels.OWN_COUNTRY.items)
    capacity = forms.IntegerField(
        label=_("How many towns you take at one time"), min_value=0, max_value=MOST_TOWNS, initial=1
    )
    available_from = _day(_("You take towns from"), _("Empty: from now on."))
    available_until = _day(_("You take towns until"), _("Empty: without an end."))
    themes = forms.MultipleChoiceField(
        label=_("Themes you know"),
        help_text=_("Challenges and cultural fields, as in the practices. Choose several with Ctrl or Cmd."),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )
    about = _text(_("About you"), required=False, help_text=_("Towns and mentors read it."))
    is_listed = forms.BooleanField(
        label=_("My name may stand on public pages"),
        help_text=_("Where you are a contact point. Your address is never shown."),
        required=False,
    )
    contact_from = _day(_("National Contact Point from"))
    contact_until = _day(_("National Contact Point until"))

    def __init__(self, *args: Any, themes: Iterable[tuple[str, str]], is_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = formats.current_language()
        countries = [(code, formats.country_name(code, reader)) for code in COUNTRY_LANGUAGES]
        self._choose("country", [("", "—"), *countries])
        self._choose("countries", countries)
        self._choose("languages", [(code, formats.language_name(code, reader)) for code in LANGUAGES])
        self._choose("themes", list(themes))
        if not is_office:
            del self.fields["contact_from"], self.fields["contact_until"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        for first, last in (("available_from", "available_until"), ("contact_from", "contact_until")):
            if typed.get(first) and typed.get(last) and typed[last] < typed[first]:
                self.add_error(last, _("This day is before the first one."))
        return typed

    def described(self) -> Described:
        typed = dict(self.cleaned_data)
        for name in ("languages", "countries", "themes"):
            typed[name] = tuple(typed[name])
        return Described(**typed)


class AgreementForm(forms.Form):
    """What both sides want."""

    goals = _text(_("What you want to reach together"), 6)
    rhythm = forms.CharField(
        label=_("How often you talk"), max_length=300, required=False, help_text=_("For example: every second week.")
    )
    until = _day(_("Until when"))


class MeetingForm(forms.Form):
    """A meeting to come; its hour is typed in the zone of whoever types."""

    starts_at = forms.DateTimeField(
        label=_("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    mode = forms.ChoiceField(label=_("How"), choices=labels.MODES.items)
    agenda = _text(_("Agenda"), required=False)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean_starts_at(self) -> datetime:
        try:
            # Django read the wall time as UTC; what was typed is meant in the typist's zone.
            return local_instant(self.cleaned_data["starts_at"].replace(tzinfo=None), self.zone)
        except ValueError as problem:
            raise forms.ValidationError(_("This hour does not exist: the clocks skip it.")) from problem


class HeldForm(forms.Form):
    """What came of a meeting."""

    minutes = forms.IntegerField(
        label=_("Minutes it took"), min_value=1, max_value=MOST_MINUTES, help_text=_("They count as your hours.")
    )
    attended = forms.CharField(label=_("Who was there"), max_length=400, required=False)
    summary = _text(_("What came of it"), required=False, help_text=_("Mentor, town and office read it."))


class NoteForm(forms.Form):
    """A note and its readers."""

    text = _text(_("Note"), 3)
    visibility = forms.ChoiceField(label=_("Who reads it"))

    def __init__(self, *args: Any, visibilities: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, labels.VISIBILITIES[code]) for code in visibilities]
        self.fields["visibility"].choices = choices  # type: ignore[attr-defined]


class PromiseForm(forms.Form):
    """Something to be done until a day."""

    what = forms.CharField(label=_("What is promised"), max_length=400)
    side = forms.ChoiceField(label=_("Who promises it"), choices=labels.SIDES.items)
    due_on = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class _MentorChoice(forms.Form):
    mentor = forms.ChoiceField(label=_("Mentor"))

    def __init__(self, *args: Any, mentors: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = [(str(person.ref), str(person)) for person in mentors]
        self.fields["mentor"].choices = self.choices  # type: ignore[attr-defined]


class HandOverForm(_MentorChoice):
    """To whom a town goes, and what they should know."""

    mentor = forms.ChoiceField(label=_("New mentor"))
    note = _text(_("What the new mentor should know"), 6)


class TwinsForm(forms.Form):
    """Two mentors of whom one supports the other."""

    senior = forms.ChoiceField(label=_("Who supports"))
    junior = forms.ChoiceField(label=_("Who is supported"))

    def __init__(self, *args: Any, mentors: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("senior", "junior"):
            self.fields[name].choices = [(str(one.ref), str(one)) for one in mentors]  # type: ignore[attr-defined]


class SupervisionForm(forms.Form):
    """A session with an external expert, and who was there."""

    held_on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    expert = forms.CharField(label=_("Who led it"), max_length=200)
    topic = forms.CharField(label=_("What about"), max_length=400)
    minutes = forms.IntegerField(label=pgettext_lazy("of time", "Minutes"), min_value=1, max_value=MOST_MINUTES)
    attended = forms.MultipleChoiceField(label=_("Mentors who were there"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, mentors: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attended"].choices = [(str(one.ref), str(one)) for one in mentors]  # type: ignore[attr-defined]
