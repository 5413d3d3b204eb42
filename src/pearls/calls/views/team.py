"""Colleagues: invited, joined, given another right, removed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pearls.calls import labels, queries, services
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
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
