"""The shape of what people type about events."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.calendar import labels, rules
from pearls.calendar.models import Event, Question
from pearls.calendar.queries import Place
from pearls.calendar.rules import Audience, Kind, Mode, QuestionKind, Telling
from pearls.kernel.clock import local_instant
from pearls.kernel.languages import LANGUAGES, pick
from pearls.places import queries as place_queries
from pearls.web import formats
from pearls.web.fields import AddressField

WALL = "%Y-%m-%dT%H:%M"
MAX_TITLE, MAX_SUMMARY, MAX_REASON = 160, 6_000, 2_000


def zones() -> list[tuple[str, str]]:
    """The zones to choose from."""
    found = sorted(zone for zone in available_timezones() if zone.startswith("Europe/"))
    return [("UTC", "UTC"), *((zone, zone.partition("/")[2].replace("_", " ")) for zone in found)]


def wall_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateTimeField:
    """A wall-clock time, meant in the zone that the form names."""
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WALL),
        input_formats=[WALL, "%Y-%m-%dT%H:%M:%S"],
    )


def instant_of(wall_time: datetime | None, zone: str) -> datetime | None:
    """The instant that was meant. Raises: ValidationError, for an hour that the clocks skip."""
    if wall_time is None:
        return None
    try:
        # Django read the wall time as UTC; it is meant in the event's zone.
        return local_instant(wall_time.replace(tzinfo=None), zone)
    except ValueError as problem:
        raise ValidationError(_("This hour does not exist: the clocks skip it.")) from problem


class EventForm(forms.Form):
    """An event, with its texts in one language; texts in others stay as they are."""

    title = forms.CharField(label=pgettext_lazy("of an event", "Title"), max_length=MAX_TITLE)
    summary = forms.CharField(
        label=_("What it is about, and for whom"),
        max_length=MAX_SUMMARY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=labels.KINDS.items)
    audience = forms.ChoiceField(label=_("Who may come"), choices=labels.AUDIENCES.items)
    zone = forms.ChoiceField(label=_("Time zone of the event"), choices=zones)
    starts_at = wall_field(_("Begins"))
    ends_at = wall_field(_("Ends"))
    closes_at = wall_field(
        _("Registration closes"), required=False, help_text=_("Empty: when the event begins. In the event’s time zone.")
    )
    mode = forms.ChoiceField(label=_("On site or online"), choices=labels.MODES.items)
    place = forms.CharField(
        label=_("Town"), max_length=120, required=False, help_text=_("The name of the town or municipality.")
    )
    venue = forms.CharField(label=_("Venue and address"), max_length=200, required=False)
    link = forms.CharField(
        label=_("Link for joining online"),
        max_length=500,
        required=False,
        help_text=_("Only those who are registered see it."),
        widget=forms.URLInput,
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        required=False,
        min_value=1,
        max_value=rules.MOST_CAPACITY,
        help_text=_("Empty: as many as come. When all are taken, a waiting list begins."),
    )
    language = forms.ChoiceField(label=_("Language spoken there"), required=False)
    group = forms.ChoiceField(label=_("Part of"), choices=labels.GROUPS.items, required=False)

    def __init__(self, *args: Any, text_language: str, event: Event | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text_language, self.event = text_language, event
        self.found: Place | None = event.place if event else None
        reader = formats.current_language()
        named = [(code, formats.language_name(code, reader)) for code in LANGUAGES]
        self.fields["language"].choices = [("", pgettext_lazy("language of an event", "Not said")), *named]  # type: ignore[attr-defined]

    def clean_place(self) -> str:
        name = str(self.cleaned_data["place"]).strip()
        if not name:
            self.found = None
        elif self.found is None or name not in (self.found.key, self.found.display_name):
            self.found = place_queries.place_for(name) or next(
                iter(place_queries.find_places(name, limit=1, include_demonstration=True)), None
            )
            if self.found is None:
                raise ValidationError(_("We know no town of this name. Write it under the venue instead."))
        return name

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        for name in ("starts_at", "ends_at", "closes_at"):
            if name in typed and "zone" in typed:
                try:
                    typed[name] = instant_of(typed[name], typed["zone"])
                except ValidationError as problem:
                    self.add_error(name, problem)
        return typed

    def telling(self) -> Telling:
        typed = self.cleaned_data
        title, summary = self._texts("title"), self._texts("summary")
        return Telling(
            kind=Kind(typed["kind"]),
            title=title,
            summary=summary,
            language=typed["language"],
            starts_at=typed["starts_at"],
            ends_at=typed["ends_at"],
            zone=typed["zone"],
            mode=Mode(typed["mode"]),
            audience=Audience(typed["audience"]),
            place=self.found,
            venue=typed["venue"],
            link=typed["link"].strip(),
            capacity=typed["capacity"],
            group=typed["group"],
            closes_at=typed["closes_at"],
        )

    def _texts(self, name: str) -> dict[str, str]:
        told: Mapping[str, str] = getattr(self.event, name) if self.event else {}
        typed = self.cleaned_data[name].strip()
        others = {code: text for code, text in told.items() if code != self.text_language}
        return others | ({self.text_language: typed} if typed else {})


def initial_of(event: Event, text_language: str) -> dict[str, Any]:
    """What an event is, as its form shows it."""
    zone = ZoneInfo(event.zone)
    plain = ("kind", "audience", "zone", "mode", "venue", "link", "capacity", "language", "group")
    shown: dict[str, Any] = {name: getattr(event, name) for name in plain}
    for name in ("starts_at", "ends_at", "closes_at"):
        moment: datetime | None = getattr(event, name)
        shown[name] = moment.astimezone(zone).replace(tzinfo=None) if moment else None
    shown["place"] = event.place.display_name if event.place else ""
    shown["title"] = event.title.get(text_language, "")
    shown["summary"] = event.summary.get(text_language, "")
    return shown


class ItemForm(forms.Form):
    """An item of the programme, in the event's time zone."""

    title = forms.CharField(label=_("What"), max_length=MAX_TITLE)
    speaker = forms.CharField(label=_("Who speaks or leads"), max_length=200, required=False)
    room = forms.CharField(label=_("Room"), max_length=80)
    starts_at = wall_field(_("Begins"))
    ends_at = wall_field(_("Ends"))

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean_starts_at(self) -> datetime | None:
        return instant_of(self.cleaned_data["starts_at"], self.zone)

    def clean_ends_at(self) -> datetime | None:
        return instant_of(self.cleaned_data["ends_at"], self.zone)


class QuestionForm(forms.Form):
    """A question to everybody who registers."""

    text = forms.CharField(label=_("Question"), max_length=300)
    kind = forms.ChoiceField(label=_("How it is answered"), choices=labels.QUESTION_KINDS.items)
    choices = forms.CharField(
        label=_("Answers to choose from"),
        help_text=_("One on each line; only where one of several is chosen."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_required = forms.BooleanField(label=_("Everybody must answer it"), required=False)


class QuestionWordsForm(forms.Form):
    """A question's words in one language; `choices` are the answers to choose from, as the reader reads them now."""

    text = forms.CharField(label=_("Question"), max_length=300)
    choices = forms.CharField(
        label=_("Answers to choose from"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    is_required = forms.BooleanField(label=_("Everybody must answer it"), required=False)

    def __init__(self, *args: Any, choices: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not choices:
            del self.fields["choices"]
            return
        self.fields["choices"].help_text = _("One on each line, in this order: %(choices)s.") % {
            "choices": formats.joined(choices, formats.current_language())
        }


class OrganiserForm(forms.Form):
    """Somebody who organises the event too."""

    email = AddressField(
        label=_("E-mail address of an account"),
        help_text=_("This person then sees who registers and what they answer, and a letter says so."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class MaterialForm(forms.Form):
    """A link to slides, texts or a recording."""

    title = forms.CharField(label=_("What the link leads to"), max_length=200)
    url = forms.CharField(label=_("Link"), max_length=500, widget=forms.URLInput, help_text=_("Begins with https://"))
    kind = forms.ChoiceField(label=_("Kind"), choices=labels.MATERIAL_KINDS.items)
    is_for_registered = forms.BooleanField(label=_("Only for those who are registered"), required=False)


class AnswersForm(forms.Form):
    """The organisers' own questions, by their refs; before them, for a guest, name and address."""

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"q-{question.ref}"] = _field_of(question)

    def answers(self) -> dict[str, str]:
        return {name[2:]: str(value or "") for name, value in self.cleaned_data.items() if name.startswith("q-")}


class GuestForm(AnswersForm):
    """Somebody without an account."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = AddressField(
        label=_("Your e-mail address"),
        help_text=_("We send a link there by which you confirm, and can give your place back."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # People do not see this field; robots that fill in every form do not know that.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("A field that people do not see was filled in. Please fill in the form by hand."))
        return ""


def _field_of(question: Question) -> forms.Field:
    label, _told_in = pick(question.text, formats.current_language())
    if question.kind == QuestionKind.TEXT:
        return forms.CharField(
            label=label,
            required=question.is_required,
            max_length=2_000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
    reader = formats.current_language()
    offered = labels.YES_OR_NO.items() if question.kind == QuestionKind.YES_NO else question.offered(reader)
    return forms.ChoiceField(label=label, required=question.is_required, choices=[("", "—"), *offered])


class FeedbackForm(forms.Form):
    """How the event was."""

    mark = forms.TypedChoiceField(
        label=_("How useful was it?"), choices=labels.MARKS.items, coerce=int, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("What was good, what should be different?"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class EventFilter(forms.Form):
    """Narrows the list; the choices of a town are those that there is something in."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    place = forms.ChoiceField(label=_("Town"), required=False)

    def __init__(self, data: Any, *, places: Iterable[Place]) -> None:
        super().__init__(data)
        reader = formats.current_language()
        every = pgettext_lazy("filter of events", "All")
        self.fields["kind"].choices = [("", every), *labels.KINDS.items()]  # type: ignore[attr-defined]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            ("", every),
            *((code, formats.language_name(code, reader)) for code in LANGUAGES),
        ]
        self.fields["place"].choices = [("", every), *((one.key, one.display_name) for one in places)]  # type: ignore[attr-defined]

    def wish(self) -> dict[str, str]:
        """What the reader chose; what there is not is no choice."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
