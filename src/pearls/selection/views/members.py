"""The ranking as it is seen from a seat: by whoever runs the panel, and after the scoring by its members."""

from collections.abc import Collection, Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pearls.selection import labels, queries
from pearls.selection.models import Panel, Seat
from pearls.selection.rules.ranking import Ranking, WarningCode
from pearls.selection.views import panels
from pearls.web.gates import actor_of, signed_in


@signed_in
@require_safe
def ranking(request: HttpRequest, ref: str) -> HttpResponse:
    """The official order; members see it without the plans that are shut to them."""
    try:
        return panels.ranking(request, ref)
    except Http404:
        return _of_member(request, queries.member_panel_for(actor_of(request), ref))


def _of_member(request: HttpRequest, found: Panel) -> HttpResponse:
    actor, seats = actor_of(request), list(queries.seats_of(found, with_ended=True))
    result = queries.result_shown(found, seats)
    shut = queries.shut_plans(actor, found, [row.dossier for row in result.rows])
    if shut:
        result = _part(found, result, seats, shut)
    context = panels.ranking_context(found, result, seats, closed=set())
    context |= {
        "panel": found,
        "is_whole": not shut,
        "not_shown": [labels.not_shown(*one) for one in queries.counted_by_conflict(shut)],
    }
    return render(request, "selection/member_ranking.html", context)


def _part(found: Panel, result: queries.Result, seats: Iterable[Seat], shut: Collection[int]) -> queries.Result:
    """The result as if the panel had not met the plans that are shut: their scores are not in it."""
    texts = {row.dossier.key: row.dossier for row in result.rows if row.dossier.pk not in shut}
    ranked = queries.weighed(found, seats, without=shut).ranking
    # How many titles there are to give depends on all plans.
    warnings = tuple(remark for remark in ranked.warnings if remark.code != WarningCode.FEWER_TITLES)
    order = Ranking(ranked.stage, ranked.aggregate, ranked.candidates, ranked.assessors, warnings)
    rows = tuple(queries.ResultRow(plan, texts[plan.candidate], None) for plan in order.candidates)
    return queries.Result(order, rows, texts)
