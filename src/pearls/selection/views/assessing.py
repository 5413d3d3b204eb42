"""The assessor's desk: invitations, what is to be read, the declaration, the score sheet."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.documents.forms.sheets import SectionSheet, section_sheets
from pearls.files import queries as file_queries
from pearls.files.views import file_response
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.selection import labels, queries, services
from pearls.selection.forms import AnswerForm, DeclareForm, OfferForm, ReasonForm, ScoreSheetForm
from pearls.selection.models import Assessment, Dossier, Seat
from pearls.selection.rules.panels import (
    AssessmentState,
    PanelState,
    SeatState,
    may_declare,
    may_open,
    may_score,
    may_see_others,
    may_see_result,
)
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, signed_in


@signed_in
@require_safe
def seat_list(request: HttpRequest) -> HttpResponse:
    """Every panel the reader sits on or is invited to."""
    found = list(queries.seats_for(actor_of(request)))
    progress = queries.progress_by_seat(found)
    seats = [{"seat": seat, "due": progress[seat.pk][0], "done": progress[seat.pk][1]} for seat in found]
    return render(request, "selection/seat_list.html", {"seats": seats, "labels": labels})


@signed_in
@require_POST
def seat_answer(request: HttpRequest, ref: str) -> HttpResponse:
    """Yes, yes with less, or no; only the form that asks how much says how much."""
    seat = queries.seat_for(actor_of(request), ref)
    form, offered = AnswerForm(request.POST), None
    if form.is_valid():
        accepts = form.cleaned_data["answer"] == "accept"
        if accepts and "offers" in request.POST:
            offered = _offer_form(seat, request.POST)
            if not offered.is_valid():
                return _seat_page(request, seat, offered, status=422)
        try:
            services.answer_invitation(
                actor=actor_of(request),
                seat=seat,
                accepts=accepts,
                note=form.cleaned_data["note"],
                offer=offered.offer() if offered else None,
                now=utc_now(),
            )
        except NotAllowed as problem:
            messages.error(request, labels.refusal(problem.verdict))
        else:
            if accepts:
                return redirect("selection:seat", ref=seat.ref)
            messages.success(request, _("You have declined. The office has been told."))
    return redirect("selection:seat-list")


@signed_in
@require_safe
def seat(request: HttpRequest, ref: str) -> HttpResponse:
    """What is to be read on one panel, how far it has come, and what one takes on."""
    return _seat_page(request, queries.seat_for(actor_of(request), ref))


def _offer_form(own: Seat, data: Any = None) -> OfferForm:
    topics = queries.topics_of(own.panel, current_language())
    return OfferForm(data, seat=own, topics=list(topics.items()), auto_id="offer-%s")


def _seat_page(request: HttpRequest, own: Seat, offer_form: OfferForm | None = None, status: int = 200) -> HttpResponse:
    items = queries.to_read(own) if own.state == SeatState.ACCEPTED else []
    due = [item for item in items if item.is_due]
    context = {
        "seat": own,
        "panel": own.panel,
        "items": items,
        "due": len(due),
        "done": sum(item.is_done for item in due),
        "zone": own.panel.edition_rules.dates.zone,
        "sees_ranking": own.is_chair,
        "sees_result": not own.is_chair
        and bool(may_see_result(seat=SeatState(own.state), panel=PanelState(own.panel.state))),
        "is_silent": not any(item.state for item in items) and not queries.connections_of(actor_of(request)).exists(),
        "entered": queries.entered_from_paper(own),
    }
    is_open = own.panel.state == PanelState.SCORING and own.is_assessor
    if is_open and (own.state != SeatState.ACCEPTED or not any(item.state for item in items)):
        context["offer_form"] = offer_form or _offer_form(own)
    return render(request, "selection/seat.html", context, status=status)


@signed_in
@require_POST
def seat_describe(request: HttpRequest, ref: str) -> HttpResponse:
    """How many texts one takes, in which languages, on which topics."""
    own = queries.seat_for(actor_of(request), ref)
    form = _offer_form(own, request.POST)
    if not form.is_valid():
        return _seat_page(request, own, form, status=422)
    try:
        services.describe_own_seat(actor=actor_of(request), seat=own, offer=form.offer(), now=utc_now())
    except NotAllowed as problem:
        messages.error(request, labels.refusal(problem.verdict))
    else:
        messages.success(request, _("Saved. The office sees what you take on."))
    return redirect("selection:seat", ref=ref)


@signed_in
@require_safe
def dossier(request: HttpRequest, ref: str) -> HttpResponse:
    """The declaration first, then text and sheet side by side; with a conflict, the reason and nothing else."""
    own, item = queries.dossier_for(actor_of(request), ref)
    return _dossier_page(request, own, item)


def _dossier_page(
    request: HttpRequest, own: Seat, item: Dossier, sheet: ScoreSheetForm | None = None, status: int = 200
) -> HttpResponse:
    items = queries.to_read(own)
    here = next((row for row in items if row.dossier.pk == item.pk), None)
    actor = actor_of(request)
    reading = queries.reading_in(actor, own, item.panel, here) if here else queries.reading_of(actor, own, item)
    verdict = may_open(reading)
    context: dict[str, Any] = {"seat": own, "dossier": item, "panel": item.panel}
    if not verdict:
        context["refusal"] = labels.refusal(verdict)
        context["declares"] = verdict.reason == "declare-first" and bool(may_declare(reading))
        return render(request, "selection/declaration.html", context, status=status)
    scoring = may_score(reading)
    sees_others = may_see_others(
        is_assessor=own.is_assessor,
        own=reading.assessment,
        conflict=reading.conflict,
        is_assigned=reading.is_assigned,
    )
    seen = queries.assessments_seen(own, item, with_others=bool(sees_others))
    assessment = next((row for row in seen if row.seat_id == own.pk), None)
    others = [row for row in seen if row.seat_id != own.pk]
    context |= {
        "assessment": assessment,
        "may_score": bool(scoring),
        "why_not": "" if scoring else labels.refusal(scoring),
        "is_done": reading.assessment in (AssessmentState.FINISHED, AssessmentState.CANNOT_JUDGE),
        "criteria": _criteria(item, assessment, sheet),
        "sheets": _sheets(item, _text_of(item, assessment)),
        "others": _others(others, item) if sees_others else None,
        "others_refusal": "" if sees_others else labels.refusal(sees_others),
        "reason_form": ReasonForm(auto_id="judge-%s"),
        "sheet_errors": bool(sheet and sheet.errors),
    }
    due = [other for other in items if other.is_due]
    context |= {"due": len(due), "done": sum(other.is_done for other in due), "next": _next(due, item)}
    return render(request, "selection/score.html", context, status=status)


def _text_of(item: Dossier, assessment: Assessment | None) -> queries.Snapshot:
    """What was read stays what is shown, even where the dossier has a newer text."""
    return assessment.snapshot if assessment and assessment.snapshot_id != item.snapshot_id else item.snapshot


def _sheets(item: Dossier, snapshot: queries.Snapshot) -> list[SectionSheet]:
    """The text as it was handed in, without private answers."""
    answers = document_queries.snapshot_answers(snapshot, with_private=False)

    def file_url(ref: str) -> str:
        return reverse("selection:dossier-file", args=[item.ref, ref])

    # What the town has translated is read in the reader's language; scored is the text itself.
    told = answers.get(document_rules.translation_name("", current_language()), {})
    read = document_rules.translated(snapshot.form, answers, told)
    return section_sheets(snapshot.form, read, current_language(), with_private=False, file_url=file_url)


def _next(items: list[queries.ToRead], current: Dossier) -> Dossier | None:
    """The next dossier that waits, after this one in the list, else from its beginning."""
    place = next((number for number, item in enumerate(items) if item.dossier.pk == current.pk), 0)
    waiting = [item.dossier for item in items[place + 1 :] + items[:place] if not item.is_done]
    return waiting[0] if waiting else None


def _criteria(item: Dossier, assessment: Any, sheet: ScoreSheetForm | None) -> list[dict[str, Any]]:
    scores = queries.scores_of(assessment)
    rows = []
    for criterion in item.panel.stage_rules.criteria:
        kept = scores.get(criterion.id)
        value = "" if kept is None or kept.value is None else f"{kept.value.normalize():f}"
        rows.append(
            {
                "criterion": criterion,
                "low": f"{criterion.scale_min:f}",
                "high": f"{criterion.scale_max:f}",
                "value": sheet.typed.get(criterion.id, value) if sheet else value,
                "comment": sheet.comments.get(criterion.id, "") if sheet else (kept.comment if kept else ""),
                "error": sheet.errors.get(criterion.id, "") if sheet else "",
            }
        )
    return rows


def _others(others: list[Assessment], item: Dossier) -> list[dict[str, Any]]:
    rows = []
    for assessment in others:
        given = {score.criterion: score for score in assessment.scores.all()}
        rows.append(
            {
                "name": str(assessment.seat.person),
                "scored": [
                    {"criterion": criterion, "value": given[criterion.id].value if criterion.id in given else None}
                    for criterion in item.panel.stage_rules.criteria
                ],
            }
        )
    return rows


@signed_in
@require_safe
def dossier_file(request: HttpRequest, ref: str, file_ref: str) -> FileResponse:
    """A file of the text, for whoever may open the text."""
    own, item = queries.dossier_for(actor_of(request), ref)
    sheets = _sheets(item, item.snapshot)
    shown = {address for sheet in sheets for answer in sheet.answers for _name, address in answer.files}
    stored = file_queries.file_for_owner(item.snapshot.document.file_owner, file_ref)
    address = reverse("selection:dossier-file", args=[ref, file_ref])
    if not may_open(queries.reading_of(actor_of(request), own, item)) or stored is None or address not in shown:
        raise Http404
    return file_response(stored)


@signed_in
@require_POST
def declare(request: HttpRequest, ref: str) -> HttpResponse:
    own, item = queries.dossier_for(actor_of(request), ref)
    form = DeclareForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say whether you have a conflict of interest."))
        return redirect("selection:dossier", ref=ref)
    has_conflict = form.cleaned_data["conflict"] == "yes"
    try:
        services.declare(
            actor=actor_of(request),
            seat=own,
            dossier=item,
            has_conflict=has_conflict,
            note=form.cleaned_data["note"],
            now=utc_now(),
        )
    except NotAllowed as problem:
        messages.error(request, labels.refusal(problem.verdict))
    return redirect("selection:seat", ref=own.ref) if has_conflict else redirect("selection:dossier", ref=ref)


@signed_in
@require_POST
def score(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep the sheet as it stands; with `finish`, hand it in. The page's script sends it while somebody types."""
    own, item = queries.dossier_for(actor_of(request), ref)
    sheet = ScoreSheetForm([criterion.id for criterion in item.panel.stage_rules.criteria], request.POST)
    is_autosave = bool(request.headers.get("HX-Request"))
    saved = _save(request, own, item, sheet)
    if is_autosave:
        return render(request, "selection/_saved.html", {"errors": sheet.errors, "saved": saved})
    if sheet.errors:
        return _dossier_page(request, own, item, sheet, status=422)
    if request.POST.get("act") == "finish":
        try:
            services.finish_assessment(actor=actor_of(request), seat=own, dossier=item, now=utc_now())
        except NotAllowed as problem:
            messages.error(request, labels.refusal(problem.verdict))
        else:
            messages.success(request, _("Your scores are in."))
            return redirect("selection:seat", ref=own.ref)
    elif saved:
        messages.success(request, _("Saved."))
    return redirect("selection:dossier", ref=ref)


def _save(request: HttpRequest, own: Seat, item: Dossier, sheet: ScoreSheetForm) -> bool:
    """Keep every score that can be kept, each for itself; what cannot be kept is told beside its criterion."""
    kept = queries.scores_of(queries.assessment_of(own, item))
    for criterion, value in sheet.values.items():
        comment = sheet.comments[criterion].strip()
        before = kept.get(criterion)
        if (before is None and value is None and not comment) or (
            before is not None and (before.value, before.comment) == (value, comment)
        ):
            continue
        try:
            services.record_score(
                actor=actor_of(request),
                seat=own,
                dossier=item,
                criterion=criterion,
                value=value,
                comment=comment,
                now=utc_now(),
            )
        except NotAllowed as problem:
            sheet.errors[criterion] = labels.refusal(problem.verdict)
    return not sheet.errors


@signed_in
@require_POST
def cannot_judge(request: HttpRequest, ref: str) -> HttpResponse:
    own, item = queries.dossier_for(actor_of(request), ref)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        services.say_cannot_judge(actor=actor_of(request), seat=own, dossier=item, reason=reason, now=utc_now())
    except NotAllowed as problem:
        messages.error(request, labels.refusal(problem.verdict))
        return redirect("selection:dossier", ref=ref)
    messages.success(request, _("You have stepped aside for this text; no score of yours counts for it."))
    return redirect("selection:seat", ref=own.ref)


@signed_in
@require_POST
def reopen(request: HttpRequest, ref: str) -> HttpResponse:
    assessment = queries.assessment_for(actor_of(request), ref)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        services.reopen_assessment(actor=actor_of(request), assessment=assessment, reason=reason, now=utc_now())
    except NotAllowed as problem:
        messages.error(request, labels.refusal(problem.verdict))
    return redirect("selection:dossier", ref=assessment.dossier.ref)
