"""What several pages do: try an act and say what came of it, or find nothing."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.network import labels, queries
from pearls.web.gates import actor_of

T = TypeVar("T")


def found(thing: T | None) -> T:
    """The thing, or a page that is not there: absent and forbidden look alike."""
    if thing is None:
        raise Http404
    return thing


def in_network(request: HttpRequest) -> None:
    """Lets those in who read what the network writes; for others the page is not there."""
    if not queries.is_in_network(actor_of(request), now=utc_now()):
        raise Http404


def tried(request: HttpRequest, act: Callable[[], object], done: str = "") -> bool:
    """Do it, and say so or why not at the head of the next page."""
    try:
        act()
    except NotAllowed as refused:
        messages.error(request, labels.reason_words(refused.verdict))
        return False
    messages.success(request, done or _("Done."))
    return True


def reason(request: HttpRequest) -> str:
    """The reason that stands in a form."""
    return str(request.POST.get("because", ""))[:2000]
