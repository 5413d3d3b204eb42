"""Where office and chair word the reasons: all texts of a panel with how far they are, then one text."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.complaints import labels, queries, services
from pearls.complaints.forms import DayForm, ReasonsForm
from pearls.complaints.queries import Dossier
from pearls.complaints.rules import feedback as rules
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.kernel.verdict import NotAllowed
from pearls.selection import labels as selection_labels
from pearls.selection import queries as selection_queries
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, signed_in


@signed_in
@require_safe
def listing(request: HttpRequest, ref: str) -> HttpResponse:
    """Every text of a panel whose result is public: are its reasons written, are they sent."""
    actor = actor_of(request)
    panel = queries.panel_to_word(actor, ref)
    shut = selection_queries.closed_to(actor, panel)
    needed = len(panel.stage_rules.criteria)
    is_office = actor.is_office(panel.edition.key)
    rows = [_row(one, needed) for one in queries.standing_of(panel) if is_office or one.pk not in shut]
    due = queries.day_of(panel)
    context = {
        "panel": panel,
        "stage": selection_labels.STAGES[panel.stage],
        "rows": rows,
        "sent": sum(row["is_sent"] for row in rows),
        "due_on": due,
        "day_form": DayForm(initial={"due_on": due}) if is_office else None,
        "is_office": is_office,
    }
    return render(request, "complaints/reasons_list.html", context)


def _row(one: Dossier, needed: int) -> dict[str, Any]:
    feedback = getattr(one, "feedback", None)
    is_sent = bool(feedback and feedback.sent_at)
    written: int = one.written  # type: ignore[attr-defined]
    if is_sent:
        state, tone = _("Sent to the place"), "good"
    elif written == needed:
        state, tone = _("Written, not sent"), "warn"
    else:
        state, tone = _("%(written)s of %(needed)s written") % {"written": written, "needed": needed}, "neutral"
    has_place = one.decision.outcome in selection_queries.PLACES
    outcome = selection_labels.OUTCOMES[one.decision.outcome]
    return {
        "dossier": one,
        "outcome": outcome,
        "has_place": has_place,
        "state": state,
        "tone": tone,
        "is_sent": is_sent,
        "sent_at": feedback.sent_at if feedback else None,
    }


@signed_in
@require_POST
def day(request: HttpRequest, ref: str) -> HttpResponse:
    """Name the day by which the reasons follow."""
    panel = queries.panel_to_word(actor_of(request), ref)
    form = DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a day."))
        return redirect("complaints:reasons-list", ref=ref)
    try:
        services.name_day(actor=actor_of(request), panel=panel, due_on=form.cleaned_data["due_on"], now=utc_now())
    except NotAllowed as refused:
        messages.error(request, labels.reason_words(refused.verdict))
    else:
        messages.success(request, _("The places are told this day beside their outcome."))
    return redirect("complaints:reasons-list", ref=ref)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """The reasons for one text, begun with what assessors remarked; saved as a draft, then sent."""
    actor = actor_of(request)
    dossier, wording = queries.dossier_to_word(actor, ref)
    stage, language = dossier.panel.stage_rules, current_language()
    names = {item.id: pick(item.name, language)[0] or item.id for item in stage.criteria}
    feedback = getattr(dossier, "feedback", None)
    comments = queries.comments_on(dossier)
    written = queries.reasons_of([feedback])[feedback.pk] if feedback else {}
    initial = {key: written.get(key) or ("" if feedback else rules.draft_from(comments.get(key, ()))) for key in names}
    initial["language"] = feedback.language if feedback else dossier.language
    form = ReasonsForm(request.POST or None, stage=stage, names=names, initial=initial)
    if request.method == "POST" and form.is_valid() and _kept(request, dossier, form):
        is_sent = request.POST.get("act") == "send"
        return redirect("complaints:reasons-list", dossier.panel.ref) if is_sent else redirect(request.path)
    may_word = rules.may_word(wording)
    context = {
        "dossier": dossier,
        "panel": dossier.panel,
        "stage": selection_labels.STAGES[dossier.panel.stage],
        "form": form if may_word else None,
        "rows": [(names[key], form[f"reason-{key}"], comments.get(key, ()), written.get(key, "")) for key in names],
        "feedback": feedback,
        "why_not": "" if may_word else labels.reason_words(may_word),
        "zone": queries.zone_of(dossier.panel),
    }
    return render(request, "complaints/reasons.html", context, status=422 if form.errors else 200)


def _kept(request: HttpRequest, dossier: Dossier, form: ReasonsForm) -> bool:
    """Save, and send where that was asked for; a refusal is told on the page."""
    given: dict[str, Any] = {"actor": actor_of(request), "dossier": dossier, "now": utc_now()}
    try:
        services.word_reasons(**given, reasons=form.reasons(), language=form.cleaned_data["language"])
        if request.POST.get("act") == "send":
            services.send_reasons(**given)
            messages.success(request, _("The reasons are sent to %(place)s.") % {"place": dossier.name})
            return True
    except NotAllowed as refused:
        form.add_error(None, labels.reason_words(refused.verdict))
        return False
    messages.success(request, _("Saved. The place sees nothing of it yet."))
    return True
