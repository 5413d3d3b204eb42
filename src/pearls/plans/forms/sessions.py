"""What is typed while working with a tool: the fields come from the columns of the plan's form."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pearls.documents import labels as document_labels
from pearls.documents import rules as document_rules
from pearls.documents.rules import Column, Form, Kind, Question
from pearls.kernel.languages import pick
from pearls.plans.models import SessionItem
from pearls.plans.rules import residents as resident_rules
from pearls.plans.rules.sessions import TEXT_LETTERS, Lane, SessionTool, Words
from pearls.web.formats import current_language

LONGEST_TITLE = 120
SHORT = 200  # of a typed number, day or sum
Options = Sequence[tuple[str, str]]


class StartForm(forms.Form):
    """Which tool, and what it is about this time."""

    tool = forms.ChoiceField(label=_("Tool"))
    title = forms.CharField(
        label=_("What it is about"), max_length=LONGEST_TITLE, help_text=_("For instance: evening with associations.")
    )

    def __init__(self, *args: Any, tools: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tool"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (said for the type checker)
        field.choices = list(tools)


class ItemForm(forms.Form):
    """One item of a lane. `titles` names the records that can be picked, by question; `parents` the items above."""

    text = forms.CharField(max_length=TEXT_LETTERS, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self,
        *args: Any,
        lane: Lane,
        form: Form,
        titles: Mapping[str, Mapping[str, str]],
        parents: Sequence[SessionItem] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{**kwargs, "prefix": lane.id})
        self.lane, self.question = lane, record_question(form, lane)
        columns = {column.id: column for column in self.question.columns} if self.question else {}
        if lane.asks_text:
            own = columns.get(lane.text)
            self.fields["text"].label = pick(own.label if own else lane.title, current_language())[0]
        else:
            del self.fields["text"]
        if lane.parent:
            options = [("", gettext("None")), *((item.ref, item.text) for item in parents)]
            self.fields["parent"] = forms.ChoiceField(
                label=_("Belongs to"), choices=options, required=bool(lane.into), initial=""
            )
        for name in lane.fields:
            if name in columns:
                field = _field_of(columns[name], titles.get(columns[name].of, {}))
                field.required = not lane.asks_text
                self.fields[f"value_{name}"] = field

    def clean(self) -> dict[str, Any]:
        """Understand the values as the plan would."""
        cleaned = super().clean() or {}
        raw = {key.removeprefix("value_"): value for key, value in cleaned.items() if key.startswith("value_")}
        if self.question is None:
            self.values: Mapping[str, Any] = {}
            return cleaned
        answer = document_rules.clean_answer(self.question, raw)
        if isinstance(answer, document_rules.Problem):
            sentence = document_labels.problem_sentence(answer, self.question, current_language())
            name = f"value_{answer.column}"
            self.add_error(name if name in self.fields else None, sentence)
            return cleaned
        self.values = answer.value if isinstance(answer.value, dict) else {}
        return cleaned

    def words(self) -> Words:
        """What was typed, for the service."""
        return Words(self.cleaned_data.get("text", ""), self.values, self.cleaned_data.get("parent", ""))


class NameForm(forms.Form):
    """What a resident names: where it belongs, and a few words."""

    lane = forms.ChoiceField(label=_("What kind"))
    text = forms.CharField(label=_("In a few words"), max_length=TEXT_LETTERS, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, tool: SessionTool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lanes = [(lane.id, pick(lane.title, current_language())[0]) for lane in tool.lanes if lane.residents]
        field = self.fields["lane"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (said for the type checker)
        field.choices = lanes
        if len(lanes) == 1:
            field.widget, field.initial = forms.HiddenInput(), lanes[0][0]


class OpenForm(forms.Form):
    """How many dots each resident has."""

    dots_each = forms.IntegerField(label=_("Dots for each"), min_value=1, max_value=resident_rules.MOST_DOTS)


class CodesForm(forms.Form):
    """How many codes to make."""

    count = forms.IntegerField(label=_("How many codes"), min_value=1, max_value=resident_rules.MOST_CODES, initial=40)


def record_question(form: Form, lane: Lane) -> Question | None:
    """The question as which one record of the lane is understood."""
    return form.question(document_rules.field_name(lane.question, "new")) if lane.question else None


def initial_of(item: SessionItem, question: Question | None) -> dict[str, Any]:
    """An item as it is typed: sums in euros, yes and no as words."""
    kinds = {column.id: column.kind for column in question.columns} if question else {}
    values = {f"value_{key}": _typed(kinds.get(key), value) for key, value in item.values.items()}
    return {"text": item.text, "parent": item.parent.ref if item.parent else "", **values}


def _typed(kind: Kind | None, value: Any) -> Any:
    if kind == Kind.MONEY:
        return f"{value // 100}.{value % 100:02}"
    return ("yes" if value else "no") if kind == Kind.YES_NO else value


def _field_of(column: Column, titles: Mapping[str, str]) -> forms.Field:
    language = current_language()
    label = pick(column.label, language)[0]
    nothing = ("", gettext("Not said"))
    match column.kind:
        case Kind.CHOICE:
            choices = [(choice.id, pick(choice.label, language)[0]) for choice in column.choices]
            return forms.ChoiceField(label=label, choices=[nothing, *choices])
        case Kind.YES_NO:
            return forms.ChoiceField(label=label, choices=[nothing, ("yes", gettext("Yes")), ("no", gettext("No"))])
        case Kind.LINK:
            return forms.ChoiceField(label=label, choices=[nothing, *titles.items()])
        case Kind.LINKS:
            return forms.MultipleChoiceField(
                label=label, choices=list(titles.items()), widget=forms.CheckboxSelectMultiple
            )
        case Kind.DATE:
            return forms.CharField(label=label, max_length=SHORT, widget=forms.DateInput(attrs={"type": "date"}))
        case Kind.NUMBER | Kind.DECIMAL | Kind.MONEY:
            attrs = {"inputmode": "decimal"}
            return forms.CharField(label=label, max_length=SHORT, widget=forms.TextInput(attrs=attrs))
        case _:
            return forms.CharField(label=label, max_length=TEXT_LETTERS)
