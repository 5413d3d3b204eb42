"""The town's side of a complaint: write it, keep the receipt, follow it, take it back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.complaints import labels, queries, services
from pearls.complaints.forms import ComplaintForm
from pearls.complaints.models import Complaint
from pearls.complaints.rules import clock
from pearls.complaints.rules import complaints as rules
from pearls.complaints.rules.complaints import ANSWERED, State
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.kernel.verdict import NotAllowed
from pearls.programme.rules import is_in_time
from pearls.selection import labels as selection_labels
from pearls.web import formats
from pearls.web.downloads import attachment
from pearls.web.gates import actor_of, signed_in
from pearls.web.pdf import render_pdf


def _text(request: HttpRequest, ref: str, dossier_ref: str) -> tuple[queries.TextForTown, Any, Any]:
    """A text about which its place may want to complain, with the application and what the reader is to it."""
    application, access = queries.team_application(actor_of(request), ref)
    text = next((one for one in queries.texts_of(application) if one.dossier.ref == dossier_ref), None)
    if text is None or text.has_place:
        raise Http404
    return text, application, access


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: HttpRequest, ref: str, dossier_ref: str) -> HttpResponse:
    """Write a complaint and send it; what was sent cannot be changed."""
    text, application, access = _text(request, ref, dossier_ref)
    now, panel = utc_now(), text.dossier.panel
    if text.complaint is not None:
        return redirect("complaints:complaint", ref=text.complaint.ref)
    until = queries.until_of(panel)
    form = ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            filed = services.file_complaint(
                actor=actor_of(request),
                dossier=text.dossier,
                language=formats.current_language(),
                now=now,
                **form.cleaned_data,
            )
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("The complaint has arrived. Keep its number."))
            return redirect("complaints:complaint", ref=filed.ref)
    context = {
        "application": application,
        "dossier": text.dossier,
        "place": application.place,
        "stage": selection_labels.STAGES[panel.stage],
        "form": form,
        "helps": [(labels.GROUNDS[code], labels.GROUND_HELP[code]) for code in labels.GROUNDS],
        "until": until,
        "zone": queries.zone_of(panel),
        "is_open": until is not None and is_in_time(until, now),
        "is_speaker": access.is_speaker,
        "answer_days": panel.edition_rules.complaints.answer_within,
    }
    return render(request, "complaints/complain.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def blank(request: HttpRequest, ref: str, dossier_ref: str) -> HttpResponse:
    """The same form to print and fill in by hand; the office enters it as of the day on which it came."""
    text, application, _access = _text(request, ref, dossier_ref)
    panel, language = text.dossier.panel, formats.current_language()
    until = queries.until_of(panel)
    data = {
        "title": _("Complaint"),
        "edition": pick(panel.edition.name, language)[0] or panel.edition.key,
        "facts": [
            [_("Place"), application.place.display_name],
            [_("Stage"), str(selection_labels.STAGES[panel.stage])],
            [_("Text"), text.dossier.ref],
            [_("Has to arrive by"), formats.instant_words(until, queries.zone_of(panel), language) if until else "–"],
        ],
        "grounds_heading": _("What the complaint is about"),
        "grounds": [f"{words}. {labels.GROUND_HELP[code]}" for code, words in labels.GROUNDS.items()],
        "text_heading": _("What happened"),
        "signature": _("Name, function, date, signature"),
        "note": _("Send it to the programme office. It counts from the day on which it comes there."),
    }
    now = panel.published_at or utc_now()
    pdf = render_pdf(template="complaints/complaint.typ", data=data, language=language, now=now)
    return attachment(pdf, f"complaint-form-{text.dossier.ref}.pdf", "application/pdf")


@signed_in
@require_safe
def complaint(request: HttpRequest, ref: str) -> HttpResponse:
    """How far a complaint is, until when an answer is due, and the answer; for the team of its place."""
    found, access = queries.complaint_for_town(actor_of(request), ref)
    context = {
        "complaint": found,
        **facts_of(found),
        "state": (labels.STATES_FOR_TOWN[found.state], labels.TONES[State.READING if _is_read(found) else found.state]),
        "may_withdraw": rules.may_withdraw(is_speaker=access.is_speaker, state=State(found.state)),
    }
    return render(request, "complaints/complaint.html", context)


def _is_read(found: Complaint) -> bool:
    return found.state in (State.READING, State.PROPOSED)


def facts_of(found: Complaint) -> dict[str, Any]:
    """What every page of a complaint says of it."""
    panel, now = found.dossier.panel, utc_now()
    zone = queries.zone_of(panel)
    return {
        "dossier": found.dossier,
        "panel": panel,
        "place": found.dossier.place,
        "stage": selection_labels.STAGES[panel.stage],
        "zone": zone,
        "grounds": [labels.GROUNDS[code] for code in found.grounds],
        "is_open": found.state in rules.OPEN,
        "is_answered": found.state in ANSWERED,
        "days_left": clock.days_left(found.answer_by, now=now, zone=zone),
        "is_late": not is_in_time(found.answer_by, now),
        "result": labels.RESULTS.get(found.result, ""),
        "measure": labels.MEASURES[found.measure] if found.result else "",
    }


@signed_in
@require_safe
def receipt(request: HttpRequest, ref: str) -> HttpResponse:
    """The receipt of a complaint, to print and file."""
    found, _access = queries.complaint_for_town(actor_of(request), ref)
    language, panel = formats.current_language(), found.dossier.panel
    zone = queries.zone_of(panel)
    data = {
        "title": _("Receipt for a complaint"),
        "edition": pick(panel.edition.name, language)[0] or panel.edition.key,
        "place_name": found.dossier.place.display_name,
        "facts": [
            [_("Arrived"), formats.instant_words(found.filed_at, zone, language)],
            [_("Receipt number"), found.ref],
            [_("Answer due by"), formats.instant_words(found.answer_by, zone, language)],
        ],
        "hash_label": _("SHA-256 of what was sent"),
        "hash": found.sha256,
        "note": _("The hash is of the complaint as it came, with a salt that its page shows."),
    }
    pdf = render_pdf(template="complaints/receipt.typ", data=data, language=language, now=found.filed_at)
    return attachment(pdf, f"complaint-receipt-{found.ref}.pdf", "application/pdf")


@signed_in
@require_POST
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    found, _access = queries.complaint_for_town(actor_of(request), ref)
    try:
        services.withdraw_complaint(actor=actor_of(request), complaint=found, now=utc_now())
    except NotAllowed as refused:
        messages.error(request, labels.reason_words(refused.verdict))
    else:
        messages.success(request, _("The complaint is taken back."))
    return redirect("complaints:complaint", ref=ref)
