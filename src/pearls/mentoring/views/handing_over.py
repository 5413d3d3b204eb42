"""A town is offered to another mentor, who takes it over or declines."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pearls.calls import queries as call_queries
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.mentoring import labels, queries, services
from pearls.mentoring.forms import HandOverForm
from pearls.mentoring.models import HandOver
from pearls.mentoring.queries import pairs as pair_queries
from pearls.mentoring.rules.working import HandOverState, PromiseState
from pearls.programme import queries as programme_queries
from pearls.web.gates import actor_of, signed_in
from pearls.web.zones import reader_zone


@signed_in
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, ref: str) -> HttpResponse:
    """Offer a town to another mentor: by its mentor, or by the office for the first of its mentors."""
    actor, found = actor_of(request), queries.pair_for(actor_of(request), ref)
    if found is None or found.place is None:
        raise Http404
    reader, now_mentors = queries.reader_of(actor, found), pair_queries.mentors_of(found)
    giver = next((one for one in now_mentors if one.pk == actor.person_id), now_mentors[0] if now_mentors else None)
    if not (reader.is_mentor or reader.is_office) or giver is None:
        raise Http404
    edition = programme_queries.edition_by_key(found.edition_key)
    others = [one for one in call_queries.mentors_to_choose(edition) if one not in now_mentors]
    form = HandOverForm(request.POST or None, mentors=others)
    if request.method == "POST" and form.is_valid():
        taker = next(one for one in others if str(one.ref) == form.cleaned_data["mentor"])
        try:
            made = services.begin_hand_over(
                actor=actor, pair=found, giver=giver, taker=taker, note=form.cleaned_data["note"], now=utc_now()
            )
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict.reason, refused.verdict.detail))
        else:
            messages.success(request, _("The town is offered. Until the other mentor accepts, all stays as it is."))
            return redirect("mentoring:hand-over", ref=made.ref)
    context = {"pair": found, "name": pair_queries.name_of(found), "form": form, "giver": giver, "others": others}
    return render(request, "mentoring/hand_over_begin.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, ref: str) -> HttpResponse:
    """The offer: what was written, what goes along; the new mentor answers, the town speaks of its notes."""
    actor = actor_of(request)
    found = pair_queries.hand_over_for(actor, ref)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            return _do(request, actor, found)
        except NotAllowed as refused:
            messages.error(request, labels.reason_words(refused.verdict.reason, refused.verdict.detail))
            return redirect("mentoring:hand-over", ref=ref)
    reader = queries.reader_of(actor, found.pair)
    is_taker = actor.person_id == found.taker_id
    is_waiting = found.state == HandOverState.WAITING
    context: dict[str, Any] = {
        "hand_over": found,
        "name": pair_queries.name_of(found.pair),
        "state": labels.HAND_OVER_STATES[found.state],
        "tone": labels.TONES.get(found.state, "neutral"),
        "reader": reader,
        "may_read": reader.is_in_it or reader.is_office,
        "may_answer": is_taker and is_waiting,
        "may_take_back": is_waiting and (reader.is_office or actor.person_id in (found.giver_id, found.asked_by_id)),
        "may_agree": reader.is_supported and is_waiting,
        "reads_note": is_taker or reader.is_mentor or reader.is_office or actor.person_id == found.giver_id,
        "agreement": pair_queries.agreement_of(found.pair),
        "promises": pair_queries.promises_of(found.pair).filter(state=PromiseState.OPEN)[:50],
        "meetings": pair_queries.meetings_of(found.pair).filter(state="planned")[:50],
        "zone": reader_zone(request) or "UTC",
    }
    return render(request, "mentoring/hand_over.html", context)


def _do(request: HttpRequest, actor: Actor, found: HandOver) -> HttpResponse:
    act, now = request.POST.get("act", ""), utc_now()
    if act in ("accept", "decline"):
        services.answer_hand_over(actor=actor, hand_over=found, accepts=act == "accept", now=now)
        if act == "accept":
            messages.success(request, _("The town is yours from now on."))
            return redirect("mentoring:pair", ref=found.pair.ref)
        messages.success(request, _("Declined. The mentor of now is told."))
        return redirect("mentoring:pair-list")
    if act == "take-back":
        services.take_back(actor=actor, hand_over=found, now=now)
        messages.success(request, _("The offer is taken back."))
    elif act in ("agree", "keep"):
        services.agree_to_notes(actor=actor, hand_over=found, agrees=act == "agree", now=now)
        messages.success(request, _("Noted. You can change it until the hand-over."))
    else:
        raise Http404
    return redirect("mentoring:hand-over", ref=found.ref)
