"""The design system, shown to whoever builds with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pearls.kernel.clock import utc_now
from pearls.web.gates import public
from pearls.web.samples import design_context


@public
def design(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "web/design.html", design_context(now=utc_now()))
