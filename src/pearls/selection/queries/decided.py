"""How a published result was reached, as everybody may have it.

Nobody who judged is named in it, and no plan that has no place. What is told of a plan comes from the public sheet
(`rules.decided`), so page, file and API tell the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pearls.programme.models import Edition
from pearls.programme.rules import Stage
from pearls.selection.models import Assessment, Decision, Declaration, Dossier, Panel, SignOff
from pearls.selection.queries.evidence import spread_of
from pearls.selection.queries.panels import RELATED, or_404
from pearls.selection.queries.results import PLACES, Result, lines_of, result_from, sign_off_of, signed_keys
from pearls.selection.rules.decided import PublicSheet, public_sheet
from pearls.selection.rules.evidence import CandidateEvidence, Evidence
from pearls.selection.rules.panels import AssessmentState, Conflict, Ground, PanelState
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import Ranked, Ranking, rank
from pearls.selection.rules.report import exact, official_sha256
from pearls.selection.rules.sheet import ScoreLine, ScoreSheet


@dataclass(frozen=True)
class DecidedPlan:
    """One plan as everybody may know it; `dossier` only where it has a place, and the body's own words with it."""

    label: str
    number: int
    ranked: Ranked
    outcome: Outcome
    ground: Ground
    dossier: Dossier | None
    reason: str
    found: CandidateEvidence | None

    @property
    def country(self) -> str:
        """Told with the name alone; elsewhere the reason tells it, where the rule asked for it."""
        return self.dossier.country if self.dossier else ""


@dataclass(frozen=True)
class Decided:
    """A published result. `sha256` is of the public sheet's ranking, `signed_sha256` what the chair signed for it."""

    panel: Panel
    signed: SignOff
    public: PublicSheet
    ranking: Ranking
    plans: tuple[DecidedPlan, ...]
    evidence: Evidence | None
    sha256: str
    assessors: int
    unable: int
    recusals: Mapping[str, int]
    left: int

    @property
    def signed_sha256(self) -> str:
        """Empty where the chair signed before it was part of what is signed."""
        return str(self.signed.ranking.get("public_sha256", ""))

    @property
    def is_as_signed(self) -> bool:
        return self.sha256 == self.signed_sha256


def decided_stages(edition: Edition) -> list[str]:
    """The stages whose result is public, the latest first."""
    panels = Panel.objects.filter(edition=edition, state=PanelState.PUBLISHED)
    return list(panels.order_by("-published_at").values_list("stage", flat=True))


def all_decided() -> list[tuple[str, str]]:
    """Edition and stage of every public result that is no demonstration; for the map of the site."""
    panels = Panel.objects.filter(state=PanelState.PUBLISHED, edition__is_demonstration=False)
    return list(panels.exclude(edition__state="draft").order_by("pk").values_list("edition__key", "stage"))


def has_decided(edition: Edition, stage: Stage) -> bool:
    return Panel.objects.filter(edition=edition, stage=stage, state=PanelState.PUBLISHED).exists()


def decided_panel(edition: Edition, stage: str) -> Panel:
    """The panel of a stage whose result is public. Raises: Http404."""
    panels = Panel.objects.select_related(*RELATED, "seal").filter(edition=edition, state=PanelState.PUBLISHED)
    return or_404(panels.filter(stage=stage).first())


def sheets_of(panel: Panel, result: Result, lines: Iterable[ScoreLine] | None = None) -> tuple[ScoreSheet, PublicSheet]:
    """The sheet that a result was counted with, and the same for everybody; `lines` where they are at hand."""
    texts = [row.dossier for row in result.rows]
    given = lines_of(panel, texts) if lines is None else lines
    sheet = ScoreSheet.of(given, panel.stage_rules, {text.key: text.country for text in texts})
    placed = {row.dossier.key for row in result.rows if row.outcome in PLACES}
    return sheet, public_sheet(sheet, result.ranking, placed)


def public_sha256(panel: Panel, result: Result) -> str:
    """The hash of the ranking that everybody can count again; the chair signs it with the result."""
    _, public = sheets_of(panel, result)
    return official_sha256(public.ranking(), rules_sha256=panel.rules_version.sha256)


def decided(panel: Panel) -> Decided:
    """The result with all that is public of it; a constant number of queries. `panel` is what `decided_panel` gives."""
    signed = or_404(sign_off_of(panel))
    dossiers, keys = list(panel.dossiers.select_related("place")), set(signed_keys(signed))
    lines = list(lines_of(panel, [one for one in dossiers if one.key in keys]))
    decisions = {decision.dossier_id: decision for decision in panel.decisions.all()}
    ranked = rank(lines, panel.stage_rules, {one.key: one.country for one in dossiers if one.key in keys})
    result = result_from(panel, dossiers, ranked, decisions)
    sheet, public = sheets_of(panel, result, lines)
    ranking, evidence = public.ranking(), spread_of(panel, sheet, result.ranking)
    named = {label: key for key, label in public.labels.items()}
    rows = {row.dossier.key: (row.dossier, row.decision) for row in result.rows}
    texts = [row.dossier.pk for row in result.rows]
    stated = Declaration.objects.filter(dossier__in=texts, seat__is_assessor=True).exclude(conflict=Conflict.NONE)
    return Decided(
        panel=panel,
        signed=signed,
        public=public,
        ranking=ranking,
        plans=tuple(
            _plan(number, plan, *rows[named[plan.candidate]], evidence)
            for number, plan in enumerate(ranking.candidates, start=1)
        ),
        evidence=evidence,
        sha256=official_sha256(ranking, rules_sha256=panel.rules_version.sha256),
        assessors=len(result.ranking.assessors),
        unable=Assessment.objects.filter(dossier__in=texts, state=AssessmentState.CANNOT_JUDGE).count(),
        recusals=Counter(stated.values_list("conflict", flat=True)),
        left=len(result.dossiers) - len(result.rows),
    )


def _plan(
    number: int, plan: Ranked, dossier: Dossier, decision: Decision | None, evidence: Evidence | None
) -> DecidedPlan:
    if decision is None:
        raise LookupError(f"the published result has no decision on {dossier.key}")
    outcome = Outcome(decision.outcome)
    is_placed = outcome in PLACES
    return DecidedPlan(
        label=plan.candidate,
        number=number,
        ranked=plan,
        outcome=outcome,
        ground=Ground(decision.ground),
        dossier=dossier if is_placed else None,
        reason=decision.reason if is_placed else "",
        found=evidence.candidates.get(dossier.key) if evidence else None,
    )


def decided_record(found: Decided) -> dict[str, Any]:
    """What was decided, plan by plan, as data: for the file and for programs."""
    panel = found.panel
    return {
        "edition": panel.edition.key,
        "stage": panel.stage,
        "published_at": panel.published_at.isoformat() if panel.published_at else None,
        "rules_sha256": panel.rules_version.sha256,
        "ranking_sha256": found.sha256,
        "signed_ranking_sha256": found.signed_sha256 or None,
        "signature_sha256": found.signed.sha256,
        "sealed_root": panel.seal.statement["root"] if hasattr(panel, "seal") else None,
        "assessors": found.assessors,
        "recusals": {str(kind): found.recusals[kind] for kind in sorted(found.recusals)},
        "line_reason": panel.line_reason or None,
        "plans": [_plan_record(plan) for plan in found.plans],
    }


def _plan_record(plan: DecidedPlan) -> dict[str, Any]:
    return {
        "plan": plan.label,
        "place": plan.dossier.place.key if plan.dossier else None,
        "country": plan.country or None,
        "rank": plan.ranked.rank,
        "assessments": plan.ranked.assessments,
        "total": None if plan.ranked.total is None else exact(plan.ranked.total),
        "outcome": str(plan.outcome),
        "ground": str(plan.ground),
        "reason": plan.reason or None,
    }
