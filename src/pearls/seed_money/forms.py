"""The shape of what people type about seed money; amounts are typed in euros and kept in cents."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.kernel.languages import pick
from pearls.seed_money.rules.document import Choice, SeedRules
from pearls.seed_money.rules.requests import MOST_LINES, Asked, Cost
from pearls.web import formats

LONG, REASON = 5_000, 2_000
MOST_EUROS = Decimal("10000000")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _euros(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=Decimal(0),
        max_value=MOST_EUROS,
        max_digits=10,
        decimal_places=2,
        localize=False,
    )


def cents_of(value: Decimal | None) -> int:
    """Euros as typed, in whole cents; nothing typed is nought."""
    return int((value or Decimal(0)) * 100)


def euros_of(cents: int) -> str:
    """Cents as an input holds them: "12.50"."""
    return f"{cents // 100}.{cents % 100:02}"


def choices_of(choices: Sequence[Choice]) -> list[tuple[str, str]]:
    language = formats.current_language()
    return [(choice.code, pick(choice.text, language)[0]) for choice in choices]


class RequestForm(forms.Form):
    """What the town asks for. Nothing but the title is required before it is sent."""

    title = forms.CharField(label=_("What it is called"), max_length=200)
    purpose = forms.ChoiceField(label=_("Purpose"), required=False)
    carried_by = forms.CharField(
        label=_("Who carries it out"),
        help_text=_("The local group or person of culture or the creative sector."),
        max_length=200,
        required=False,
    )
    what = forms.CharField(
        label=_("What happens"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    starts_on, ends_on = _day(_("First day")), _day(_("Last day"))
    asked = _euros(_("Amount asked for, in euros"), required=False)
    own = _euros(_("Own share of the town, in euros"), required=False)
    other = _euros(_("Other money, in euros"), required=False)
    other_from = forms.CharField(label=_("Where the other money comes from"), max_length=200, required=False)
    payee = forms.CharField(label=_("Who receives the money"), max_length=200, required=False)
    iban = forms.CharField(
        label=_("Bank account (IBAN)"),
        help_text=_("Only your town and the finance officers see it."),
        max_length=42,
        required=False,
    )

    def __init__(self, *args: Any, rules: SeedRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = ("", _("Please choose"))
        self.fields["starts_on"].required = self.fields["ends_on"].required = False
        self.fields["purpose"].choices = [empty, *choices_of(rules.purposes)]  # type: ignore[attr-defined]
        kinds = [empty, *choices_of(rules.cost_kinds)]
        for number in range(1, MOST_LINES + 1):
            self.fields[f"kind_{number}"] = forms.ChoiceField(label=_("Kind"), choices=kinds, required=False)
            self.fields[f"what_{number}"] = forms.CharField(label=_("For what"), max_length=200, required=False)
            self.fields[f"cost_{number}"] = _euros(_("Euros"), required=False)

    @property
    def lines(self) -> list[tuple[int, Any, Any, Any]]:
        """The rows of costs: their number, kind, words and amount."""
        names = ("kind", "what", "cost")
        return [(n, *(self[f"{name}_{n}"] for name in names)) for n in range(1, MOST_LINES + 1)]  # type: ignore[misc]

    @staticmethod
    def initial_of(asked: Asked) -> dict[str, Any]:
        """What was written before, as the inputs hold it."""
        names = ("title", "purpose", "carried_by", "what", "starts_on", "ends_on", "other_from", "payee", "iban")
        values = {name: getattr(asked, name) for name in names}
        for name in ("asked", "own", "other"):
            values[name] = euros_of(getattr(asked, f"{name}_cents"))
        for number, cost in enumerate(asked.costs, start=1):
            values |= {
                f"kind_{number}": cost.kind,
                f"what_{number}": cost.what,
                f"cost_{number}": euros_of(cost.cents),
            }
        return values

    def written(self) -> Asked:
        data: dict[str, Any] = self.cleaned_data
        names = ("title", "purpose", "carried_by", "what", "starts_on", "ends_on", "other_from", "payee", "iban")
        costs = [
            Cost(data[f"kind_{n}"], data[f"what_{n}"].strip(), cents_of(data[f"cost_{n}"]))
            for n in range(1, MOST_LINES + 1)
            if data[f"kind_{n}"] or data[f"what_{n}"] or data[f"cost_{n}"]
        ]
        amounts: dict[str, Any] = {f"{name}_cents": cents_of(data[name]) for name in ("asked", "own", "other")}
        return Asked(costs=tuple(costs), **{name: data[name] for name in names}, **amounts)


class ProofForm(forms.Form):
    """A cost of the report and its proof."""

    kind = forms.ChoiceField(label=_("Kind"))
    what = forms.CharField(label=_("For what"), max_length=200)
    supplier = forms.CharField(label=_("Who was paid"), max_length=200)
    invoice = forms.CharField(label=_("Number of the invoice or receipt"), max_length=80)
    paid_on = _day(_("Paid on"))
    amount = _euros(_("Euros"))
    proof = forms.FileField(label=_("Invoice or receipt"), help_text=_("PDF, JPEG, PNG or WebP."))

    def __init__(self, *args: Any, rules: SeedRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices_of(rules.cost_kinds)  # type: ignore[attr-defined]


def _words(label: Any, *, required: bool, rows: int = 3, most: int = REASON) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=most, widget=forms.Textarea(attrs={"rows": rows}))


class NoForm(forms.Form):
    """An act that nothing is typed for."""


class BecauseForm(forms.Form):
    because = _words(_("Reason"), required=True)


class ShortBecauseForm(forms.Form):
    because = forms.CharField(label=_("Reason"), max_length=400)


class ApproveForm(forms.Form):
    amount = _euros(_("Amount, in euros"))
    because = _words(_("Reason, where it is less than was asked for"), required=False)


class JudgeForm(forms.Form):
    amount = _euros(_("Accepted, in euros"))
    because = forms.CharField(label=_("Reason, where it is less"), max_length=400, required=False)


class PaidForm(forms.Form):
    paid_on = _day(_("Paid by the bank on"))


class AmountForm(forms.Form):
    amount = _euros(_("Amount, in euros"))


class ReportForm(forms.Form):
    what_happened = _words(_("What happened"), required=True, rows=6, most=LONG)


class RulesForm(forms.Form):
    """The document itself, and why it changes."""

    text = forms.CharField(
        label=_("The rules as a document (TOML)"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 30})
    )
    reason = _words(_("Why the rules change"), required=False)
    base_sha256 = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
