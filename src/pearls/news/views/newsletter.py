"""The newsletter for those who read it: asked for, confirmed, and its past issues."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.mail import queries as mail_queries
from pearls.mail import services as mail
from pearls.news import labels, queries, services
from pearls.news.forms import NewsletterForm
from pearls.news.models import NewsletterIssue
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, address_of, public, signed_in
from pearls.web.pagination import page_of
from pearls.web.zones import reader_zone

PER_PAGE = 20


@public
@require_http_methods(["GET", "HEAD", "POST"])
def front(request: HttpRequest) -> HttpResponse:
    """Ask for the newsletter, one click with an account, by an address without one; and all issues so far."""
    actor = actor_of(request)
    form = NewsletterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            services.ask_for_newsletter(
                actor=actor,
                address=typed["email"],
                language=typed["language"],
                sender=address_of(request),
                now=utc_now(),
            )
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict.reason, dict(refused.verdict.detail)))
        else:
            messages.success(
                request, _("We have written to this address. The newsletter comes once you say yes by the link in it.")
            )
            return redirect("news:newsletter")
    page: Page[NewsletterIssue] = page_of(
        request, queries.public_issues(with_demonstration=settings.IS_DEMO), per_page=PER_PAGE
    )
    context = {
        "form": form,
        "page": page,
        "is_wanted": actor.is_signed_in and mail_queries.is_subscribed(labels.NEWSLETTER, f"person:{actor.ref}"),
        "trail": [(_("News"), reverse("news:story-list")), (_("Newsletter"), "")],
        "zone": reader_zone(request) or "UTC",
    }
    return render(request, "news/newsletter.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def mine(request: HttpRequest) -> HttpResponse:
    """One click: people with an account get the newsletter in their language, or none any more (`act=stop`)."""
    actor, now = actor_of(request), utc_now()
    subscription = mail.subscribe(actor=actor, kind=labels.NEWSLETTER, to=f"person:{actor.ref}", now=now)
    if request.POST.get("act") == "stop":
        mail.unsubscribe(actor=actor, subscription=subscription, now=now)
        messages.success(request, _("You get the newsletter no more."))
    else:
        messages.success(request, _("You get the newsletter from the next issue on."))
    return redirect("news:newsletter")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """An address says yes; looking changes nothing, for mail filters open links."""
    found = queries.reader_of_token(token)
    if found is None:
        return render(request, "news/newsletter_confirm.html", {"is_old": True}, status=404)
    if request.method == "POST":
        reader, language = found
        services.confirm_reader(actor=actor_of(request), reader=reader, language=language, now=utc_now())
        messages.success(
            request, _("Thank you. You get the newsletter from the next issue on; each one has a link that stops it.")
        )
        return redirect("news:newsletter")
    return render(request, "news/newsletter_confirm.html", {"language": found[1]})


@public
@require_http_methods(["GET", "HEAD"])
def issue(request: HttpRequest, ref: str) -> HttpResponse:
    """An issue as it was written, in the reader's language as far as it has it."""
    found = queries.public_issues(with_demonstration=settings.IS_DEMO).filter(ref=ref).first()
    if found is None:
        raise Http404
    reading = queries.reading_of(found, current_language(), now=utc_now())
    trail = [(_("Newsletter"), reverse("news:newsletter")), (reading.subject_line, "")]
    context = {"issue": found, "reading": reading, "trail": trail}
    return render(request, "news/newsletter_issue.html", context)
