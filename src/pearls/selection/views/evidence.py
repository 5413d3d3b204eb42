"""What the scores tell beside the official ranking, for whoever may see it: pictures, and tables beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from pearls.kernel.languages import pick
from pearls.selection import labels, queries
from pearls.selection.models import Panel, Seat
from pearls.selection.rules import Ranked
from pearls.selection.rules.evidence import AssessorEvidence, CandidateEvidence, Evidence
from pearls.selection.rules.evidence.drawing import Picture, Span, picture_of
from pearls.selection.rules.panels import PanelState
from pearls.selection.views.ruler import ruler_context
from pearls.web import formats
from pearls.web.gates import actor_of, signed_in

# Of more plans the figures behind the ruler are shown to whoever asks for them: they are most of the page.
MOST_FIGURES = 60
# From the middle of a normal distribution to where 5 % are left on either side.
_NINETY = 1.645


@dataclass(frozen=True)
class PlanRow:
    ranked: Ranked
    name: str
    found: CandidateEvidence | None  # None for a plan that is closed to the reader, or was not assessed
    chance: str = ""

    @property
    def is_grey(self) -> bool:
        return self.found is not None and self.found.is_grey


@dataclass(frozen=True)
class AssessorRow:
    name: str
    assessments: int
    found: AssessorEvidence
    give_or_take: float


@signed_in
@require_safe
def evidence(request: HttpRequest, ref: str) -> HttpResponse:
    """How sure the order is, how strict each assessor is, how far they agree."""
    actor = actor_of(request)
    try:
        found = queries.panel_for(actor, ref)
    except Http404:
        return _of_member(request, queries.member_panel_for(actor, ref))
    seats = list(queries.seats_of(found, with_ended=True))
    if not queries.may_see_ranking(queries.seat_among(seats, actor), found):
        return render(request, "selection/ranking_later.html", {"panel": found})
    closed = queries.closed_to(actor, found)
    # While scores are given a gap would tell the rank of what is closed; later the chair signs the whole.
    without = closed if found.state == PanelState.SCORING else ()
    return _page(request, found, seats, queries.weighed(found, seats, without=without), closed=closed)


def _of_member(request: HttpRequest, found: Panel) -> HttpResponse:
    """All of it, or what the scores tell of the plans that are not shut to the reader."""
    seats = list(queries.seats_of(found, with_ended=True))
    shut = queries.shut_plans(actor_of(request), found, queries.counted(found))
    weighed = queries.weighed(found, seats, without=shut)
    if shut and weighed.evidence is not None:
        weighed = replace(weighed, evidence=_without_places(weighed.evidence))
    not_shown = [labels.not_shown(*one) for one in queries.counted_by_conflict(shut)]
    return _page(request, found, seats, weighed, is_member=True, is_part=bool(shut), not_shown=not_shown)


def _without_places(evidence: Evidence) -> Evidence:
    """The same without chances and without the line: places are given among all plans."""
    plans = {key: replace(found, probability_of_title=None) for key, found in evidence.candidates.items()}
    return replace(evidence, candidates=plans, tight=None, smallest=None)


def _page(
    request: HttpRequest,
    found: Panel,
    seats: Sequence[Seat],
    weighed: queries.Weighed,
    *,
    closed: set[int] | None = None,
    **more: Any,
) -> HttpResponse:
    context: dict[str, Any] = {"panel": found, "is_on_its_way": weighed.evidence is None, **more}
    if weighed.evidence is not None:
        names = {seat.ref: str(seat.person) for seat in seats}
        context |= _context(found, weighed, weighed.evidence, names, closed=closed or set())
        context |= ruler_context(found, weighed, weighed.evidence, names, closed=closed or set())
        is_told = not (closed or more.get("is_part") or found.stage_rules.draws_its_own_line)
        context["nothing_alters"] = is_told and weighed.evidence.smallest is None
        context["figures_asked"] = "figures" in request.GET
        context["has_figures"] = context["figures_asked"] or len(context["plans"]) <= MOST_FIGURES
    return render(request, "selection/evidence.html", context)


def _context(
    found: Panel, weighed: queries.Weighed, evidence: Evidence, names: Mapping[str, str], *, closed: set[int]
) -> dict[str, Any]:
    language = translation.get_language() or "en"
    plans = [_plan(weighed, evidence, plan, closed, language) for plan in weighed.ranking.candidates]
    people = [
        AssessorRow(names.get(ref, ref), weighed.ranking.assessors[ref], item, _NINETY * item.standard_error)
        for ref, item in sorted(evidence.assessors.items(), key=lambda pair: -pair[1].severity)
    ]
    criteria = {
        criterion.id: pick(criterion.name, language)[0] or criterion.id for criterion in found.stage_rules.criteria
    }
    agreement = evidence.agreement
    return {
        "evidence": evidence,
        "why_not": [labels.warning_text(remark, names) for remark in evidence.remarks],
        "plans": plans,
        "plan_picture": _plan_picture(plans),
        "has_chances": any(plan.chance for plan in plans),
        "tight": _tight(weighed, evidence, closed, language),
        "smallest": _smallest(weighed, evidence, closed, criteria, language),
        "people": people,
        "people_picture": _people_picture(people),
        "erratic": [person.name for person in people if person.found.is_erratic],
        "of_one": formats.percent(round(100 * agreement.reliability.one), language) if agreement else "",
        "of_mean": formats.percent(round(100 * agreement.reliability.mean), language) if agreement else "",
        "alphas": [(criteria[key], value) for key, value in agreement.by_criterion.items()] if agreement else [],
    }


def _plan(weighed: queries.Weighed, evidence: Evidence, plan: Ranked, closed: set[int], language: str) -> PlanRow:
    dossier = weighed.dossiers[plan.candidate]
    found = None if dossier.pk in closed else evidence.candidates.get(plan.candidate)
    chance = found.probability_of_title if found else None
    return PlanRow(plan, dossier.name, found, "" if chance is None else labels.chance(chance, language))


def _plan_picture(plans: Sequence[PlanRow]) -> tuple[Picture, list[tuple[PlanRow, Any]]] | None:
    drawn = [plan for plan in plans if plan.found]
    if not drawn:
        return None
    picture = picture_of(
        [
            Span(found.interval_90[0], found.calibrated_total, found.interval_90[1])
            for plan in drawn
            if (found := plan.found)
        ]
    )
    return picture, list(zip(drawn, picture.marks, strict=True))


def _people_picture(people: Sequence[AssessorRow]) -> tuple[Picture, list[tuple[AssessorRow, Any]]] | None:
    if not people:
        return None
    spans = [
        Span(
            person.found.severity - person.give_or_take,
            person.found.severity,
            person.found.severity + person.give_or_take,
        )
        for person in people
    ]
    picture = picture_of(spans, around=0)
    return picture, list(zip(people, picture.marks, strict=True))


def _tight(weighed: queries.Weighed, evidence: Evidence, closed: set[int], language: str) -> dict[str, Any] | None:
    """The two plans at the line, unless one of them is closed to the reader."""
    tight = evidence.tight
    if tight is None or {weighed.dossiers[key].pk for key in (tight.above, tight.below)} & closed:
        return None
    return {
        "is_tight": tight.is_tight,
        "above": weighed.dossiers[tight.above].name,
        "below": weighed.dossiers[tight.below].name,
        "chance": labels.chance(tight.probability, language),
    }


def _smallest(
    weighed: queries.Weighed, evidence: Evidence, closed: set[int], criteria: Mapping[str, str], language: str
) -> dict[str, Any] | None:
    """The smallest change of a single score that alters the list, unless it touches a plan closed to the reader."""
    found = evidence.smallest
    if found is None or {weighed.dossiers[key].pk for key in (found.candidate, *found.altered)} & closed:
        return None
    points = formats.number(abs(found.points), language)
    return {
        "plan": weighed.dossiers[found.candidate].name,
        "criterion": criteria[found.criterion],
        "points": f"+{points}" if found.points > 0 else f"\N{MINUS SIGN}{points}",
        "altered": [
            (weighed.dossiers[key].name, labels.OUTCOMES[outcome], labels.OUTCOME_TONES[outcome])
            for key, outcome in found.altered.items()
            if outcome is not None
        ],
    }
