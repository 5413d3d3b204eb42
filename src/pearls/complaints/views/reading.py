"""The one case that a second reader has: the complaint, the text as it was judged, its points; and the proposal."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pearls.complaints import labels, queries, services
from pearls.complaints.forms import ProposalForm
from pearls.complaints.models import Complaint
from pearls.complaints.rules.complaints import Ground
from pearls.complaints.views.outcome import shown
from pearls.complaints.views.town import facts_of
from pearls.documents import queries as document_queries
from pearls.documents.forms.sheets import SectionSheet, section_sheets
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """Read, and propose. Who assessed is named only where the complaint is about a conflict of interest."""
    found = queries.complaint_for_reader(actor_of(request), ref)
    initial = {"result": found.proposal, "text": found.proposal_text}
    form = ProposalForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.propose(actor=actor_of(request), complaint=found, now=utc_now(), **form.cleaned_data)
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("Thank you. The office decides; until then you can say it anew."))
            return redirect("complaints:read", ref=ref)
    text, language = queries.text_of(found), current_language()
    reasons = queries.reasons_of([text.feedback] if text.feedback else [])
    context = {
        "complaint": found,
        **facts_of(found),
        "form": form,
        "stage_of_text": shown(text, reasons, language),
        "given": _given(found),
        "panel_people": queries.panel_ties(found.dossier) if Ground.CONFLICT in found.grounds else None,
        "sheets": _sheets(found, language),
    }
    return render(request, "complaints/read.html", context, status=422 if form.errors else 200)


def _given(found: Complaint) -> list[dict[str, Any]]:
    """What each assessor gave and wrote, by number and not by name."""
    names = {item.id: item.name for item in found.dossier.panel.stage_rules.criteria}
    return [
        {"number": number, "scores": [(names.get(key, {"en": key}), value, said) for key, value, said in scores]}
        for number, scores in enumerate(queries.assessments_of(found.dossier), start=1)
    ]


def _sheets(found: Complaint, language: str) -> list[SectionSheet]:
    """The text as it was handed to the panel, without private answers and without its files."""
    snapshot = found.dossier.snapshot
    answers = document_queries.snapshot_answers(snapshot, with_private=False)
    return section_sheets(snapshot.form, answers, language, with_private=False)
