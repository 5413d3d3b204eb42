"""Every address wears a gate."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from pearls.web.gates import GATES, gate_of, public

# Views that are not ours to mark: what Django and the API's framework serve by themselves.
FOREIGN = ("django.views.static", "django.contrib.staticfiles")


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            yield from patterns(item, prefix + str(item.pattern))
        else:
            yield prefix + str(item.pattern), item


def without_gate(found: Iterator[tuple[str, URLPattern]]) -> list[str]:
    return [
        f"{address} ({item.callback.__module__}.{getattr(item.callback, '__qualname__', '?')})"
        for address, item in found
        if gate_of(item.callback) not in GATES and not item.callback.__module__.startswith(FOREIGN)
    ]


def resolver_of(view: Callable[..., Any]) -> URLResolver:
    resolver = get_resolver()
    return URLResolver(resolver.pattern, [path("x/", view)])


def test_a_view_without_a_gate_would_be_found() -> None:
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert len(without_gate(patterns(resolver_of(bare)))) == 1
    assert without_gate(patterns(resolver_of(public(bare)))) == []


@pytest.mark.django_db
def test_every_address_wears_a_gate() -> None:
    assert without_gate(patterns(get_resolver())) == []


def test_addresses_carry_references_and_no_row_numbers() -> None:
    strays = [address for address, _ in patterns(get_resolver()) if "<int:pk" in address or "<int:id" in address]

    assert not strays, "\n" + "\n".join(strays)
