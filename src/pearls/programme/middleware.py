"""Puts on every request who is acting."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from pearls.kernel.actor import ANONYMOUS, Actor
from pearls.programme import queries


class ActorMiddleware:
    """Sets `request.actor`; a page that never asks pays nothing, one that asks pays one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor_of(request: HttpRequest) -> Actor:
    if request.user.is_authenticated:
        return queries.actor_for(request.user)
    return ANONYMOUS
