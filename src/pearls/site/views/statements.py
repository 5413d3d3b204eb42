"""The pages that say what we hold ourselves to."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pearls.site import privacy_facts, wording
from pearls.web.gates import public

REVISED_ON = date(2026, 11, 27)


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility.html", {"revised": _revised()})


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/privacy.html", {"kept": privacy_facts.KEPT, "revised": _revised()})


def _revised() -> str:
    return wording.published_date_words(REVISED_ON.isoformat())
