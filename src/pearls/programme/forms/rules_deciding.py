"""Who decides, by what, and how scores become titles, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pearls.kernel.languages import pick
from pearls.programme import labels
from pearls.programme.forms.rules_part import (
    TYPED_LANGUAGES,
    Rows,
    RulesPart,
    rows_of,
    said,
    text_from,
    typed_texts,
    yes_no,
)
from pearls.programme.rules import (
    Aggregate,
    Assessing,
    Body,
    Complaining,
    Criterion,
    DecidingBody,
    EditionRules,
    StageRules,
)
from pearls.web.formats import current_language

LONG = 2_000
LONGEST_ID = 60
MOST_DAYS = 250
IN_LANGUAGE = {
    "name": {"en": gettext_lazy("Name in English"), "lv": gettext_lazy("Name in Latvian")},
    "guidance": {
        "en": gettext_lazy("What the points mean, in English"),
        "lv": gettext_lazy("What the points mean, in Latvian"),
    },
    "when": {
        "en": gettext_lazy("When the jury adds a title, in English"),
        "lv": gettext_lazy("When the jury adds a title, in Latvian"),
    },
}


def _line(name: str, language: str) -> forms.CharField:
    return forms.CharField(label=IN_LANGUAGE[name][language], max_length=300, required=False)


def _lines(name: str, language: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=IN_LANGUAGE[name][language], max_length=LONG, required=False, widget=area)


def _aggregate() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("A total is"),
        choices=[
            (Aggregate.MEAN.value, gettext_lazy("the mean of the assessors' scores")),
            (Aggregate.SUM.value, gettext_lazy("the sum of the assessors' scores")),
        ],
    )


class CriterionRow(forms.Form):
    """One criterion. Its weight and scale are given for all criteria of a stage or for none."""

    name_en = forms.CharField(label=IN_LANGUAGE["name"]["en"], max_length=300)
    name_lv = _line("name", "lv")
    weight = forms.DecimalField(
        label=gettext_lazy("Weight in per cent"), required=False, min_value=0, max_value=100, decimal_places=2
    )
    scale_min = forms.DecimalField(label=gettext_lazy("Points from"), required=False, decimal_places=2)
    scale_max = forms.DecimalField(
        label=gettext_lazy("Points to"),
        required=False,
        decimal_places=2,
        help_text=gettext_lazy("A criterion with a weight and without a scale gets 0 to 10."),
    )
    tie = forms.IntegerField(label=gettext_lazy("Place in the order that breaks a tie"), required=False, min_value=1)
    guidance_en, guidance_lv = (_lines("guidance", language) for language in TYPED_LANGUAGES)


def _working_days(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=gettext_lazy("Empty: 20. Public holidays count as working days, because countries differ."),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
    )


class DecidingPart(RulesPart):
    """The bodies, how they read, the criteria of both stages, tie-break, titles and their limits."""

    own_country_closed = yes_no(gettext_lazy("Are texts of an assessor's own country closed to them?"))
    readers_per_application = forms.IntegerField(
        label=gettext_lazy("Readers of each application"),
        help_text=gettext_lazy("0: everybody on the panel. Empty: not published."),
        min_value=0,
        required=False,
    )
    readers_per_plan = forms.IntegerField(
        label=gettext_lazy("Readers of each plan"),
        help_text=gettext_lazy("0: everybody on the panel. Empty: not published."),
        min_value=0,
        required=False,
    )
    days_to_complain = _working_days(gettext_lazy("Working days to complain in, after the result is published"))
    days_to_answer = _working_days(gettext_lazy("Working days to answer a complaint in"))
    titles = forms.IntegerField(label=gettext_lazy("Titles given by rank"), min_value=1)
    max_per_country = forms.IntegerField(
        label=gettext_lazy("Titles in one country at most"),
        min_value=0,
        help_text=gettext_lazy("0 stands for no limit."),
    )
    extra_titles = forms.IntegerField(
        label=gettext_lazy("Titles the jury may add"),
        min_value=0,
        help_text=gettext_lazy("The country limit does not bind them."),
    )
    when_en, when_lv = (_lines("when", language) for language in TYPED_LANGUAGES)
    aggregate = _aggregate()

    def __init__(self, data: Any = None, *, rules: EditionRules, base_sha256: str = "") -> None:
        final, reading = rules.final, rules.assessing
        initial: dict[str, Any] = {
            "own_country_closed": said(reading.own_country_closed),
            "readers_per_application": reading.readers_per_application,
            "readers_per_plan": reading.readers_per_plan,
            **vars(rules.complaints),
            "titles": final.titles,
            "max_per_country": final.max_per_country,
            "extra_titles": final.extra_titles,
            "aggregate": final.aggregate.value,
            **typed_texts("when", rules.extra_place_when),
        }
        super().__init__(data, rules=rules, base_sha256=base_sha256, **initial)
        for body in DecidingBody:
            self._add_body(body, rules.bodies.get(body))
        self.criteria = _criterion_rows(data, final)
        self.row_sets = [self.criteria]
        self.first_criteria: Rows | None = None
        if rules.preselection is not None:
            self._add_preselection(data, rules.preselection)

    def _add_body(self, body: DecidingBody, known: Body | None) -> None:
        for language in TYPED_LANGUAGES:
            name = f"body_{body}_{language}"
            self.fields[name] = _line("name", language)
            self.initial[name] = known.name.get(language, "") if known else ""

    def _add_preselection(self, data: Any, stage: StageRules) -> None:
        self.fields["places"] = forms.IntegerField(
            label=gettext_lazy("Candidates at most"), min_value=1, required=False
        )
        self.fields["minimum_total"] = forms.DecimalField(
            label=gettext_lazy("Or a total from which an application is admitted"),
            help_text=gettext_lazy("Leave both empty where the body draws the line itself."),
            required=False,
        )
        self.fields["first_aggregate"] = _aggregate()
        self.initial["places"] = stage.places
        self.initial["minimum_total"] = stage.minimum_total
        self.initial["first_aggregate"] = stage.aggregate.value
        self.first_criteria = _criterion_rows(data, stage)
        self.row_sets.append(self.first_criteria)

    def body_fields(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """What each body does, with the fields of its name."""
        for body in DecidingBody:
            yield str(labels.BODIES[body]), [self[f"body_{body}_{language}"] for language in TYPED_LANGUAGES]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("places") is not None and values.get("minimum_total") is not None:
            self.add_error("minimum_total", _("Give a number of candidates or a total, not both."))
        for name in (*(f"body_{body}" for body in DecidingBody), "when"):
            if values.get(f"{name}_lv") and not values.get(f"{name}_en"):
                self.add_error(f"{name}_en", _("What is given in Latvian is given in English too."))
        for rows in self.row_sets:
            if rows.is_valid():
                _check_criteria(rows)
        return values

    def is_valid(self) -> bool:
        return super().is_valid() and not any(rows.non_form_errors() for rows in self.row_sets)

    def changed_rules(self) -> EditionRules:
        values, before = self.cleaned_data, self.rules
        final = replace(
            _stage_from(self.criteria, before.final, Aggregate(values["aggregate"])),
            titles=values["titles"],
            max_per_country=values["max_per_country"],
            extra_titles=values["extra_titles"],
        )
        return replace(
            before,
            bodies=self._bodies(),
            assessing=Assessing(
                own_country_closed=values["own_country_closed"],
                readers_per_application=values["readers_per_application"],
                readers_per_plan=values["readers_per_plan"],
            ),
            complaints=Complaining(
                days_to_complain=values["days_to_complain"], days_to_answer=values["days_to_answer"]
            ),
            final=final,
            preselection=self._preselection(),
            extra_place_when=text_from(values, "when", before.extra_place_when),
        )

    def _bodies(self) -> dict[DecidingBody, Body]:
        found = {}
        for body in DecidingBody:
            known = self.rules.bodies.get(body, Body(name={}))
            if name := text_from(self.cleaned_data, f"body_{body}", known.name):
                found[body] = replace(known, name=name)
        return found

    def _preselection(self) -> StageRules | None:
        stage, values = self.rules.preselection, self.cleaned_data
        if stage is None or self.first_criteria is None:
            return stage
        changed = _stage_from(self.first_criteria, stage, Aggregate(values["first_aggregate"]))
        return replace(changed, places=values["places"], minimum_total=values["minimum_total"])


def _criterion_rows(data: Any, stage: StageRules) -> Rows:
    initial = [_criterion_values(criterion, stage) for criterion in stage.criteria]
    rows = rows_of(CriterionRow, data, prefix=stage.stage.value, initial=initial)
    for criterion, row in zip(stage.criteria, rows.forms, strict=False):
        row.title = pick(criterion.name, current_language())[0] or criterion.id
    return rows


def _criterion_values(criterion: Criterion, stage: StageRules) -> dict[str, Any]:
    order = stage.tie_break
    return {
        **typed_texts("name", criterion.name or {"en": criterion.id}),
        "weight": criterion.weight_percent,
        "scale_min": criterion.scale_min,
        "scale_max": criterion.scale_max,
        "tie": order.index(criterion.id) + 1 if criterion.id in order else None,
        **typed_texts("guidance", criterion.guidance),
    }


def _check_criteria(rows: Rows) -> None:
    """What only all rows together can get wrong: weights that do not add up, two first places in a tie."""
    kept = [values for _number, values in rows.kept()]
    weights = [values["weight"] for values in kept if values["weight"] is not None]
    problems = rows.non_form_errors()
    if weights and (len(weights) < len(kept) or sum(weights) != 100):
        problems.append(_("The weights of all criteria add up to 100."))
    ties = [values["tie"] for values in kept if values["tie"] is not None]
    if len(set(ties)) < len(ties):
        problems.append(_("Each place in the order that breaks a tie is given once."))


def _stage_from(rows: Rows, before: StageRules, aggregate: Aggregate) -> StageRules:
    """The stage with the criteria that the rows give, in their order; a new one gets an id from its name."""
    criteria: list[Criterion] = []
    ties: list[tuple[int, str]] = []
    taken = {criterion.id for criterion in before.criteria}
    for number, values in rows.kept():
        known = before.criteria[number] if number is not None else Criterion(id=_new_id(values["name_en"], taken))
        taken.add(known.id)
        criteria.append(_criterion_from(known, values))
        if values["tie"] is not None:
            ties.append((values["tie"], known.id))
    tie_break = tuple(name for _place, name in sorted(ties))
    return replace(before, aggregate=aggregate, criteria=tuple(criteria), tie_break=tie_break)


def _criterion_from(known: Criterion, values: Mapping[str, Any]) -> Criterion:
    weight, low, high = values["weight"], values["scale_min"], values["scale_max"]
    if weight is not None:
        low, high = Decimal(0) if low is None else low, Decimal(10) if high is None else high
    # A criterion that never had a name goes by its id, and is not given one by being looked at.
    is_nameless = not known.name and values["name_en"] == known.id and not values["name_lv"]
    return replace(
        known,
        weight_percent=weight,
        scale_min=low,
        scale_max=high,
        name={} if is_nameless else text_from(values, "name", known.name),
        guidance=text_from(values, "guidance", known.guidance),
    )


def _new_id(name: str, taken: set[str]) -> str:
    """An id from the name: small letters and hyphens, with a number where there is one like it."""
    base = slugify(name)[:LONGEST_ID].strip("-") or "criterion"
    number, found = 2, base
    while found in taken:
        number, found = number + 1, f"{base}-{number}"
    return found
