"""The gate every view wears: who may knock at all. What may be seen inside is the queries' business."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url

from pearls.kernel.actor import ANONYMOUS, Actor
from pearls.kernel.knocks import reader_address

GATES = ("public", "signed_in", "office")


class View(Protocol):
    def __call__(self, request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase: ...


V = TypeVar("V", bound=Callable[..., HttpResponseBase])


def actor_of(request: HttpRequest) -> Actor:
    """Who asks; nobody, where no middleware has said."""
    return cast(Actor, getattr(request, "actor", ANONYMOUS))


def address_of(request: HttpRequest) -> str:
    """From where a request comes, to count what is handed in without an account."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    return reader_address(remote=request.META.get("REMOTE_ADDR", ""), forwarded=forwarded)


def gate_of(view: Callable[..., object]) -> str:
    """The name of the gate a view wears; empty when it wears none."""
    return str(getattr(view, "gate", ""))


def public(view: V) -> V:
    """Anybody may knock."""
    return _marked(view, "public")


def signed_in(view: V) -> V:
    """People with an account; others are led to the sign-in page and back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not actor_of(request).is_signed_in:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    return _marked(cast(V, guarded), "signed_in")


def office(view: V) -> V:
    """The programme office; to other people with an account the page is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        if not actor.is_signed_in:
            return _to_sign_in(request)
        if not actor.is_office():
            raise Http404
        return view(request, *args, **kwargs)

    return _marked(cast(V, guarded), "office")


def _marked(view: V, gate: str) -> V:
    view.gate = gate  # type: ignore[attr-defined]
    return view


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    sign_in = resolve_url(settings.LOGIN_URL)
    if request.headers.get("HX-Request"):
        # htmx would put the sign-in page into a corner of this one; the header makes the browser go there.
        return HttpResponse(status=204, headers={"HX-Redirect": sign_in})
    if request.method != "GET":
        return redirect_to_login("", sign_in)
    return redirect_to_login(request.get_full_path(), sign_in)
