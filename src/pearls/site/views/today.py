"""What is due, waiting or new for the person who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pearls.kernel.clock import utc_now
from pearls.site import due
from pearls.web.gates import actor_of, signed_in


@signed_in
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """One column: due now, waiting for you, new; and nothing more once it is done."""
    now = utc_now()
    lines = due.lines_for(actor_of(request), now)
    groups = [(group, due.GROUP_WORDS[group], found) for group, found in lines.items() if found]
    return render(request, "site/today.html", {"groups": groups, "now": now})
