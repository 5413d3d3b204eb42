"""The panel's desk: who sits on it, how far they are, the ranking, the decisions, the signature, the publication."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.kernel.verdict import NotAllowed
from pearls.people import queries as people_queries
from pearls.programme import queries as programme_queries
from pearls.programme.rules import Stage, Step
from pearls.selection import labels, queries, services
from pearls.selection.forms import ConveneForm, InviteForm, PublishForm, ReasonForm
from pearls.selection.models import Panel, Seat, SignOff
from pearls.selection.rules import exact
from pearls.selection.rules.panels import DECIDING, SIGNED_ONCE, PanelState
from pearls.selection.rules.places import Outcome
from pearls.web import formats
from pearls.web.downloads import attachment
from pearls.web.gates import actor_of, office, signed_in

_PUBLISHED = {Stage.PRESELECTION: Step.PRESELECTION_RESULT, Stage.FINAL: Step.RESULT_PUBLISHED}


@signed_in
@require_safe
def panel_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {"panels": queries.panels_for(actor), "is_office": actor.is_office(), "form": _convene_form(actor)}
    return render(request, "selection/panel_list.html", context)


def _convene_form(actor: Actor, data: Any = None) -> ConveneForm:
    language = translation.get_language() or "en"
    editions = [
        (edition.key, pick(edition.name, language)[0] or edition.key)
        for edition in programme_queries.editions_for(actor)
        if not edition.is_history and edition.rules_version_id
    ]
    return ConveneForm(data, editions=editions)


@office
@require_POST
def convene(request: HttpRequest) -> HttpResponse:
    form = _convene_form(actor_of(request), request.POST)
    if form.is_valid():
        edition = programme_queries.edition_for(actor_of(request), form.cleaned_data["edition"])
        stage = Stage(form.cleaned_data["stage"])
        try:
            panel = services.convene_panel(actor=actor_of(request), edition=edition, stage=stage, now=utc_now())
        except NotAllowed as problem:
            messages.error(request, labels.refusal(problem.verdict))
        else:
            return redirect("selection:panel", ref=panel.ref)
    return redirect("selection:panel-list")


@signed_in
@require_safe
def panel(request: HttpRequest, ref: str) -> HttpResponse:
    return _panel_page(request, queries.panel_for(actor_of(request), ref))


def _panel_page(request: HttpRequest, found: Panel, form: InviteForm | None = None, status: int = 200) -> HttpResponse:
    actor, now = actor_of(request), utc_now()
    dossiers = list(found.dossiers.order_by("name"))
    progress = queries.progress_of(found, now=now, total=sum(dossier.left_at is None for dossier in dossiers))
    is_office, is_scoring = actor.is_office(found.edition.key), found.state == PanelState.SCORING
    earlier = list(queries.earlier_sign_offs(found)) if found.state in SIGNED_ONCE else []
    dates = found.edition_rules.dates
    context = {
        "panel": found,
        "progress": progress,
        "due": sum(row.due for row in progress),
        "done": sum(row.done for row in progress),
        "conflicts": queries.conflicts_of(found),
        "ties_waiting": queries.ties_waiting_on(found) if is_scoring else 0,
        "dossiers": dossiers,
        "is_office": is_office,
        "zone": dates.zone,
        "invite_form": form or InviteForm(),
        "reason_form": ReasonForm(auto_id="close-%s"),
        "publish_form": PublishForm(zone=dates.zone, publish_at=found.publish_at or dates.instant(_step(found))),
        "waiting": len(queries.waiting_below(found, dossiers)) if is_office and is_scoring else 0,
        "is_scoring": is_scoring,
        "today": queries.local_day(found, now),
        "is_signed": found.state == PanelState.SIGNED,
        "is_set_aside": found.state == PanelState.SET_ASIDE,
        "left": _left_since(earlier, dossiers) if found.state == PanelState.SET_ASIDE else (),
        "earlier": earlier,
        "because": earlier[-1].set_aside_because if earlier else "",
    }
    return render(request, "selection/panel.html", context, status=status)


def _left_since(earlier: Sequence[SignOff], dossiers: Iterable[queries.Dossier]) -> Sequence[queries.Dossier]:
    """Who left after the last signature that was set aside."""
    return queries.since_signature(earlier[-1] if earlier else None, {item.key: item for item in dossiers}).left


def _step(found: Panel) -> Step:
    return _PUBLISHED[Stage(found.stage)]


@office
@require_POST
def invite(request: HttpRequest, ref: str) -> HttpResponse:
    found = queries.panel_for(actor_of(request), ref)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _panel_page(request, found, form, status=422)
    person = people_queries.person_by_email(form.cleaned_data["email"])
    if person is None:
        form.add_error("email", _("Nobody has an account with this address."))
        return _panel_page(request, found, form, status=422)
    role = form.cleaned_data["role"]

    def act(now: datetime) -> None:
        services.invite(
            actor=actor_of(request),
            panel=found,
            person=person,
            country=form.cleaned_data["country"],
            is_chair=role != "assessor",
            is_assessor=role != "chair",
            answer_on=form.cleaned_data["answer_on"],
            now=now,
        )

    return _done(request, found, act, _("The invitation is on its way."))


@office
@require_POST
def receive(request: HttpRequest, ref: str) -> HttpResponse:
    """Take in what is ready below: applications found eligible, or plans sent in."""
    found = queries.panel_for(actor_of(request), ref)

    def act(now: datetime) -> None:
        services.receive_dossiers(actor=actor_of(request), panel=found, dossiers=queries.waiting_below(found), now=now)

    return _done(request, found, act, _("The texts have been handed to the panel."))


@office
@require_POST
def close(request: HttpRequest, ref: str) -> HttpResponse:
    found = queries.panel_for(actor_of(request), ref)

    def act(now: datetime) -> None:
        services.close_scoring(actor=actor_of(request), panel=found, reason=_reason(request), now=now)

    return _done(request, found, act, _("Scoring is closed. The panel can decide now."))


@office
@require_POST
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    found = queries.panel_for(actor_of(request), ref)
    form = PublishForm(request.POST, zone=found.edition_rules.dates.zone)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("selection:panel", ref=ref)

    def act(now: datetime) -> None:
        services.schedule_publication(
            actor=actor_of(request), panel=found, publish_at=form.cleaned_data["wall"], now=now
        )
        services.publish_due(actor=Actor.system("publication"), now=now)

    return _done(request, found, act, _("The time of publication is set."))


def _done(
    request: HttpRequest,
    found: Panel,
    act: Callable[[datetime], None],
    words: str,
    to: str = "selection:panel",
    refused_to: str = "",
) -> HttpResponse:
    try:
        act(utc_now())
    except NotAllowed as problem:
        messages.error(request, labels.refusal(problem.verdict))
        return redirect(refused_to or to, ref=found.ref)
    messages.success(request, words)
    return redirect(to, ref=found.ref)


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""


@signed_in
@require_safe
def ranking(request: HttpRequest, ref: str) -> HttpResponse:
    """The official order with its reasons, and what is left for the body to decide."""
    found, actor = queries.panel_for(actor_of(request), ref), actor_of(request)
    context: dict[str, Any] = {"panel": found, "is_office": actor.is_office(found.edition.key)}
    seats = list(queries.seats_of(found, with_ended=True))
    own = queries.seat_among(seats, actor)
    if not queries.may_see_ranking(own, found):
        return render(request, "selection/ranking_later.html", context)
    closed = queries.closed_to(actor, found)
    result = queries.result_shown(found, seats, without=closed)
    context |= ranking_context(found, result, seats, closed=closed)
    ranked = {row.dossier.pk for row in result.rows}
    context["left_out"] = [one for one in result.dossiers.values() if one.pk in closed - ranked and not one.left_at]
    context["is_chair"] = own is not None and own.is_chair
    context["decides"] = context["is_chair"] and found.state in DECIDING
    if found.state == PanelState.SET_ASIDE:
        earlier = queries.earlier_sign_offs(found).last()
        since = queries.since_signature(earlier, result.dossiers, result)
        context |= {"is_set_aside": True, "left": since.left, "shifts": since.shifts}
        context["because"] = earlier.set_aside_because if earlier else ""
    context["zone"] = found.edition_rules.dates.zone
    context["seal"] = queries.seal_of(found) if found.state != PanelState.SCORING else None
    return render(request, "selection/ranking.html", context)


def ranking_context(found: Panel, result: queries.Result, seats: Iterable[Seat], *, closed: set[int]) -> dict[str, Any]:
    """What a page or PDF says of a result. A dossier in `closed` keeps its place and shows no figures and no reasons.

    `seats` are all of the panel with their people, ended ones too: a remark may name them.
    """
    stage = found.stage_rules
    language = translation.get_language() or "en"
    names = {row.dossier.key: row.dossier.name for row in result.rows}
    names |= {seat.ref: str(seat.person) for seat in seats}
    names |= {criterion.id: pick(criterion.name, language)[0] or criterion.id for criterion in stage.criteria}
    # A country limit names the country by its code.
    names |= {row.dossier.country: formats.country_name(row.dossier.country, language) for row in result.rows}
    rows = [_row(row, names, is_closed=row.dossier.pk in closed) for row in result.rows]
    shut = {row.dossier.key for row in result.rows if row.dossier.pk in closed}
    ties = [row for row in rows if row["row"].ranked.outcome == Outcome.UNDECIDED]
    return {
        "rows": rows,
        "stage": stage,
        "is_mean": stage.aggregate == "mean",
        "warnings": [
            labels.warning_text(remark, names)
            for remark in result.ranking.warnings
            if remark.detail.get("candidate") not in shut
        ],
        "ties": ties,
        "ranks": sorted({row["rank"] for row in rows if row["rank"] is not None}),
        "extra": [row for row in rows if row["row"].dossier.key in result.extra_eligible and not row["has_place"]],
        "extra_left": stage.extra_titles - result.extra_used,
        "open_count": result.open_count,
        "draws_line": stage.draws_its_own_line,
        "when": pick(found.edition_rules.extra_place_when, language)[0],
    }


def _row(row: queries.ResultRow, names: dict[str, str], *, is_closed: bool) -> dict[str, Any]:
    outcome = row.outcome
    return {
        "row": row,
        "rank": row.ranked.rank,
        "name": row.dossier.name,
        "is_closed": is_closed,
        "total": "" if row.ranked.total is None or is_closed else exact(row.ranked.total, 3),
        "outcome": labels.OUTCOMES[outcome] if outcome else "",
        "tone": labels.OUTCOME_TONES[outcome] if outcome else "neutral",
        "has_place": outcome in (Outcome.TITLE, Outcome.ADMITTED),
        "read_by": "" if is_closed else str(row.ranked.assessments),
        "why": _("Closed to you") if is_closed else labels.reason_text(row.ranked.reason, names),
        "ground": labels.GROUNDS[row.decision.ground] if row.decision else "",
        "decision": row.decision.reason if row.decision and not is_closed else "",
    }


@signed_in
@require_POST
def decide(request: HttpRequest, ref: str) -> HttpResponse:
    """One decision of the body: a tie, the line, an extra place, or taking one back."""
    found = queries.panel_for(actor_of(request), ref)
    acts = {"tie": _settle_tie, "line": _draw_line, "extra": _use_extra, "no-extra": _withdraw_extra}
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    return _done(
        request, found, lambda now: act(request, found, now), _("The decision is written down."), "selection:ranking"
    )


def _settle_tie(request: HttpRequest, found: Panel, now: datetime) -> None:
    chosen = set(request.POST.getlist("chosen"))
    services.settle_tie(actor=actor_of(request), panel=found, chosen=chosen, reason=_reason(request), now=now)


def _draw_line(request: HttpRequest, found: Panel, now: datetime) -> None:
    typed = request.POST.get("last_rank", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 6):
        raise Http404
    services.draw_line(actor=actor_of(request), panel=found, last_rank=int(typed), reason=_reason(request), now=now)


def _use_extra(request: HttpRequest, found: Panel, now: datetime) -> None:
    dossier = queries.dossier_on(found, request.POST.get("dossier", ""))
    services.use_extra_place(actor=actor_of(request), panel=found, dossier=dossier, reason=_reason(request), now=now)


def _withdraw_extra(request: HttpRequest, found: Panel, now: datetime) -> None:
    dossier = queries.dossier_on(found, request.POST.get("dossier", ""))
    services.withdraw_extra_place(
        actor=actor_of(request), panel=found, dossier=dossier, reason=_reason(request), now=now
    )


@signed_in
@require_POST
def sign(request: HttpRequest, ref: str) -> HttpResponse:
    found = queries.panel_for(actor_of(request), ref)

    def act(now: datetime) -> None:
        services.sign_off(actor=actor_of(request), panel=found, remarks=_reason(request), now=now)

    return _done(
        request, found, act, _("You have signed. A second person signs now."), "selection:minutes", "selection:ranking"
    )


@signed_in
@require_safe
def score_sheet(request: HttpRequest, ref: str) -> HttpResponse:
    """The score sheet as a file, just as `pearls rank` reads it: whoever doubts the page counts again."""
    found, actor = queries.panel_for(actor_of(request), ref), actor_of(request)
    if not queries.may_see_scores(actor, found):
        raise Http404
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["candidate", "country", "assessor", "criterion", "score"])
    writer.writerows(queries.score_sheet_rows(found))
    return attachment(text.getvalue().encode(), f"scores-{found.edition.key}-{found.stage}.csv", "text/csv")


@signed_in
@require_safe
def rules_file(request: HttpRequest, ref: str) -> HttpResponse:
    """The rules that the panel was convened under, byte for byte."""
    found = queries.panel_for(actor_of(request), ref)
    return attachment(found.rules_version.text.encode(), f"rules-{found.edition.key}.toml", "application/toml")
