"""The pages that say that something went wrong: what, and how to go on. They need neither database nor account."""

import logging
import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from pearls.kernel.verdict import NotAllowed
from pearls.web.gates import public

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return _page(
        request,
        400,
        _("We could not read that"),
        _("The address or the form was not in a shape that we understand. Nothing was changed."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 403, _("This is not open to you"), _("Perhaps another account may see it. Nothing was changed.")
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        404,
        _("There is no page here"),
        _("The address may be wrong, or the page is not open to you. If you have an account, sign in and try again."),
    )


def not_allowed(request: HttpRequest, exception: NotAllowed) -> HttpResponse:
    logger.warning("refused %s %s: %s", request.method, request.path, exception.verdict.reason)
    return _page(
        request,
        409,
        _("That is not possible now"),
        _("Something changed since the page was opened. Nothing was done; go back, load the page again and look."),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        413,
        _("That was too large to send"),
        _("One file may be at most %(limit)s MB. Nothing was kept; go back, choose a smaller file and send again.")
        % {"limit": settings.UPLOAD_MAX_MB},
    )


def not_now(request: HttpRequest) -> HttpResponse:
    """The database cannot write or be reached: a full disk, a lock, a restart. The act was undone as a whole."""
    response = _page(
        request,
        503,
        _("We cannot save anything just now"),
        _(
            "The server is full or very busy. This was not kept; everything confirmed before is safe. Go back, keep "
            "the page open and try again in a few minutes."
        ),
    )
    response.headers["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exc_info()[1], OperationalError):
        return not_now(request)
    return _page(
        request,
        500,
        _("Something broke on our side"),
        _("What you had saved is safe. Please try again in a minute; if it goes on, tell the office what you did."),
    )


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its secret: an old page, blocked cookies, or another site posing as us."""
    return _page(
        request,
        403,
        _("The form could not be checked"),
        _(
            "The page was open for very long, you signed out meanwhile, or cookies are blocked. Nothing was sent; go "
            "back, copy what you typed, load the page again and send it from there."
        ),
    )


def _page(request: HttpRequest, status: int, heading: str, words: str) -> HttpResponse:
    # Without the request, so that no context processor asks a database that may be what broke.
    context = {"status": status, "heading": heading, "words": words, "path": request.path}
    return HttpResponse(render_to_string("web/problem.html", context), status=status)
