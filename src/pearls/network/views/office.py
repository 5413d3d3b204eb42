"""The office: terms of contact points, who answers for partners, and what was reported."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.network import labels, queries, services
from pearls.network.forms import EndForm, PartnerContactForm, TermForm
from pearls.network.models import Report
from pearls.network.views.answers import found, reason, tried
from pearls.programme import queries as programme_queries
from pearls.web.gates import actor_of, office
from pearls.web.pagination import page_of
from pearls.web.zones import reader_zone


@office
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """The contact points, and one more."""
    form = TermForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.enter_term(actor=actor_of(request), now=utc_now(), **form.cleaned_data)
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("The contact point stands in the directory."))
            return redirect("network:terms")
    context = {"page": page_of(request, queries.terms(), per_page=50), "form": form}
    return render(request, "network/terms.html", context, status=422 if form.errors else 200)


@office
@require_POST
def end_term(request: HttpRequest, ref: str) -> HttpResponse:
    """End a term on a day."""
    actor = actor_of(request)
    term, form = found(queries.term_for(actor, ref)), EndForm(request.POST)
    if form.is_valid():
        day = form.cleaned_data["ended_on"]
        tried(request, lambda: services.end_term(actor=actor, term=term, ended_on=day, now=utc_now()))
    else:
        messages.error(request, _("Please give the last day of the term."))
    return redirect("network:terms")


@office
@require_http_methods(["GET", "HEAD", "POST"])
def partner_contacts(request: HttpRequest) -> HttpResponse:
    """Whose account gets what is written to each partner: one more, or one no more (`gone`)."""
    actor, now = actor_of(request), utc_now()
    named = list(queries.partner_contacts(actor))
    if "gone" in request.POST:
        contact = found(next((one for one in named if one.ref == request.POST["gone"]), None))
        tried(request, lambda: services.unname_for_partner(actor=actor, contact=contact, now=now))
        return redirect("network:partner-contacts")
    partners = list(programme_queries.partners(with_demonstration=settings.IS_DEMO))
    form = PartnerContactForm(request.POST or None, partners=partners)
    if request.method == "POST" and form.is_valid():
        partner = next(one for one in partners if one.key == form.cleaned_data["partner"])
        email = form.cleaned_data["email"]
        try:
            services.name_for_partner(actor=actor, partner=partner, email=email, now=now)
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("What is written to this partner goes to that account from now on."))
            return redirect("network:partner-contacts")
    rows = [(partner, [one for one in named if one.partner_id == partner.pk]) for partner in partners]
    context = {"rows": rows, "form": form}
    return render(request, "network/partner_contacts.html", context, status=422 if form.errors else 200)


@office
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """What was reported, the open ones first."""
    page: Page[Report] = page_of(request, queries.reports_for(actor_of(request)), per_page=50)
    return render(request, "network/report_list.html", {"page": page, "zone": reader_zone(request) or "UTC"})


@office
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, ref: str) -> HttpResponse:
    """One report: the text, why it was reported; remove it with a reason, or leave it."""
    actor = actor_of(request)
    one = found(queries.report_for(actor, ref))
    if request.method == "POST":
        removes, because = request.POST.get("act") == "remove", reason(request)
        tried(
            request,
            lambda: services.settle_report(actor=actor, report=one, removes=removes, because=because, now=utc_now()),
        )
        return redirect("network:report", ref=ref)
    return render(request, "network/report.html", {"report": one, "zone": reader_zone(request) or "UTC"})
