"""The rules of a selection stage: how scores become a decision (contracts: rules of a selection stage)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from enum import StrEnum

from pearls.programme.rules.errors import RulesError, shown
from pearls.programme.rules.reading import MOST_DIGITS, Table, Text, read_toml

MOST_POINTS = 99_999  # on one criterion; the column that keeps a juror's score holds no more


class Stage(StrEnum):
    PRESELECTION = "preselection"
    FINAL = "final"


class Aggregate(StrEnum):
    """How the assessors' scores of one plan become its total."""

    MEAN = "mean"
    SUM = "sum"


@dataclass(frozen=True)
class Criterion:
    """One thing an assessor scores. Weight and scale are None where they were never published."""

    id: str
    weight_percent: Decimal | None = None
    scale_min: Decimal | None = None
    scale_max: Decimal | None = None
    name: Text = field(default_factory=dict)
    guidance: Text = field(default_factory=dict)

    @property
    def is_scorable(self) -> bool:
        return None not in (self.weight_percent, self.scale_min, self.scale_max)


@dataclass(frozen=True)
class StageRules:
    """One stage. `titles`, `max_per_country` (0 = no limit) and `extra_titles` belong to the final;
    `places` or `minimum_total` to the pre-selection, and with neither the body draws the line itself.
    """

    stage: Stage
    aggregate: Aggregate
    criteria: tuple[Criterion, ...] = ()
    tie_break: tuple[str, ...] = ()
    titles: int = 0
    max_per_country: int = 0
    extra_titles: int = 0
    tight_probability: Decimal = Decimal("0.20")
    places: int | None = None
    minimum_total: Decimal | None = None

    @property
    def is_scorable(self) -> bool:
        """Whether weights and scales are known. History's were not published: it can be shown, never computed."""
        return bool(self.criteria) and all(criterion.is_scorable for criterion in self.criteria)

    @property
    def draws_its_own_line(self) -> bool:
        return self.stage == Stage.PRESELECTION and self.places is None and self.minimum_total is None

    def criterion(self, criterion_id: str) -> Criterion | None:
        return next((criterion for criterion in self.criteria if criterion.id == criterion_id), None)


def parse_stage_rules(text: str) -> Mapping[Stage, StageRules]:
    """The stages of a `RULES.toml`, or of a whole edition's rules; `require_scorable` the one you count by.

    Raises: RulesError.
    """
    document = read_toml(text)
    if not document.has("edition"):
        document.only("schema", *Stage)
    stages = stages_of(document)
    if not stages:
        raise document.missing("final", "a table [final] or [preselection]")
    return stages


def require_scorable(stage: StageRules) -> StageRules:
    """The stage, if scores can be counted by it.

    Raises: RulesError, naming the first weight or scale that is missing.
    """
    if not stage.criteria:
        raise RulesError(key=f"{stage.stage}.criteria", expected="at least one criterion", got="none")
    for number, criterion in enumerate(stage.criteria, start=1):
        for key in ("weight_percent", "scale_min", "scale_max"):
            if getattr(criterion, key) is None:
                raise RulesError(
                    key=f"{stage.stage}.criteria[{number}].{key}",
                    expected="a number, to count scores by",
                    got="nothing",
                )
    return stage


def stages_of(document: Table) -> dict[Stage, StageRules]:
    """The stages that the document holds."""
    readers = {Stage.PRESELECTION: _preselection, Stage.FINAL: _final}
    return {stage: read(table) for stage, read in readers.items() if (table := document.table_or_none(stage))}


def _final(table: Table) -> StageRules:
    table.only("titles", "max_per_country", "extra_titles", "aggregate", "tie_break", "tight_probability", "criteria")
    criteria = _criteria(table)
    tight = table.decimal_or_none("tight_probability")
    if tight is not None and not 0 < tight <= 1:
        raise table.error("tight_probability", "a probability above 0 and up to 1", shown(tight))
    return StageRules(
        stage=Stage.FINAL,
        aggregate=Aggregate(table.choice("aggregate", [item.value for item in Aggregate])),
        criteria=criteria,
        tie_break=_tie_break(table, criteria),
        titles=table.whole("titles", least=1),
        max_per_country=table.whole("max_per_country"),
        extra_titles=table.whole_or_none("extra_titles") or 0,
        tight_probability=StageRules.tight_probability if tight is None else tight,
    )


def _preselection(table: Table) -> StageRules:
    table.only("places", "minimum_total", "aggregate", "tie_break", "criteria")
    criteria = _criteria(table)
    places, minimum = table.whole_or_none("places", least=1), table.decimal_or_none("minimum_total")
    if places is not None and minimum is not None:
        raise table.error("minimum_total", "either places or minimum_total", "both")
    return StageRules(
        stage=Stage.PRESELECTION,
        aggregate=Aggregate(table.choice("aggregate", [item.value for item in Aggregate])),
        criteria=criteria,
        tie_break=_tie_break(table, criteria),
        places=places,
        minimum_total=minimum,
    )


def _tie_break(table: Table, criteria: tuple[Criterion, ...]) -> tuple[str, ...]:
    known = [criterion.id for criterion in criteria]
    order = table.texts("tie_break")
    for name in order:
        if name not in known:
            raise table.error("tie_break", "criteria among " + ", ".join(known), shown(name))
    return order


def _criteria(table: Table) -> tuple[Criterion, ...]:
    found: list[Criterion] = []
    for item in table.tables("criteria"):
        criterion = _criterion(item)
        if any(criterion.id == other.id for other in found):
            raise item.error("id", "an id of its own", f"{shown(criterion.id)} twice")
        if found and found[0].is_scorable != criterion.is_scorable:
            raise item.error("weight_percent", "weight and scale for every criterion or for none", "some")
        found.append(criterion)
    if found and found[0].is_scorable:
        with localcontext(prec=4 * MOST_DIGITS):  # exact: 100.0000000000000000000000000001 is not 100
            total = sum((criterion.weight_percent or Decimal(0) for criterion in found), Decimal(0))
        if total != 100:
            raise table.error("criteria", "weights that add up to 100", f"{total:f}")
    return tuple(found)


def _criterion(table: Table) -> Criterion:
    table.only("id", "weight_percent", "scale_min", "scale_max", "name", "guidance")
    criterion = Criterion(
        id=table.text("id"),
        weight_percent=table.decimal_or_none("weight_percent"),
        scale_min=table.decimal_or_none("scale_min"),
        scale_max=table.decimal_or_none("scale_max"),
        name=table.translated("name"),
        guidance=table.translated("guidance"),
    )
    given = [key for key in ("weight_percent", "scale_min", "scale_max") if table.has(key)]
    if given and len(given) < 3:
        missing = next(key for key in ("weight_percent", "scale_min", "scale_max") if key not in given)
        raise table.missing(missing, f"a number, as {given[0]} is given")
    if criterion.weight_percent is not None and not 0 <= criterion.weight_percent <= 100:
        raise table.error("weight_percent", "0 to 100", shown(criterion.weight_percent))
    low, high = criterion.scale_min, criterion.scale_max
    for key, bound in (("scale_min", low), ("scale_max", high)):
        if bound is not None and abs(bound) > MOST_POINTS:
            raise table.error(key, f"-{MOST_POINTS} to {MOST_POINTS}", shown(bound))
    if low is not None and high is not None and low >= high:
        raise table.error("scale_max", f"more than scale_min, {low}", shown(high))
    return criterion
