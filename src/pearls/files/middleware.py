"""Turning away what is far too large before a byte of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pearls.files import labels
from pearls.files.rules import MEGABYTE


class UploadLimitMiddleware:
    """Answers 413 with a sentence when the length that the browser announces is more than two of the largest files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limit = 2 * settings.UPLOAD_MAX_MB
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length) > limit * MEGABYTE:
            sentence = str(labels.REASONS["request-too-large"]) % {"limit_megabytes": limit}
            response = render(request, "files/too_large.html", {"sentence": sentence}, status=413)
            response.headers["Connection"] = "close"
            return response
        return self.get_response(request)
