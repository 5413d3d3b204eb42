"""Colleagues: invited, joined, given another right, removed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pearls.calls import labels, queries, rules, services
from pearls.calls.forms.applying import InviteForm
from pearls.calls.rules import Right
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.people import queries as people_queries
from pearls.places import queries as place_queries
from pearls.web.gates import actor_of, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation: who holds it and is signed in may join."""
    member = queries.invitation(token)
    if member is None:
        raise Http404
    if request.method == "POST":
        try:
            services.accept_invitation(actor=actor_of(request), member=member, now=utc_now())
        except NotAllowed as refusal:
            messages.error(request, labels.reason_words(refusal.verdict))
        else:
            messages.success(request, _("You now work on this application."))
        return redirect("calls:application", ref=member.application.ref)
    return render(request, "calls/invitation.html", {"member": member, "right": labels.RIGHTS[member.right]})


@signed_in
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, ref: str) -> HttpResponse:
    """Who works on the application; invite somebody more."""
    actor, now = actor_of(request), utc_now()
    application, access, _window = queries.paper_access(actor, ref)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, right = form.cleaned_data["email"], Right(form.cleaned_data["right"])
        try:
            services.invite_member(actor=actor, application=application, email=email, right=right, now=now)
        except NotAllowed as refusal:
            messages.error(request, labels.reason_words(refusal.verdict))
        else:
            messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": email})
        return redirect("calls:member-list", ref=ref)
    rows = list(queries.members_of(application))
    for member in rows:
        member.right_label = labels.RIGHTS[member.right]  # type: ignore[attr-defined]
    context = {
        "application": application,
        "place": application.place,
        "members": rows,
        "speakers": people_queries.confirmed_speakers(application.place),
        "form": form,
        "rights": labels.RIGHTS,
        "may_invite": rules.may_invite(access),
    }
    return render(request, "calls/member_list.html", context)


@signed_in
@require_POST
def member_change(request: HttpRequest, ref: str, member_ref: str) -> HttpResponse:
    """Give a colleague another right, or take them off the application."""
    actor, now = actor_of(request), utc_now()
    application = queries.application_for(actor, ref)
    member = queries.member_for(application, member_ref)
    wanted = request.POST.get("right", "")
    if member is None or wanted not in {*Right, "remove"}:
        raise Http404
    try:
        if wanted == "remove":
            services.remove_member(actor=actor, member=member, now=now)
        else:
            services.change_right(actor=actor, member=member, right=Right(wanted), now=now)
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
    if member.person_id == actor.person_id:
        return redirect("calls:application-list")
    return redirect("calls:member-list", ref=ref)


@signed_in
@require_http_methods(["GET", "POST"])
def partners(request: HttpRequest, ref: str) -> HttpResponse:
    """The other municipalities of a team application."""
    actor = actor_of(request)
    application = queries.application_for(actor, ref)
    present = [partner.place for partner in application.partner_places.select_related("place")]
    if request.method == "POST":
        chosen = place_queries.place_for(request.POST.get("place", ""))
        if chosen is None:
            raise Http404
        kept = [place for place in present if place != chosen]
        wanted = [*kept, chosen] if request.POST.get("act") == "add" else kept
        try:
            services.change_team(actor=actor, application=application, partners=wanted, now=utc_now())
        except NotAllowed as refusal:
            messages.error(request, labels.reason_words(refusal.verdict))
        return redirect("calls:partner-list", ref=ref)
    query = request.GET.get("q", "").strip()
    is_rehearsal = application.edition.is_demonstration
    found = place_queries.find_places(query, include_demonstration=is_rehearsal) if query else []
    context = {"application": application, "place": application.place, "present": present}
    return render(request, "calls/partner_list.html", {**context, "query": query, "found": found})
