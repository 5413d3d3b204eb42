"""What is sent at a meeting: the chair leads, members write notes, change a score, vote, and somebody signs second."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.selection import labels, queries, services
from pearls.selection.forms import ReasonForm
from pearls.selection.forms.meeting import NoteForm, QuestionForm, SourcesForm
from pearls.selection.models import Dossier, Panel
from pearls.selection.rules.meeting import About, Choice
from pearls.selection.views.meeting import change_form_for, item_page
from pearls.web.gates import actor_of, signed_in

Act = Callable[[HttpRequest, Panel, "Dossier | None", datetime], str]


@signed_in
@require_POST
def lead(request: HttpRequest, ref: str) -> HttpResponse:
    """One act of whoever leads the meeting, on an item or on the whole."""
    panel = queries.meeting_panel_for(actor_of(request), ref)
    act = _ACTS.get(request.POST.get("act", ""))
    named = request.POST.get("dossier", "")
    dossier = queries.dossier_at(panel, named) if named else None
    if act is None or (dossier is None and act in _OF_AN_ITEM):
        raise Http404
    return _done(request, panel, dossier, act)


def _done(request: HttpRequest, panel: Panel, dossier: Dossier | None, act: Act) -> HttpResponse:
    try:
        words = act(request, panel, dossier, utc_now())
    except NotAllowed as problem:
        messages.error(request, labels.refusal(problem.verdict))
    else:
        if words:
            messages.success(request, words)
    if dossier is None or request.POST.get("back") == "agenda":
        return redirect("selection:meeting", ref=panel.ref)
    return redirect("selection:meeting-item", ref=panel.ref, dossier_ref=dossier.ref)


def _begin(request: HttpRequest, panel: Panel, dossier: Dossier | None, now: datetime) -> str:
    services.begin_meeting(actor=actor_of(request), panel=panel, now=now)
    return _("The meeting has begun. The agenda is fixed; you can move items.")


def _present(request: HttpRequest, panel: Panel, dossier: Dossier | None, now: datetime) -> str:
    there = set(request.POST.getlist("present"))
    present = {ref: ref in there for ref in request.POST.getlist("member")}
    services.note_attendance(actor=actor_of(request), panel=panel, present=present, now=now)
    return _("It is noted who is present.")


def _discuss(request: HttpRequest, panel: Panel, dossier: Dossier | None, now: datetime) -> str:
    if dossier is not None:
        services.discuss(actor=actor_of(request), panel=panel, dossier=dossier, now=now)
    return _("This plan is discussed now.")


def _end(request: HttpRequest, panel: Panel, dossier: Dossier | None, now: datetime) -> str:
    if dossier is not None:
        services.end_item(actor=actor_of(request), panel=panel, dossier=dossier, now=now)
    return _("This item is done.")


def _move(request: HttpRequest, panel: Panel, dossier: Dossier | None, now: datetime) -> str:
    typed = request.POST.get("place", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 5):
        raise Http404
    if dossier is not None:
        services.move_item(actor=actor_of(request), panel=panel, dossier=dossier, place=int(typed), now=now)
    return _("The agenda has changed.")


def _open_vote(request: HttpRequest, panel: Panel, dossier: Dossier | None, now: datetime) -> str:
    form = QuestionForm(request.POST, on_item=dossier is not None)
    about = About(form.cleaned_data["about"]) if form.is_valid() else About.OTHER
    question = str(form.cleaned_data.get("question", ""))
    services.open_vote(actor=actor_of(request), panel=panel, dossier=dossier, question=question, about=about, now=now)
    return _("The vote is open.")


def _close_vote(request: HttpRequest, panel: Panel, dossier: Dossier | None, now: datetime) -> str:
    vote = queries.vote_on(panel, request.POST.get("vote", ""))
    services.close_vote(actor=actor_of(request), panel=panel, vote=vote, now=now)
    return _("The vote is closed. All see how it came out.")


def _name_sources(request: HttpRequest, panel: Panel, dossier: Dossier | None, now: datetime) -> str:
    form = SourcesForm(request.POST, zone=panel.edition_rules.dates.zone, is_first=False)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return ""
    services.name_sources(
        actor=actor_of(request),
        panel=panel,
        sources=form.named(),
        known_at=form.cleaned_data["wall"],
        reason=form.cleaned_data["reason"],
        now=now,
    )
    return _("The sources are named.")


def _draw(request: HttpRequest, panel: Panel, dossier: Dossier | None, now: datetime) -> str:
    draw = queries.draw_on(panel, request.POST.get("draw", ""))
    values = [value[:200] for value in request.POST.getlist("value")]
    services.draw_lots(actor=actor_of(request), panel=panel, draw=draw, values=values, now=now)
    return _("The lots are drawn, and the tie is settled by them.")


_OF_AN_ITEM: tuple[Act, ...] = (_discuss, _end, _move)
_ACTS: dict[str, Act] = {
    "begin": _begin,
    "present": _present,
    "discuss": _discuss,
    "end": _end,
    "move": _move,
    "open-vote": _open_vote,
    "close-vote": _close_vote,
    "sources": _name_sources,
    "draw": _draw,
}


@signed_in
@require_POST
def note(request: HttpRequest, ref: str, dossier_ref: str) -> HttpResponse:
    """Keep the shared note; what others wrote meanwhile stays."""
    panel = queries.meeting_panel_for(actor_of(request), ref)
    dossier = queries.dossier_at(panel, dossier_ref)
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Http404

    def act(request: HttpRequest, panel: Panel, dossier: Dossier | None, now: datetime) -> str:
        if dossier is None:
            raise Http404
        kept, is_doubled = services.write_note(
            actor=actor_of(request),
            panel=panel,
            dossier=dossier,
            text=form.cleaned_data["note"],
            base_revision=form.cleaned_data["revision"],
            now=now,
        )
        if is_doubled and kept:
            messages.warning(request, _("Somebody wrote at the same spot: both stand there now. Please read it over."))
            return ""
        return _("The note is kept.")

    return _done(request, panel, dossier, act)


@signed_in
@require_POST
def score(request: HttpRequest, ref: str, dossier_ref: str) -> HttpResponse:
    """Change a score of one's own, with the reason."""
    actor = actor_of(request)
    panel = queries.meeting_panel_for(actor, ref)
    dossier = queries.dossier_at(panel, dossier_ref)
    form = change_form_for(panel, request.POST)
    if not form.is_valid():
        return item_page(request, ref, dossier_ref, form, status=422)

    try:
        services.change_score(
            actor=actor,
            panel=panel,
            dossier=dossier,
            criterion=form.cleaned_data["criterion"],
            value=form.cleaned_data["score"],
            reason=form.cleaned_data["reason"],
            now=utc_now(),
        )
    except NotAllowed as problem:  # what was typed stays in the form
        form.add_error(None, labels.refusal(problem.verdict))
        return item_page(request, ref, dossier_ref, form, status=422)
    messages.success(request, _("Your score is changed. Both scores and the reason stand in the minutes."))
    return redirect("selection:meeting-item", ref=ref, dossier_ref=dossier_ref)


@signed_in
@require_POST
def vote(request: HttpRequest, ref: str, vote_ref: str) -> HttpResponse:
    """Give one's vote, or another in its place."""
    panel = queries.meeting_panel_for(actor_of(request), ref)
    found = queries.vote_on(panel, vote_ref)
    choice = request.POST.get("choice", "")
    if choice not in set(Choice):
        raise Http404

    def act(request: HttpRequest, panel: Panel, dossier: Dossier | None, now: datetime) -> str:
        services.cast_vote(actor=actor_of(request), panel=panel, vote=found, choice=Choice(choice), now=now)
        return _("Your vote is given. You can change it until the chair closes the vote.")

    return _done(request, panel, found.dossier, act)


@signed_in
@require_POST
def countersign(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the second signature, under the hash that the page showed."""
    panel = queries.meeting_panel_for(actor_of(request), ref)

    def act(request: HttpRequest, panel: Panel, dossier: Dossier | None, now: datetime) -> str:
        sha256 = request.POST.get("sha256", "")
        signed = services.countersign(actor=actor_of(request), panel=panel, sha256=sha256, now=now)
        if signed.set_aside_at is not None:
            messages.error(request, labels.meeting.RESULT_HAS_CHANGED)
            return ""
        return _("You have signed. The result is signed by two.")

    return _done(request, panel, None, act)


@signed_in
@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """The chair's signature is set aside before the second one is there."""
    panel = queries.meeting_panel_for(actor_of(request), ref)
    form = ReasonForm(request.POST)
    reason = str(form.cleaned_data["reason"]) if form.is_valid() else ""

    def act(request: HttpRequest, panel: Panel, dossier: Dossier | None, now: datetime) -> str:
        services.take_signature_back(actor=actor_of(request), panel=panel, reason=reason, now=now)
        return _("Your signature is set aside. The panel can decide anew.")

    return _done(request, panel, None, act)
