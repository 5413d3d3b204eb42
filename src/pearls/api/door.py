"""What every answer of the API has in common: open to other origins, cacheable, a problem document when it says no."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.csrf import csrf_exempt

from pearls.api.problems import not_found, problem
from pearls.web.gates import public

METHODS = "GET, HEAD, OPTIONS"
FRESH_SECONDS = 60


def open_door(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of the API with the common manners. Nothing here depends on who asks, so shared caches may keep it."""

    @public
    @csrf_exempt
    @wraps(view, assigned=("__module__", "__name__", "__doc__"), updated=())
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _response(view, request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag"
        return response

    return answer


def _response(
    view: Callable[..., HttpResponseBase], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return _preflight()
    if request.method not in ("GET", "HEAD"):
        refusal = problem(request, 405, f"This address answers {METHODS}; it was asked to {request.method}.")
        refusal["Allow"] = METHODS
        return refusal
    is_head, request.method = request.method == "HEAD", "GET"
    try:
        response = view(request, *args, **kwargs)
    except Http404:
        response = not_found(request)
    request.method = "HEAD" if is_head else "GET"
    if response.status_code != 200 or not isinstance(response, HttpResponse):
        response["Cache-Control"] = "no-store"
        return response
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = METHODS
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response


def nothing_here(request: HttpRequest, **_rest: str) -> HttpResponseBase:
    """An address of the API that does not exist; one with a slash too many is led to the one without."""
    bare = request.path.rstrip("/")
    if request.path != bare and not bare.endswith(("/api", "/api/v1")):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{bare}?{query}" if query else bare)
    return not_found(request)
