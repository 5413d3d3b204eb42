"""The shape of what people send to a panel: types, lengths, required; what is allowed, the services ask."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.kernel.clock import local_instant
from pearls.programme.rules import Stage
from pearls.selection.labels import STAGES
from pearls.selection.rules.sheet import SheetError, parse_score
from pearls.web.fields import AddressField

REASON_LENGTH = 4000


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


class ConveneForm(forms.Form):
    edition = forms.ChoiceField(label=_("Edition"))
    stage = forms.ChoiceField(label=_("Stage"), choices=[(stage.value, STAGES[stage]) for stage in Stage])

    def __init__(self, *args: Any, editions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["edition"]
        if isinstance(field, forms.ChoiceField):
            field.choices = editions


class InviteForm(forms.Form):
    email = AddressField(label=_("E-mail address"), help_text=_("The person needs an account."))
    country = forms.CharField(
        label=_("Country"),
        max_length=2,
        required=False,
        help_text=_("Two letters, such as LV. Texts of the own country stay closed, where the rules say so."),
    )
    role = forms.ChoiceField(
        label=_("Task"),
        choices=[
            ("assessor", _("Reads and scores")),
            ("chair", _("Chairs, gives no scores")),
            ("both", _("Chairs and scores")),
        ],
    )

    def clean_country(self) -> str:
        country = str(self.cleaned_data["country"]).strip().upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise forms.ValidationError(_("Write two letters, such as LV."))
        return country


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


def typed_score(text: str) -> Decimal | None:
    """A score as a person types it: a decimal comma is as good as a point. Raises: SheetError."""
    return parse_score(text.strip().replace(",", "."))


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
