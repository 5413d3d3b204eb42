"""What every part of the rules has in common that is changed field by field."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pearls.programme import labels
from pearls.programme.rules import EditionRules, write_edition_rules

# Texts of the rules are typed in these; what stands there in other languages stays, and is changed in the text.
TYPED_LANGUAGES = ("en", "lv")
MOST_ROWS = 200
NEW_ROWS = 3


class RulesPart(forms.Form):
    """One part of the rules, field by field; everything else of them stays as it is."""

    base_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, rules: EditionRules, base_sha256: str, **initial: Any) -> None:
        super().__init__(data, initial={"base_sha256": base_sha256, **initial})
        self.rules = rules
        self.sha256 = base_sha256
        self.row_sets: list[Rows] = []

    def is_valid(self) -> bool:
        rows_are_valid = [rows.is_valid() for rows in self.row_sets]
        return super().is_valid() and all(rows_are_valid)

    def clean(self) -> dict[str, Any]:
        """Rows are told apart by their place in the rules that the page showed: in others they would be other rows."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("base_sha256") != self.sha256:
            raise ValidationError(str(labels.REASONS["rules-changed-meanwhile"]))
        return cleaned

    def changed_rules(self) -> EditionRules:
        """The rules as the form says them."""
        raise NotImplementedError

    def text(self) -> str:
        """The rules as a text, with what the form says; checked by whoever reads it."""
        return write_edition_rules(self.changed_rules())

    def field_of(self, key: str) -> str | None:
        """The field that a wrong key of the rules belongs to; None where it has none of its own."""
        return None


class Rows(forms.BaseFormSet):  # type: ignore[type-arg]
    """A list of the rules: a row for each item, with a tick to remove it, and empty rows for new ones."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove")

    def kept(self) -> Iterable[tuple[int | None, Mapping[str, Any]]]:
        """What stands in the rows that stay: for one that was there its number from 0, for a new one None."""
        for number, form in enumerate(self.forms):
            is_old = number < self.initial_form_count()
            if form in self.deleted_forms or not (is_old or form.has_changed()):
                continue
            yield (number if is_old else None), form.cleaned_data


def rows_of(row: type[forms.Form], data: Any, *, prefix: str, initial: Sequence[Mapping[str, Any]]) -> Rows:
    """The rows for a list of the rules."""
    make = forms.formset_factory(
        row,
        formset=Rows,
        extra=NEW_ROWS,
        can_delete=True,
        can_delete_extra=False,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + NEW_ROWS,
    )
    return make(data, prefix=prefix, initial=list(initial))  # type: ignore[return-value]


def yes_no(label: Any) -> forms.TypedChoiceField:
    """A rule that says yes, says no, or has not been published."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[("", labels.NOT_PUBLISHED), ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda said: said == "yes",
        empty_value=None,
    )


def said(flag: bool | None) -> str:
    """A flag as `yes_no` shows it."""
    return "" if flag is None else "yes" if flag else "no"


def typed_texts(name: str, text: Mapping[str, str]) -> dict[str, str]:
    """What the fields of a text begin with: `name_en`, `name_lv`."""
    return {f"{name}_{language}": text.get(language, "") for language in TYPED_LANGUAGES}


def text_from(values: Mapping[str, Any], name: str, before: Mapping[str, str]) -> dict[str, str]:
    """A text with what was typed in both languages; in others it stays as it was. Without any words it is gone."""
    typed = {language: values[f"{name}_{language}"].strip() for language in TYPED_LANGUAGES}
    if not any(typed.values()):
        return {}
    return {language: words for language, words in {**before, **typed}.items() if words}
