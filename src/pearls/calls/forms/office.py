"""The shape of what the office types in the control room."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pearls.kernel.clock import local_instant


class Bulk(StrEnum):
    """What may be done to many applications at once."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    RETURN = "return"


BULK_WORDS = {
    Bulk.ELIGIBLE: gettext_lazy("Decide: eligible"),
    Bulk.INELIGIBLE: gettext_lazy("Decide: not eligible"),
    Bulk.RETURN: gettext_lazy("Return with a question"),
}


class EligibilityForm(forms.Form):
    """The office's decision on one application."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            (Bulk.ELIGIBLE.value, gettext_lazy("Eligible")),
            (Bulk.INELIGIBLE.value, gettext_lazy("Not eligible")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Needed when the answer is no; the letter to the applicant quotes it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )


class ReturnForm(forms.Form):
    """A question to the applicant and the day by which it is to be answered."""

    question = forms.CharField(
        label=gettext_lazy("Your question"),
        help_text=gettext_lazy("The letter to the applicant quotes it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    due_on = forms.DateField(
        label=gettext_lazy("To be answered by"),
        help_text=gettext_lazy("Until the end of this day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class DropOutForm(forms.Form):
    """Why a candidate gives up."""

    drop_reason = forms.CharField(
        label=gettext_lazy("Why the candidate gives up"),
        help_text=gettext_lazy("For the record; it is not published."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class MentorForm(forms.Form):
    """Who is to mentor the place, or all the places that were ticked."""

    mentor = forms.ChoiceField(
        label=gettext_lazy("Mentor"), help_text=gettext_lazy("Whoever holds the role of a mentor in this edition.")
    )

    def __init__(self, *args: Any, mentors: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choice = self.fields["mentor"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - tells mypy what the class says
        choice.choices = [("", gettext_lazy("choose…")), *mentors]


class LateLinkForm(forms.Form):
    """Who may still apply, until when, and why."""

    place = forms.CharField(
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("Its name or its key, for example riga-lv."),
        max_length=120,
    )
    until = forms.DateTimeField(
        label=gettext_lazy("Until"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stays on record with the link."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, *args: Any, zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone = zone

    def clean_until(self) -> datetime:
        """The instant that the office means: its clock is the edition's."""
        return in_zone(self.cleaned_data["until"], self.zone)


class ScheduleForm(forms.Form):
    """When the list of applicants appears, in the clock of the edition."""

    wall = forms.DateTimeField(
        label=gettext_lazy("The list appears on"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )

    def __init__(self, *args: Any, zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone = zone

    def clean_wall(self) -> datetime:
        """The instant that the office means."""
        return in_zone(self.cleaned_data["wall"], self.zone)


class BulkForm(forms.Form):
    """Which applications, and what is to be done to each of them."""

    act = forms.ChoiceField(label=gettext_lazy("With the chosen applications"), choices=list(BULK_WORDS.items()))
    ref = forms.MultipleChoiceField(required=False)
    text = forms.CharField(
        label=gettext_lazy("Reason or question"),
        help_text=gettext_lazy("One text for all of them: the reason of a no, or your question."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )
    due_on = forms.DateField(
        label=gettext_lazy("To be answered by"),
        help_text=gettext_lazy("Only for a question."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, refs: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["ref"]
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101 - tells mypy what the class says
        chosen.choices = [(ref, ref) for ref in refs]

    def clean(self) -> dict[str, Any]:
        """A question needs its day; nothing chosen is nothing to do."""
        given = super().clean() or {}
        if not given.get("ref"):
            raise forms.ValidationError(_("No application is chosen. Tick at least one in the list."))
        if given.get("act") == Bulk.RETURN and not given.get("due_on"):
            self.add_error("due_on", _("A question needs a day by which it is to be answered."))
        return given


def end_of_day(day: Any, zone: str) -> datetime:
    """The last second of a day in the edition's zone, in UTC."""
    return local_instant(datetime.combine(day, time(23, 59, 59)), zone).astimezone(UTC)


def in_zone(typed: datetime, zone: str) -> datetime:
    """The instant of a wall time typed by the office, whatever zone Django took it for.

    Raises: ValidationError, for an hour that the clocks skip.
    """
    try:
        return local_instant(typed.replace(tzinfo=None), zone)
    except ValueError:
        raise forms.ValidationError(
            _("This hour does not exist on that day: the clocks skip it. Choose another hour.")
        ) from None
