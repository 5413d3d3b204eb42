"""The shape of what the office types about editions, their rules and their roles."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pearls.kernel.languages import pick
from pearls.programme import labels
from pearls.programme.models import Edition
from pearls.programme.rules import Aggregate, Criterion, EditionRules, Moment, StageRules, Step, write_edition_rules
from pearls.web.fields import AddressField
from pearls.web.formats import current_language

MAX_RULES = 200_000


class EditionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among editions, each by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{pick(obj.name, current_language())[0]} ({obj.key})"


class EditionStartForm(forms.Form):
    """A new edition: from which one, its key, its name in both complete languages, its title year."""

    source = EditionField(
        empty_label=_("choose…"),
        label=_("Begin with the rules of"),
        queryset=Edition.objects.none(),
        to_field_name="key",
        help_text=_("Dates move to the new year. Scores are counted by their mean, even where the source says sum."),
    )
    key = forms.SlugField(
        label=_("Key"),
        max_length=60,
        help_text=_("Stands in addresses and never changes: small letters, digits, hyphens."),
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    name_lv = forms.CharField(label=_("Name in Latvian"), max_length=200)
    title_year = forms.IntegerField(label=_("Title year"), min_value=1900, max_value=2200)
    is_demonstration = forms.BooleanField(
        label=_("A rehearsal with invented places"),
        required=False,
        help_text=_("Every page and letter then says that it is a demonstration; that stays so for good."),
    )

    def __init__(self, *args: Any, sources: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        assert isinstance(field, EditionField)  # noqa: S101 - tells mypy what the line above made
        field.queryset = sources

    def clean_key(self) -> str:
        return str(self.cleaned_data["key"]).lower()


class RulesTextForm(forms.Form):
    """The rules as text, and on which text the writer began."""

    text = forms.CharField(
        label=_("Rules, in TOML"),
        max_length=MAX_RULES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 32, "spellcheck": "false", "autocapitalize": "off", "wrap": "off"}),
    )
    base_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        # Browsers send line ends as CRLF; the text and its fingerprint know LF alone.
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class AmendmentForm(RulesTextForm):
    """The new text of frozen rules, with the reason that everybody will read."""

    reason_en = forms.CharField(
        label=_("Reason, in English"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody can read it on the edition's page and in the guide."),
    )
    reason_lv = forms.CharField(
        label=_("Reason, in Latvian"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    decided_on = forms.DateField(
        label=_("Decided on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    @property
    def reason(self) -> dict[str, str]:
        """The reason by language, after the form has been found valid."""
        given = {"en": self.cleaned_data["reason_en"], "lv": self.cleaned_data["reason_lv"]}
        return {language: words for language, words in given.items() if words}


def _zones() -> list[tuple[str, str]]:
    zones = sorted(zone for zone in available_timezones() if zone.startswith("Europe/"))
    return [("UTC", "UTC"), *((zone, zone.partition("/")[2].replace("_", " ")) for zone in zones)]


class RulesForm(forms.Form):
    """Dates, numbers and weights of the rules, field by field; everything else of them stays as it is."""

    base_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    zone = forms.ChoiceField(label=_("Time zone of all dates"), choices=_zones)
    titles = forms.IntegerField(label=_("Titles given by rank"), min_value=1)
    max_per_country = forms.IntegerField(
        label=_("Titles in one country at most"), min_value=0, help_text=_("0 stands for no limit.")
    )
    extra_titles = forms.IntegerField(
        label=_("Titles the jury may add"), min_value=0, help_text=_("The country limit does not bind them.")
    )
    aggregate = forms.ChoiceField(
        label=_("A plan's total is"),
        choices=[
            (Aggregate.MEAN.value, _("the mean of the assessors' scores")),
            (Aggregate.SUM.value, _("the sum of the assessors' scores")),
        ],
    )

    def __init__(self, *args: Any, rules: EditionRules, base_sha256: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {
            "base_sha256": base_sha256,
            "zone": rules.dates.zone,
            "titles": rules.final.titles,
            "max_per_country": rules.final.max_per_country,
            "extra_titles": rules.final.extra_titles,
            "aggregate": rules.final.aggregate.value,
        }
        super().__init__(*args, **kwargs)
        self.rules = rules
        for step in Step:
            self._add_step(step, rules.dates.moment(step))
        for criterion in rules.final.criteria:
            self._add_criterion(criterion)

    def _add_step(self, step: Step, moment: Moment | None) -> None:
        shown = (moment.wall or datetime.combine(moment.day, datetime.min.time())) if moment else None
        self.fields[f"step_{step}"] = forms.DateTimeField(
            label=str(labels.STEPS[step]),
            required=False,
            initial=shown.isoformat(timespec="seconds") if shown else None,
            input_formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"],
            widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
        )

    def _add_criterion(self, criterion: Criterion) -> None:
        name = pick(criterion.name, current_language())[0] or criterion.id
        self.fields[f"weight_{criterion.id}"] = forms.DecimalField(
            label=name,
            initial=criterion.weight_percent,
            required=False,
            min_value=Decimal(0),
            max_value=Decimal(100),
            decimal_places=2,
        )

    def steps(self) -> Iterator[forms.BoundField]:
        """The fields of the dates, in the order of the edition."""
        return (self[f"step_{step}"] for step in Step)

    def weights(self) -> Iterator[forms.BoundField]:
        """The fields of the weights, in the order of the criteria."""
        return (self[f"weight_{criterion.id}"] for criterion in self.rules.final.criteria)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        weights = [cleaned.get(f"weight_{item.id}") for item in self.rules.final.criteria]
        given = [weight for weight in weights if weight is not None]
        if given and (len(given) < len(weights) or sum(given) != 100):
            raise ValidationError(_("The weights of all criteria add up to 100."))
        return cleaned

    def text(self) -> str:
        """The rules as a text, with what the form says; checked by whoever reads it."""
        lines = write_edition_rules(replace(self.rules, final=self._final())).split("\n")
        return "\n".join(_with_dates(lines, self.cleaned_data["zone"], self._moments()))

    def _final(self) -> StageRules:
        values = self.cleaned_data
        criteria = tuple(self._weighted(criterion) for criterion in self.rules.final.criteria)
        return replace(
            self.rules.final,
            titles=values["titles"],
            max_per_country=values["max_per_country"],
            extra_titles=values["extra_titles"],
            aggregate=Aggregate(values["aggregate"]),
            criteria=criteria,
        )

    def _weighted(self, criterion: Criterion) -> Criterion:
        weight = self.cleaned_data[f"weight_{criterion.id}"]
        if weight is None:
            return criterion
        low = Decimal(0) if criterion.scale_min is None else criterion.scale_min
        high = Decimal(10) if criterion.scale_max is None else criterion.scale_max
        return replace(criterion, weight_percent=weight, scale_min=low, scale_max=high)

    def _moments(self) -> dict[Step, datetime | date]:
        """The wall-clock times; a day without a time stays one unless it was touched."""
        found: dict[Step, datetime | date] = {}
        for step in Step:
            if value := self.cleaned_data[f"step_{step}"]:
                wall = value.replace(tzinfo=None)
                known = self.rules.dates.moment(step)
                untouched = known is not None and known.wall is None and f"step_{step}" not in self.changed_data
                found[step] = wall.date() if untouched else wall
        return found


def _with_dates(lines: list[str], zone: str, moments: dict[Step, datetime | date]) -> Iterator[str]:
    """The file's lines with other dates: wrong ones are found when the text is read, where errors name their key."""
    is_dates = False
    for line in lines:
        if line.startswith("["):
            is_dates = line == "[dates]"
        if is_dates and line.partition(" = ")[0] in {"zone", *Step}:
            continue
        yield line
        if line == "[dates]":
            yield f'zone = "{zone}"'
            yield from (f"{step} = {moment.isoformat()}" for step, moment in moments.items())


class GrantForm(forms.Form):
    """Who receives a role: by the address of the account."""

    email = AddressField(label=_("E-mail address of the account"))
    role = forms.ChoiceField(label=_("Role"), choices=[(role, words) for role, words in labels.ROLES.items()])
