"""The shape of what people send to a panel: types, lengths, required; what is allowed, the services ask."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.kernel.clock import local_instant
from pearls.kernel.languages import LANGUAGES
from pearls.programme.rules import Stage
from pearls.selection.labels import STAGES
from pearls.selection.rules.assigning import Assessor
from pearls.selection.rules.inviting import Offer
from pearls.selection.rules.readers import FEWEST_SCORES
from pearls.selection.rules.sheet import SheetError, typed_score
from pearls.web import formats
from pearls.web.fields import AddressField

REASON_LENGTH = 4000


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReasonForm(forms.Form):
    """A reason, in words."""

    reason = forms.CharField(
        label=_("Reason"), max_length=REASON_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclareForm(forms.Form):
    conflict = forms.ChoiceField(choices=[("no", "no"), ("yes", "yes")])
    note = forms.CharField(max_length=REASON_LENGTH, required=False)


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=[("accept", "accept"), ("decline", "decline")])
    note = forms.CharField(max_length=REASON_LENGTH, required=False)


class OfferForm(forms.Form):
    """What somebody takes on with a seat on a panel."""

    capacity = forms.IntegerField(
        label=_("At most so many texts"), help_text=_("Empty: all of them."), min_value=1, max_value=500, required=False
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you read"),
        help_text=_("None chosen: all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics you know well"),
        help_text=_("You get texts on these rather than on others."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, topics: Iterable[tuple[str, str]], seat: Any = None, **kwargs: Any) -> None:
        if seat is not None:
            kwargs["initial"] = {"capacity": seat.capacity, "languages": seat.languages, "topics": seat.topics}
        super().__init__(*args, **kwargs)
        reader = formats.current_language()
        _set_choices(self, "languages", [(code, formats.language_name(code, reader)) for code in LANGUAGES])
        _set_choices(self, "topics", list(topics))
        if not list(topics):
            del self.fields["topics"]

    def offer(self) -> Offer:
        data = self.cleaned_data
        return Offer(data["capacity"], tuple(data["languages"]), tuple(data.get("topics", ())))


def _set_choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class AnswerDayForm(forms.Form):
    """The last day on which an answer is awaited."""

    answer_on = forms.DateField(label=_("Answer until"), widget=_day_input())


class ConveneForm(forms.Form):
    edition = forms.ChoiceField(label=_("Edition"))
    stage = forms.ChoiceField(label=_("Stage"), choices=[(stage.value, STAGES[stage]) for stage in Stage])

    def __init__(self, *args: Any, editions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["edition"]
        if isinstance(field, forms.ChoiceField):
            field.choices = editions


class PersonForm(forms.Form):
    """Somebody to be asked, and until when they are asked to answer."""

    email = AddressField(label=_("E-mail address"), help_text=_("The person needs an account."))
    country = forms.CharField(
        label=_("Country"),
        max_length=2,
        required=False,
        help_text=_("Two letters, such as LV. Texts of the own country stay closed, where the rules say so."),
    )
    answer_on = forms.DateField(
        label=_("Answer until"), help_text=_("Empty: two weeks from today."), required=False, widget=_day_input()
    )

    def clean_country(self) -> str:
        country = str(self.cleaned_data["country"]).strip().upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise forms.ValidationError(_("Write two letters, such as LV."))
        return country


class InviteForm(PersonForm):
    role = forms.ChoiceField(
        label=_("Task"),
        choices=[
            ("assessor", _("Reads and scores")),
            ("chair", _("Chairs, gives no scores")),
            ("both", _("Chairs and scores")),
        ],
    )


class ReplaceForm(PersonForm):
    """Somebody new in the place of an assessor, and why."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For the record; neither of the two is told."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PublishForm(forms.Form):
    """The instant of publication, as wall time in the zone of the edition's rules."""

    wall = forms.DateTimeField(
        label=_("Publish on"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, zone: str, publish_at: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        if publish_at is not None:
            self.fields["wall"].initial = publish_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    def clean_wall(self) -> datetime:
        # Django has read the wall time as UTC, the zone of the server; the wall alone is what was meant.
        wall: datetime = self.cleaned_data["wall"].replace(tzinfo=None)
        try:
            return local_instant(wall, self.zone)
        except ValueError as problem:
            raise forms.ValidationError(_("The clocks skip this hour. Choose another time.")) from problem


MOST_TEXTS = 500
AHEAD_ROLES = [
    ("", _("nobody")),
    ("scores", _("Reads and scores")),
    ("chair", _("Chairs, gives no scores")),
    ("both", _("Chairs and scores")),
]


class AssessorsForm(forms.Form):
    """How many texts each assessor takes, and which languages they read; a row for each seat."""

    def __init__(self, *args: Any, seats: Iterable[tuple[str, str, int | None, list[str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refs: dict[str, str] = {}
        for ref, name, capacity, languages in seats:
            self.refs[ref] = name
            self.fields[f"capacity-{ref}"] = forms.IntegerField(
                label=_("At most so many texts"),
                help_text=_("Empty: all of them."),
                min_value=0,
                max_value=MOST_TEXTS,
                required=False,
                initial=capacity,
            )
            self.fields[f"languages-{ref}"] = forms.CharField(
                label=_("Languages read"),
                help_text=_("Codes such as en, lv. Empty: all languages."),
                max_length=60,
                required=False,
                initial=", ".join(languages),
            )

    def rows(self) -> list[tuple[str, Any, Any]]:
        """Each person's name and the two fields."""
        return [(name, self[f"capacity-{ref}"], self[f"languages-{ref}"]) for ref, name in self.refs.items()]

    def clean(self) -> dict[str, Any]:
        for ref in self.refs:
            typed = str(self.cleaned_data.get(f"languages-{ref}", "")).lower().replace(",", " ").split()
            if strange := sorted(set(typed) - set(LANGUAGES)):
                known = {"strange": ", ".join(strange), "known": ", ".join(LANGUAGES)}
                self.add_error(f"languages-{ref}", _("Not known: %(strange)s. Known are: %(known)s.") % known)
            self.cleaned_data[f"languages-{ref}"] = sorted(set(typed))
        return self.cleaned_data

    def described(self) -> dict[str, tuple[int | None, list[str]]]:
        data = self.cleaned_data
        return {ref: (data[f"capacity-{ref}"], data[f"languages-{ref}"]) for ref in self.refs}


class ProposeForm(forms.Form):
    per_text = forms.IntegerField(label=_("Assessors for each text"), min_value=1, max_value=50)


class ReaderForm(ReasonForm):
    """A text and an assessor, to be put together or taken apart by hand."""

    dossier = forms.ChoiceField(label=_("Text"))
    seat = forms.ChoiceField(label=_("Assessor"))

    field_order = ("dossier", "seat", "reason")

    def __init__(
        self, *args: Any, dossiers: Iterable[tuple[str, str]], seats: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("dossier", dossiers), ("seat", seats)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = list(choices)


class AheadForm(forms.Form):
    """Who may sit on a panel, and how many candidates are expected from each country."""

    wanted = forms.IntegerField(
        label=_("Scores that each plan needs"), min_value=1, max_value=20, initial=FEWEST_SCORES
    )

    def __init__(
        self,
        *args: Any,
        countries: Iterable[tuple[str, str]],
        rows: int,
        people: Sequence[tuple[str, int | None, str]] = (),
        plans: Mapping[str, int] | None = None,
        **kwargs: Any,
    ) -> None:
        """`people` are country, capacity and role of each to begin with; `plans` counts by country."""
        super().__init__(*args, **kwargs)
        named, given = list(countries), plans or {}
        self.numbers, self.codes = range(rows), [code for code, _name in named]
        for number in self.numbers:
            country, capacity, role = people[number] if number < len(people) else ("", None, "")
            self.fields[f"role-{number}"] = forms.ChoiceField(
                label=_("Task"), choices=AHEAD_ROLES, required=False, initial=role
            )
            self.fields[f"country-{number}"] = forms.ChoiceField(
                label=_("Country"), choices=[("", _("another one")), *named], required=False, initial=country
            )
            self.fields[f"takes-{number}"] = forms.IntegerField(
                label=_("At most so many texts"), min_value=0, max_value=MOST_TEXTS, required=False, initial=capacity
            )
        for code, name in named:
            self.fields[f"plans-{code}"] = forms.IntegerField(
                label=name, min_value=0, max_value=60, required=False, initial=given.get(code)
            )

    def rows(self) -> list[tuple[int, Any, Any, Any]]:
        """Each person's number and the three fields."""
        return [(one + 1, self[f"role-{one}"], self[f"country-{one}"], self[f"takes-{one}"]) for one in self.numbers]

    def expected(self) -> list[Any]:
        return [self[f"plans-{code}"] for code in self.codes]

    def plans(self) -> dict[str, int]:
        return {code: count for code in self.codes if (count := self.cleaned_data[f"plans-{code}"])}

    def assessors(self) -> list[Assessor]:
        """Those who score; nothing said of how much means all of them."""
        data, every = self.cleaned_data, sum(self.plans().values())
        return [
            Assessor(
                str(one),
                data[f"country-{one}"],
                frozenset(),
                every if data[f"takes-{one}"] is None else data[f"takes-{one}"],
            )
            for one in self.numbers
            if data[f"role-{one}"] in ("scores", "both")
        ]


class ScoreSheetForm:
    """The whole sheet as it came in: per criterion a score and words; `errors` by criterion."""

    def __init__(self, criteria: list[str], data: Any) -> None:
        self.values: dict[str, Decimal | None] = {}
        self.comments: dict[str, str] = {}
        self.errors: dict[str, str] = {}
        self.typed: dict[str, str] = {}
        for criterion in criteria:
            if f"score-{criterion}" not in data:
                continue
            self.typed[criterion] = str(data[f"score-{criterion}"])[:120]
            self.comments[criterion] = str(data.get(f"comment-{criterion}", ""))[:REASON_LENGTH]
            try:
                self.values[criterion] = typed_score(self.typed[criterion])
            except SheetError:
                self.errors[criterion] = str(_("Write a number, such as 7 or 7.5."))


class SheetFileForm(forms.Form):
    """A filled score sheet, and whether what is whole in it is handed in."""

    file = forms.FileField(
        label=_("The filled sheet"),
        help_text=_("A workbook (.xlsx) or a CSV file, at most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        allow_empty_file=True,  # said in the same words as all else that can be wrong with it
    )
    hand_in = forms.BooleanField(
        label=_("Hand in every text that has a score on every criterion"), required=False, initial=True
    )
