"""All letters of the demonstration, which never leave the machine, to be read by anybody who tries it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pearls.kernel.clock import utc_now
from pearls.mail import queries as mail_queries
from pearls.web.gates import public
from pearls.web.pagination import page_of


@public
@require_safe
def demo_mail(request: HttpRequest) -> HttpResponse:
    """The newest letters first; `?to=` keeps those to one address."""
    _only_in_demonstration()
    address = request.GET.get("to", "").strip()[:254]
    messages = mail_queries.demonstration_mail(now=utc_now())
    if address:
        messages = messages.filter(to=address.lower())
    return render(request, "site/demo_mail.html", {"page": page_of(request, messages), "address": address})


@public
@require_safe
def demo_letter(request: HttpRequest, ref: str) -> HttpResponse:
    """One letter as its reader would get it."""
    _only_in_demonstration()
    message = mail_queries.demonstration_mail(now=utc_now()).filter(ref=ref).first()
    if message is None:
        raise Http404
    return render(request, "site/demo_letter.html", {"letter": message})


def _only_in_demonstration() -> None:
    if not settings.IS_DEMO:
        raise Http404
