"""A title's own page, its certificate, and taking it back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from pearls.credentials import queries as credential_queries
from pearls.kernel.clock import utc_now
from pearls.programme.rules import Stage
from pearls.selection import queries as selection_queries
from pearls.titles import labels, queries, rules, services
from pearls.titles.forms import WithdrawForm
from pearls.titles.models import Title
from pearls.web.downloads import attachment
from pearls.web.gates import actor_of, office, public


@public
@require_safe
def title_page(request: HttpRequest, ref: str) -> HttpResponse:
    """Who holds the title, since when, and whether it still stands."""
    title = _title(request, ref)
    verdict = rules.may_have_certificate(is_history=title.is_history, is_withdrawn=title.is_withdrawn)
    actor = actor_of(request)
    return render(
        request,
        "titles/title.html",
        {
            "title": title,
            "kind": labels.KINDS[title.kind],
            "has_certificate": bool(verdict),
            "why_no_certificate": labels.REASONS.get(verdict.reason, ""),
            "credential": credential_queries.credential_of(title.subject) if title.is_public(utc_now()) else None,
            "is_decided": selection_queries.has_decided(title.edition, Stage.FINAL),
            "may_withdraw": actor.is_office(title.edition.key) and not title.is_history and not title.is_withdrawn,
        },
    )


@public
@require_safe
def certificate(request: HttpRequest, ref: str) -> HttpResponse:
    """The certificate, for the town and the office at once and for everybody once the title is public."""
    title = _title(request, ref)
    if not rules.may_have_certificate(is_history=title.is_history, is_withdrawn=title.is_withdrawn):
        raise Http404
    pdf = services.certificate_pdf(title=title, language=get_language() or "en")
    return attachment(pdf, f"certificate-{title.place.key}-{title.edition.key}.pdf", "application/pdf")


@office
@require_http_methods(["GET", "HEAD", "POST"])
def title_withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """The office takes a title back, with a reason."""
    title = _title(request, ref)
    if title.is_history or title.is_withdrawn:
        return redirect("titles:title-page", ref=ref)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_title(actor=actor_of(request), title=title, reason=form.cleaned_data["reason"], now=utc_now())
        return redirect("titles:title-page", ref=ref)
    status = 422 if form.errors else 200
    return render(request, "titles/title_withdraw.html", {"title": title, "form": form}, status=status)


def _title(request: HttpRequest, ref: str) -> Title:
    title = queries.visible_title(actor_of(request), ref, now=utc_now())
    if title is None:
        raise Http404
    return title
