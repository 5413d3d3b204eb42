"""Photos of a report: put in, taken out, shown to both sides and the office."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pearls.exchange import queries, services
from pearls.exchange.forms import ReportPhotoForm
from pearls.exchange.rules import Side
from pearls.exchange.views.board import worded
from pearls.exchange.views.visits import attempt, page, visit_of
from pearls.files import queries as file_queries
from pearls.files.views import picture_response
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.web.gates import actor_of, signed_in

SIZES = ("file", "large", "small")


@signed_in
@require_POST
def photos(request: HttpRequest, ref: str, side: str) -> HttpResponse:
    """Put a photo beside the report of a side, or take one out (`remove`)."""
    actor, found, now = actor_of(request), visit_of(request, ref), utc_now()
    if side not in set(Side):
        raise Http404
    if request.POST.get("remove"):
        photo = queries.photo_for(actor, ref, request.POST["remove"])
        if photo is None:
            raise Http404
        return attempt(request, found, lambda: services.remove_photo(actor=actor, visit=found, photo=photo, now=now))
    form = ReportPhotoForm(request.POST, request.FILES, auto_id=f"photo_{side}_%s")
    if form.is_valid():
        try:
            services.add_photo(actor=actor, visit=found, side=Side(side), now=now, **form.given())
        except NotAllowed as refused:
            form.add_error("photo", worded(refused))
        else:
            messages.success(request, _("The photo is in the report."))
            return redirect("exchange:visit", ref=ref)
    return page(request, found, photo_form=(side, form))


@signed_in
@require_safe
def photo(request: HttpRequest, ref: str, photo: str, size: str) -> HttpResponseBase:
    """A photo of a report: in full, large for a page or small for a phone."""
    found = queries.photo_for(actor_of(request), ref, photo) if size in SIZES else None
    stored = file_queries.file_for_owner(found.report.owner, getattr(found, size)) if found else None
    if stored is None:
        raise Http404
    return picture_response(stored, is_public=False)
