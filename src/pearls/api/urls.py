"""Addresses of the API; included at `/api/`."""

from django.urls import URLPattern, include, path, re_path

from pearls.api.door import nothing_here, open_door
from pearls.api.v1 import api


def _opened(pattern: URLPattern) -> URLPattern:
    """The same address with the common manners of the API in front of its view."""
    return URLPattern(pattern.pattern, open_door(pattern.callback), pattern.default_args, pattern.name)


ADDRESSES = api.urls[0]
V1 = [_opened(pattern) for pattern in ADDRESSES if isinstance(pattern, URLPattern) and pattern.name != "api-root"]
urlpatterns = [
    path("v1/", include((V1, "ninja"), namespace=api.urls_namespace)),
    re_path(r"^(?P<rest>.*)$", open_door(nothing_here), name="nothing"),
]
