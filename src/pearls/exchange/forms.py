"""The shape of what people type about offers, needs and visits."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.exchange import labels
from pearls.exchange.rules import LICENCES, MOST_WINDOWS, Part, Side, Told, Window
from pearls.files.forms import PhotoForm
from pearls.kernel.languages import LANGUAGES
from pearls.places.rules import COUNTRIES
from pearls.web import formats

MAX_TEXT, MAX_LINE, MOST_SEATS, MOST_KM = 4_000, 200, 200, 20_000
ABOUT = ("holder", "text", "challenge", "cultural_field", "languages", "seats")
WINDOW_ENDS = {"first": _("From"), "last": _("Until")}
Choices = Sequence[tuple[str, str]]


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """A day, chosen from a calendar where the browser has one."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


def text_field(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 4) -> forms.CharField:
    """A text of some sentences."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def languages_in(reader: str) -> list[tuple[str, str]]:
    """The ten languages, each named in the reader's."""
    return [(code, formats.language_name(code, reader)) for code in LANGUAGES]


class EntryForm(forms.Form):
    """An offer or a need; `holders` are the places and partners that the writer may name."""

    holder = forms.ChoiceField(label=_("In the name of"))
    text = text_field("")
    challenge = forms.MultipleChoiceField(
        label=_("What it answers to"), required=False, widget=forms.CheckboxSelectMultiple
    )
    cultural_field = forms.MultipleChoiceField(
        label=_("Kind of culture"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)
    access = forms.MultipleChoiceField(
        label="", required=False, choices=labels.ACCESS.items, widget=forms.CheckboxSelectMultiple
    )
    guest_pays = forms.CharField(label=_("What the guest pays"), max_length=300, required=False)
    budget = forms.DecimalField(
        label=_("Budget in euros"),
        help_text=_("Only you see it."),
        min_value=0,
        max_digits=9,
        decimal_places=2,
        required=False,
    )
    is_public = forms.BooleanField(
        label=_("Show it to everybody"),
        help_text=_("Otherwise those who work in the programme see it after signing in."),
        required=False,
    )

    def __init__(
        self, *args: Any, is_offer: bool, holders: Choices, concepts: Mapping[str, Mapping[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_offer = is_offer
        for number in range(1, MOST_WINDOWS + 1):
            for end, words in WINDOW_ENDS.items():
                self.fields[f"{end}_{number}"] = day_field(words, required=number == 1)
        self.fields["holder"].choices = holders  # type: ignore[attr-defined]
        self.fields["languages"].choices = languages_in(formats.current_language())  # type: ignore[attr-defined]
        for scheme, names in concepts.items():
            self.fields[scheme].choices = sorted(names.items(), key=lambda pair: pair[1])  # type: ignore[attr-defined]
        self.fields["text"].label = _("What you can show") if is_offer else _("What you want to learn")
        self.fields["access"].label = _("Access at your place") if is_offer else _("What your people need")
        if is_offer:
            del self.fields["budget"]
        else:
            del self.fields["guest_pays"]
            self.fields["access"].help_text = _("Only you see it. Others see that there are such needs.")

    @property
    def about(self) -> list[forms.BoundField]:
        """What is asked before the times."""
        return [self[name] for name in self.fields if name in ABOUT]

    @property
    def rest(self) -> list[forms.BoundField]:
        """What is asked after the times."""
        return [self[name] for name in self.fields if name not in ABOUT and name.partition("_")[0] not in WINDOW_ENDS]

    @property
    def shows_more_times(self) -> bool:
        """Whether more than one time is named, or typed wrong."""
        return any(end.value() or end.errors for pair in self.times[1:] for end in pair)

    @property
    def times(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each time, from and until."""
        return [(self[f"first_{number}"], self[f"last_{number}"]) for number in range(1, MOST_WINDOWS + 1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(2, MOST_WINDOWS + 1):
            ends = (f"first_{number}", f"last_{number}")
            if sum(bool(data.get(end)) for end in ends) == 1 and not self.errors.keys() & set(ends):
                missing = next(end for end in ends if not data.get(end))
                self.add_error(missing, _("Please give both days of this time, or neither."))
        return data

    def told(self) -> Told:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        budget = data.get("budget")
        pairs = [(data[f"first_{number}"], data[f"last_{number}"]) for number in range(1, MOST_WINDOWS + 1)]
        return Told(
            text=data["text"],
            concepts=[*data["challenge"], *data["cultural_field"]],
            languages=data["languages"],
            seats=data["seats"],
            windows=[Window(first, last) for first, last in pairs if first],
            access=data["access"],
            is_public=data["is_public"],
            guest_pays=data.get("guest_pays", ""),
            budget_cents=None if budget is None else int(budget * 100),
        )


class BoardFilter(forms.Form):
    """Narrows the board."""

    concept = forms.ChoiceField(label=_("About"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, data: Any, *, concepts: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__(data)
        reader = formats.current_language()
        named = sorted((pair for names in concepts.values() for pair in names.items()), key=lambda pair: pair[1])
        every = ("", pgettext_lazy("filter of the board", "All"))
        self.fields["concept"].choices = [every, *named]  # type: ignore[attr-defined]
        self.fields["language"].choices = [every, *languages_in(reader)]  # type: ignore[attr-defined]
        self.fields["country"].choices = [every, *formats.countries_in(reader, COUNTRIES)]  # type: ignore[attr-defined]

    def wish(self) -> dict[str, str]:
        """What the reader chose; what there is not is no choice."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


class AskForm(forms.Form):
    """Asking a host for a visit."""

    holder = forms.ChoiceField(label=_("In the name of"))
    question = text_field(_("What you want to learn"), help_text=_("One question that the visit should answer."))
    seats = forms.IntegerField(label=_("How many of you"), min_value=1, max_value=MOST_SEATS)
    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"))
    access_detail = text_field(
        _("What your people need on the spot"),
        required=False,
        help_text=_("The host reads it once the visit is agreed. It is erased a year after the visit."),
        rows=2,
    )

    def __init__(self, *args: Any, holders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = holders  # type: ignore[attr-defined]


class DatesForm(forms.Form):
    """Other dates that the host proposes."""

    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"))
    because = text_field(_("Why these days"), required=False, rows=2)


class AgendaForm(forms.Form):
    day = day_field(pgettext_lazy("of an item of the agenda", "Day"))
    starts = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    what = forms.CharField(label=pgettext_lazy("of an item of the agenda", "What"), max_length=300)
    where = forms.CharField(label=_("Where"), max_length=MAX_LINE, required=False)
    lead = forms.CharField(label=_("Who leads"), max_length=MAX_LINE, required=False)


class PeopleForm(forms.Form):
    side = forms.ChoiceField(label=_("Side"), choices=labels.SIDES.items)
    is_me = forms.BooleanField(label=_("It is me"), required=False)
    name = forms.CharField(label=_("Name"), max_length=MAX_LINE, required=False)
    function = forms.CharField(label=_("What they do"), max_length=MAX_LINE, required=False)
    has_consent = forms.BooleanField(label=_("The person agrees to be listed here"), required=False)
    keeps_name = forms.BooleanField(
        label=_("The name may stay longer"),
        help_text=_("Otherwise it is erased a year after the visit."),
        required=False,
    )


class LegForm(forms.Form):
    mode = forms.ChoiceField(label=pgettext_lazy("means of travel", "By"), choices=labels.MODES.items)
    from_name = forms.CharField(label=_("From where"), max_length=MAX_LINE)
    to_name = forms.CharField(label=_("To where"), max_length=MAX_LINE)
    km = forms.IntegerField(
        label=_("Kilometres"),
        help_text=_("Empty: the straight line between guest and host, and a detour."),
        min_value=1,
        max_value=MOST_KM,
        required=False,
    )
    persons = forms.IntegerField(label=_("Persons"), min_value=1, max_value=MOST_SEATS)
    vehicles = forms.IntegerField(label=_("Cars, if by car"), min_value=1, max_value=MOST_SEATS, initial=1)


class CostForm(forms.Form):
    kind = forms.ChoiceField(label=pgettext_lazy("what a cost was for", "For"), choices=labels.COST_KINDS.items)
    payer = forms.ChoiceField(label=_("Who pays"), choices=labels.SIDES.items)
    euros = forms.DecimalField(label=_("Euros"), min_value=0, max_digits=9, decimal_places=2)
    note = forms.CharField(label=_("Note"), max_length=MAX_LINE, required=False)


class PromiseForm(forms.Form):
    what = forms.CharField(label=_("What is promised"), max_length=300)
    side = forms.ChoiceField(label=_("Whose promise"), choices=labels.SIDES.items)
    who = forms.CharField(label=_("Who does it"), max_length=MAX_LINE, required=False)
    due_on = day_field(_("Until when"), required=False)


class ReportPhotoForm(PhotoForm):
    """A photo for the report of a side."""

    has_consent = forms.BooleanField(label=_("Everybody who can be recognised agrees to be shown"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, licences=LICENCES, **options)
        self.fields["licence"].help_text = _(
            "By permission, both sides and the office see it until a year after the visit. Otherwise it stays, and"
            " comes along when the visit becomes a practice."
        )


class ReportForm(forms.Form):
    side = forms.ChoiceField(label=_("Side"), choices=labels.SIDES.items)
    saw = text_field(_("What you saw"))
    take_home = text_field(_("What you take home"))
    tell_others = text_field(_("What you would tell others"), required=False)
    people_met = forms.IntegerField(label=_("How many people you met"), min_value=0, max_value=100_000, required=False)

    def __init__(self, *args: Any, sides: Sequence[Side], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = [(side.value, labels.SIDES[side]) for side in sides]  # type: ignore[attr-defined]


FORMS: dict[Part, type[forms.Form]] = {
    Part.AGENDA: AgendaForm,
    Part.PEOPLE: PeopleForm,
    Part.LEG: LegForm,
    Part.COST: CostForm,
    Part.PROMISE: PromiseForm,
}


def values_of(part: Part, form: forms.Form) -> dict[str, Any]:
    """What was typed of a line, as the service takes it: money in cents."""
    values = dict(form.cleaned_data)
    if part == Part.COST:
        values["cents"] = int(values.pop("euros") * 100)
    return values
