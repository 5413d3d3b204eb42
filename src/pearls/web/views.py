"""The design system shown to whoever builds with it, and the pages that say that something went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pearls.web.gates import public


@public
def design(request: HttpRequest) -> HttpResponse:
    return render(request, "web/design.html")
