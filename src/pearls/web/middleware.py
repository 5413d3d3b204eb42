"""What every request meets on its way in and out: headers that keep browsers careful, and a last answer to refusals."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.cache import patch_cache_control

from pearls.kernel.verdict import NotAllowed
from pearls.web import problems

GetResponse = Callable[[HttpRequest], HttpResponseBase]
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
    )
)


class CarefulHeadersMiddleware:
    """Headers that Django does not set: no use of devices, no shared copies of pages that somebody signed in sees."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            # Not "no-store": going back must show what was typed.
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that no view has put into words: nothing was done, and the page says so."""
        return problems.not_allowed(request, exception) if isinstance(exception, NotAllowed) else None


class NoNulMiddleware:
    """Takes the character NUL out of what was asked and posted: nobody types it, and PostgreSQL refuses it."""

    FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info:  # nothing has such an address; each door says so in its own way
            request.path_info = request.path_info.replace("\0", "\N{REPLACEMENT CHARACTER}")
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """After the forgery check, which has read the form already."""
        is_form = request.method == "POST" and request.content_type in self.FORMS
        if is_form and any("\0" in text for name, values in request.POST.lists() for text in (name, *values)):
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]


def _without_nul(given: QueryDict) -> QueryDict:
    clean = QueryDict(mutable=True, encoding=given.encoding)
    for name, values in given.lists():
        clean.setlist(name.replace("\0", ""), [str(value).replace("\0", "") for value in values])
    clean._mutable = False
    return clean
