"""Joining, one's profile, leaving; a member as others see it, with a form to write to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.network import labels, queries, rules, services
from pearls.network.forms import FunctionForm, NoteForm, ProfileForm
from pearls.network.models import Member
from pearls.network.views.answers import found, tried
from pearls.people import queries as people_queries
from pearls.web import formats
from pearls.web.gates import actor_of, public, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Join as a place that one speaks for (`?place=`) or as oneself; nothing is shown before one has chosen."""
    actor, now = actor_of(request), utc_now()
    joined = list(queries.members_of(actor))
    taken = {member.place_id for member in joined}
    places = [place for place in people_queries.places_spoken_for(actor) if place.pk not in taken]
    kinds_of = queries.kinds_of_places(places, now.date())
    places = [place for place in places if kinds_of[place.pk]]
    kinds = queries.kinds_of_person(actor, now.date())
    may_alone = bool(kinds) and not any(member.person_id for member in joined)
    wanted = request.GET.get("place", "")
    place = next((one for one in places if one.key == wanted), None)
    if wanted and place is None:
        raise Http404
    place = place or (places[0] if len(places) == 1 and not may_alone else None)
    form = ProfileForm(request.POST or None, initial=_blank(), is_person=place is None)
    can = place is not None or may_alone
    if request.method == "POST" and not can:
        messages.error(request, str(labels.REASONS["not-in-the-programme"]))
    elif request.method == "POST" and form.is_valid():
        try:
            member = services.join_network(actor=actor, place=place, profile=form.profile(), now=now)
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("You are in the network. You can leave at any time."))
            return redirect("network:member-edit", ref=member.ref)
    context = {
        "form": form,
        "place": place,
        "places": places,
        "joined": joined,
        "may_alone": may_alone,
        "can": can,
    }
    return render(request, "network/join.html", context, status=422 if form.errors else 200)


def _blank() -> dict[str, Any]:
    reader = formats.current_language()
    return {"language": reader, "languages": [reader], "visibility": rules.Visibility.NETWORK}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """One's own profile: change it, be named as a contact or not, leave."""
    actor, now = actor_of(request), utc_now()
    member = found(queries.own_member(actor, ref))
    initial = {
        name: getattr(member, name) for name in ("about", "language", "languages", "good_at", "looks_for", "visibility")
    }
    form = ProfileForm(request.POST or None, initial=initial, is_person=member.person_id is not None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_profile(actor=actor, member=member, profile=form.profile(), now=now)
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("The profile is saved."))
            return redirect("network:member-edit", ref=ref)
    contacts = list(queries.contacts_of(member))
    own = next((contact for contact in contacts if contact.person_id == actor.person_id), None)
    context = {
        "member": member,
        "form": form,
        "contacts": contacts,
        "own": own,
        "function_form": FunctionForm(initial={"function": own.function if own else ""}),
    }
    return render(request, "network/member_edit.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def act(request: HttpRequest, ref: str) -> HttpResponse:
    """Leave, be named as a contact, or be named no more."""
    actor, now = actor_of(request), utc_now()
    member = found(queries.own_member(actor, ref))
    wanted = request.POST.get("act", "")
    if wanted == "leave":
        done = _("You have left the network. The profile is deleted; you can join again.")
        tried(request, lambda: services.leave_network(actor=actor, member=member, now=now), done)
        return redirect("network:front")
    function = request.POST.get("function", "")
    if wanted == "list":
        tried(request, lambda: services.list_contact(actor=actor, member=member, function=function, now=now))
    elif wanted == "unlist":
        tried(request, lambda: services.unlist_contact(actor=actor, member=member, now=now))
    else:
        raise Http404
    return redirect("network:member-edit", ref=ref)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, ref: str) -> HttpResponse:
    """A member's profile as this reader may see it; who is in the network writes to it here."""
    actor, now = actor_of(request), utc_now()
    one = found(queries.member_to_read(actor, ref, now=now))
    inside = actor.is_signed_in and queries.is_in_network(actor, now=now)
    own = queries.is_own(actor, one)
    form = NoteForm(request.POST or None)
    if request.method == "POST":
        found(inside or None)
        if form.is_valid() and _send(request, one, form):
            return redirect("network:member", ref=ref)
    context = _shown(one) | {
        "form": form if inside and not own else None,
        "is_own": own,
        "is_inside": inside,
        "contacts": list(queries.contacts_of(one)) if inside else [],
    }
    return render(request, "network/member.html", context, status=422 if form.errors else 200)


def _send(request: HttpRequest, one: Member, form: NoteForm) -> bool:
    try:
        services.send_note(actor=actor_of(request), member=one, now=utc_now(), **form.cleaned_data)
    except NotAllowed as refused:
        form.add_error(None, labels.reason_words(refused.verdict))
        return False
    messages.success(request, _("Your message is on its way. Nobody was shown your address unless you chose so."))
    return True


def _shown(one: Member) -> dict[str, Any]:
    reader = formats.current_language()
    return {
        "member": one,
        "kind": (labels.KINDS[one.kind], labels.TONES[one.kind]),
        "good_at": queries.concept_words(one.good_at, reader),
        "looks_for": queries.concept_words(one.looks_for, reader),
    }
