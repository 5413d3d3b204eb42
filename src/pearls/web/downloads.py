"""Files handed to a reader: always as a download, never shown inside our pages."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attachment(content: bytes, name: str, mime: str) -> HttpResponse:
    """The bytes as a file to keep, under this name, never cached by anybody between us and the reader."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response = HttpResponse(content, content_type=mime)
    response.headers["Content-Disposition"] = disposition
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Length"] = str(len(content))
    return response
