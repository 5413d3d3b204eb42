"""The many-facet Rasch report on the page of the evidence: one ruler for everybody, and the tables behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from pearls.kernel.languages import pick
from pearls.selection import labels, queries
from pearls.selection.models import Panel
from pearls.selection.rules.evidence import Evidence, Facet, Measure, Rasch, RaschSilence
from pearls.selection.rules.evidence.drawing import Pin, ruler_of

# Where each column's words begin on the drawing, and how many letters have room there.
_PLANS, _PEOPLE, _CRITERIA = (150, 27), (400, 20), (588, 18)


@dataclass(frozen=True)
class RulerRow:
    name: str
    found: Measure


@dataclass(frozen=True)
class Column:
    """One facet on the drawing and as a table; `told_apart` is its reliability in figures from 0 to 1."""

    kind: str
    x: int
    letters: int
    rows: list[RulerRow]
    pins: tuple[Pin, ...]
    told_apart: float

    @property
    def pinned(self) -> list[tuple[RulerRow, Pin]]:
        return list(zip(self.rows, self.pins, strict=True))


def ruler_context(
    found: Panel, weighed: queries.Weighed, evidence: Evidence, names: Mapping[str, str], *, closed: set[int]
) -> dict[str, Any]:
    """The ruler, or why there is none; plans in `closed` are not on it."""
    rasch = evidence.rasch
    if rasch is None or isinstance(rasch, RaschSilence):
        return {"why_no_ruler": labels.rasch_silence(rasch) if rasch else ""}
    language = translation.get_language() or "en"
    criteria = {one.id: pick(one.name, language)[0] or one.id for one in found.stage_rules.criteria}
    shown = {key: dossier.name for key, dossier in weighed.dossiers.items() if dossier.pk not in closed}
    facets = [
        ("plans", _PLANS, rasch.plans, _rows(rasch.plans, shown.get)),
        ("people", _PEOPLE, rasch.assessors, _rows(rasch.assessors, lambda ref: names.get(ref, ref))),
        ("criteria", _CRITERIA, rasch.criteria, _rows(rasch.criteria, criteria.get)),
    ]
    values = [[row.found.logits for row in rows] for _kind, _place, _facet, rows in facets]
    ruler = ruler_of([*values, [place for _score, place in _marks(rasch)]])
    columns = [
        Column(kind, x, letters, rows, pins, facet.reliability)
        for (kind, (x, letters), facet, rows), pins in zip(facets, ruler.columns, strict=False)
    ]
    people = columns[1].rows
    return {
        "ruler": ruler,
        "ruler_columns": columns,
        "ruler_marks": list(zip(_marks(rasch), ruler.columns[-1], strict=True)),
        "ruler_steps": rasch.steps,
        "noisy": [row.name for row in people if row.found.is_noisy],
        "muted": [row.name for row in people if row.found.is_muted],
    }


def _rows(facet: Facet, name_of: Callable[[str], str | None]) -> list[RulerRow]:
    """The highest first; who has no name here is left out."""
    named = ((name_of(key), one) for key, one in facet.measures.items())
    return sorted((RulerRow(name, one) for name, one in named if name), key=lambda row: (-row.found.logits, row.name))


def _marks(rasch: Rasch) -> list[tuple[float, float]]:
    """Scores at their places, as far as somebody stands near them: the ends of a scale lie far out."""
    measures = [
        one.logits for facet in (rasch.plans, rasch.assessors, rasch.criteria) for one in facet.measures.values()
    ]
    return [(score, place) for score, place in rasch.marks if min(measures) - 1 <= place <= max(measures) + 1]
