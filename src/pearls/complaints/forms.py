"""The shape of what people type here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.complaints import labels
from pearls.complaints.rules.complaints import LONGEST_TEXT, Measure
from pearls.complaints.rules.feedback import LONGEST_REASON
from pearls.kernel.languages import LANGUAGES
from pearls.programme.rules import StageRules
from pearls.web.formats import language_name

LONG = 2_000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    area = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=area)


class DayForm(forms.Form):
    """The day by which the reasons follow."""

    due_on = _day(_("The reasons follow by"))


class ReasonsForm(forms.Form):
    """A text for each criterion, and the language they are written in."""

    def __init__(self, data: Any = None, *, stage: StageRules, names: dict[str, str], initial: dict[str, str]) -> None:
        typed = {f"reason-{key}": text for key, text in initial.items() if key != "language"}
        super().__init__(data, initial=typed | {"language": initial.get("language", "en")})
        codes = [(code, language_name(code, code)) for code in LANGUAGES]
        self.fields["language"] = forms.ChoiceField(label=_("Written in"), choices=codes)
        self.criteria = [criterion.id for criterion in stage.criteria]
        for key in self.criteria:
            self.fields[f"reason-{key}"] = forms.CharField(
                label=names[key], max_length=LONGEST_REASON, required=False, widget=_area(5)
            )

    def reasons(self) -> dict[str, str]:
        return {key: self.cleaned_data[f"reason-{key}"] for key in self.criteria}


class ComplaintForm(forms.Form):
    """What is complained of, and what happened."""

    grounds = forms.MultipleChoiceField(
        label=_("What the complaint is about"),
        choices=list(labels.GROUNDS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": labels.REASONS["needs-ground"]},  # type: ignore[dict-item]
    )
    text = forms.CharField(
        label=_("What happened"),
        help_text=_("Name people only where it cannot be said otherwise."),
        max_length=LONGEST_TEXT,
        widget=_area(12),
    )


class PaperForm(ComplaintForm):
    """The same, as it came on paper; the office types it."""

    received_on = _day(_("Came on"), _("The clock runs from this day."))


class CheckForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is not admissible"),
        help_text=_("The place reads this. Leave it empty where you take the complaint on."),
        max_length=LONG,
        required=False,
        widget=_area(4),
    )


class ReaderForm(forms.Form):
    """Who reads; only people who had no part in the case are offered."""

    reader = forms.ChoiceField(label=_("Second reader"))

    def __init__(self, data: Any = None, *, people: list[Any], current: str = "") -> None:
        super().__init__(data, initial={"reader": current})
        self.fields["reader"].choices = [(person.ref, str(person)) for person in people]  # type: ignore[attr-defined]


class ProposalForm(forms.Form):
    """How the complaint should be answered, and why."""

    result = forms.ChoiceField(label=_("Outcome"), choices=list(labels.RESULTS.items()), widget=forms.RadioSelect)
    text = forms.CharField(label=_("Why"), max_length=LONGEST_TEXT, widget=_area(8))


class DecisionForm(ProposalForm):
    """The answer that the place reads, and what follows from it."""

    text = forms.CharField(
        label=_("The answer"), help_text=_("The place reads this."), max_length=LONGEST_TEXT, widget=_area(8)
    )
    measure = forms.ChoiceField(
        label=_("What follows"),
        help_text=_("None of these changes the result by itself."),
        choices=list(labels.MEASURES.items()),
        initial=Measure.NONE.value,
        widget=forms.RadioSelect,
    )
    field_order = ("result", "text", "measure")
