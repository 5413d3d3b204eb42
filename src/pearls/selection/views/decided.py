"""How a published result was reached, for everybody: the rule, the order, the points without their givers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.formats import get_format
from django.views.decorators.http import require_safe

from pearls.kernel.languages import pick
from pearls.programme import queries as programme_queries
from pearls.programme.labels.guide import deciding_section
from pearls.programme.rules import Aggregate, Stage
from pearls.selection import labels, queries
from pearls.selection.rules import WarningCode, exact
from pearls.selection.rules.decided import LEAST_SHOWN, parts_of, spelled
from pearls.selection.rules.evidence.drawing import Picture, Span, picture_of
from pearls.selection.rules.panels import Ground
from pearls.selection.views.decided_file import bundle, command_of
from pearls.selection.views.minutes import in_groups
from pearls.web import formats
from pearls.web.downloads import attachment
from pearls.web.gates import actor_of, public


@dataclass(frozen=True)
class PlanRow:
    """One plan in words; `points` are in the order of the criteria, each in rising order."""

    plan: queries.DecidedPlan
    name: str
    total: str
    why: str
    ground: str
    chance: str
    points: tuple[tuple[str, str], ...]

    @property
    def outcome(self) -> Any:
        return labels.OUTCOMES[self.plan.outcome]

    @property
    def tone(self) -> str:
        return labels.OUTCOME_TONES[self.plan.outcome]


@public
@require_safe
def overview(request: HttpRequest, edition: str) -> HttpResponse:
    """The latest result of the edition; the pages of its stages lead to each other."""
    stages = queries.decided_stages(programme_queries.edition_for(actor_of(request), edition))
    if not stages:
        raise Http404
    return redirect("selection:decided", edition=edition, stage=stages[0])


@public
@require_safe
def decided(request: HttpRequest, edition: str, stage: str) -> HttpResponse:
    found = queries.decided(queries.decided_panel(programme_queries.edition_for(actor_of(request), edition), stage))
    return render(request, "selection/decided.html", _context(found))


@public
@require_safe
def decided_file(request: HttpRequest, edition: str, stage: str) -> HttpResponse:
    """All it takes to count the result again, in one file; the same bytes for the same result."""
    found = queries.decided(queries.decided_panel(programme_queries.edition_for(actor_of(request), edition), stage))
    return attachment(bundle(found), f"decided-{edition}-{stage}.zip", "application/zip")


def _context(found: queries.Decided) -> dict[str, Any]:
    panel, language = found.panel, translation.get_language() or "en"
    criteria = {
        criterion.id: pick(criterion.name, language)[0] or criterion.id for criterion in panel.stage_rules.criteria
    }
    names = {
        plan.label: plan.dossier.place.display_name if plan.dossier else labels.plan_name(panel.stage, plan.number)
        for plan in found.plans
    }
    points = found.public.points()
    rows = [_row(plan, names, criteria, points.get(plan.label, {}), language) for plan in found.plans]
    stages = [stage for stage in queries.decided_stages(panel.edition) if stage != panel.stage]
    return {
        "panel": panel,
        "edition": panel.edition,
        "found": found,
        "zone": panel.edition_rules.dates.zone,
        "section": deciding_section(panel.edition_rules, Stage(panel.stage)),
        "is_mean": panel.stage_rules.aggregate == Aggregate.MEAN,
        "rows": rows,
        "criteria": list(criteria.values()),
        "recusals": [(labels.CONFLICTS[kind], count) for kind, count in sorted(found.recusals.items())],
        "warnings": _warnings(found, names),
        "reasons": _reasons(found, names),
        "has_extra": any(plan.ground == Ground.EXTRA_PLACE for plan in found.plans),
        "has_tie": any(plan.ground == Ground.TIE for plan in found.plans),
        "why_no_spread": [labels.warning_text(item, {}) for item in found.evidence.remarks] if found.evidence else [],
        "spread": _spread(rows),
        "has_chances": any(row.chance for row in rows),
        "by_hand": _by_hand(found, names, criteria),
        "is_few": any(1 < row.plan.ranked.assessments < LEAST_SHOWN for row in rows),
        "has_unnamed": any(plan.dossier is None for plan in found.plans),
        "command": command_of(panel.stage),
        "hash": in_groups(found.sha256),
        "signature": in_groups(found.signed.sha256),
        "rules_hash": in_groups(panel.rules_version.sha256),
        "root": in_groups(panel.seal.statement["root"]) if hasattr(panel, "seal") else "",
        "others": [(stage, labels.STAGES[stage]) for stage in stages],
    }


def _row(
    plan: queries.DecidedPlan,
    names: Mapping[str, str],
    criteria: Mapping[str, str],
    points: Mapping[str, Sequence[Any]],
    language: str,
) -> PlanRow:
    ranked, found = plan.ranked, plan.found
    countries = {ranked.country: formats.country_name(ranked.country, language)}
    chance = found.probability_of_title if found else None
    return PlanRow(
        plan=plan,
        name=names[plan.label],
        total="" if ranked.total is None else exact(ranked.total, 3),
        why=labels.reason_text(ranked.reason, {**countries, **names}),
        ground="" if plan.ground == Ground.RULE else str(labels.GROUNDS[plan.ground]),
        chance="" if chance is None else labels.chance(chance, language),
        points=tuple((name, _listed(points.get(key, ()))) for key, name in criteria.items()),
    )


def _listed(points: Sequence[Any]) -> str:
    """Points one after the other; a dot between them, since some languages write 7,5."""
    return " · ".join(_decimals(spelled(score)) for score in points)


def _decimals(text: str) -> str:
    return text.replace(".", str(get_format("DECIMAL_SEPARATOR")))


def _warnings(found: queries.Decided, names: Mapping[str, str]) -> list[str]:
    """That the empty line of a plan which nobody assessed is empty, everybody can see."""
    remarks = (remark for remark in found.ranking.warnings if remark.code != WarningCode.INCOMPLETE)
    return [labels.warning_text(remark, names) for remark in remarks]


def _reasons(found: queries.Decided, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What the body wrote, once each: on what ground, for which plans, and its words."""
    written: dict[tuple[str, str], list[str]] = {}
    if found.panel.line_reason:
        written[Ground.LINE, found.panel.line_reason] = []
    for plan in found.plans:
        if plan.reason:
            written.setdefault((plan.ground, plan.reason), []).append(names[plan.label])
    return [(str(labels.GROUNDS[ground]), ", ".join(plans), text) for (ground, text), plans in written.items()]


def _spread(rows: Sequence[PlanRow]) -> tuple[Picture, list[tuple[PlanRow, Any]]] | None:
    """The picture, and on it the line: the worth of the last plan with a place by the rule."""
    drawn = [(row, row.plan.found) for row in rows if row.plan.found]
    if not drawn:
        return None
    placed = [found for row, found in drawn if row.plan.dossier and row.plan.ground != Ground.EXTRA_PLACE]
    picture = picture_of(
        [Span(found.interval_90[0], found.calibrated_total, found.interval_90[1]) for _row, found in drawn],
        around=placed[-1].calibrated_total if placed else None,
    )
    return picture, list(zip([row for row, _found in drawn], picture.marks, strict=True))


def _by_hand(found: queries.Decided, names: Mapping[str, str], criteria: Mapping[str, str]) -> dict[str, Any] | None:
    """The first plan's total, step by step."""
    first = next((plan for plan in found.plans if plan.ranked.total is not None), None)
    if first is None:
        return None
    parts = [
        {
            "criterion": criteria[part.criterion],
            "points": " + ".join(_decimals(spelled(score)) for score in part.points),
            "together": _decimals(_figure(part.together)),
            "weight": formats.percent(part.weight_percent, formats.current_language()),
            "adds": _decimals(_figure(part.adds)),
        }
        for part in parts_of(found.public, first.label)
    ]
    return {
        "name": names[first.label],
        "count": first.ranked.assessments,
        "parts": parts,
        "total": _decimals(_figure(first.ranked.total or Fraction(0))),
    }


def _figure(value: Fraction) -> str:
    """As many decimals as it has, six at most."""
    return exact(value).rstrip("0").rstrip(".")
