"""Messages: one's own, the answer to one, and what to do where one is not wanted."""

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pearls.kernel.clock import utc_now
from pearls.network import queries, services
from pearls.network.forms import NoteForm
from pearls.network.models import Note
from pearls.network.views.answers import found, reason, tried
from pearls.web.gates import actor_of, signed_in
from pearls.web.pagination import page_of
from pearls.web.zones import reader_zone


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def note_list(request: HttpRequest) -> HttpResponse:
    """What one was written and wrote, and whose messages one does not take; a post takes them again."""
    actor = actor_of(request)
    if request.method == "POST":
        ref = request.POST.get("unmute", "")
        tried(request, lambda: services.unmute(actor=actor, ref=ref, now=utc_now()))
        return redirect("network:note-list")
    page: Page[Note] = page_of(request, queries.notes_of(actor), per_page=20)
    context = {
        "page": page,
        "mutes": list(queries.mutes_of(actor)[:50]),
        "zone": reader_zone(request) or "UTC",
        "own_id": actor.person_id,
    }
    return render(request, "network/note_list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, ref: str) -> HttpResponse:
    """One message, and its answer through the network."""
    actor = actor_of(request)
    one = found(queries.note_for(actor, ref))
    form = NoteForm(request.POST or None, is_answer=True)
    if request.method == "POST" and form.is_valid():
        done = _("Your answer is on its way.")
        if tried(
            request,
            lambda: services.answer_note(actor=actor, note=one, now=utc_now(), **form.cleaned_data),
            done,
        ):
            return redirect("network:note", ref=ref)
    context = {
        "note": one,
        "form": form,
        "is_own": one.sender_id == actor.person_id,
        "zone": reader_zone(request) or "UTC",
    }
    return render(request, "network/note.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def act(request: HttpRequest, ref: str) -> HttpResponse:
    """Take no more messages of a sender, or report a message to the office."""
    actor, now = actor_of(request), utc_now()
    one = found(queries.note_for(actor, ref))
    wanted = request.POST.get("act", "")
    if wanted == "mute":
        done = _("You get no more messages from this sender. Nobody tells them.")
        tried(request, lambda: services.mute(actor=actor, person=one.sender, now=now), done)
    elif wanted == "report":
        done = _("The programme office will look at it.")
        tried(request, lambda: services.report(actor=actor, note=one, because=reason(request), now=now), done)
    else:
        raise Http404
    return redirect("network:note", ref=ref)
