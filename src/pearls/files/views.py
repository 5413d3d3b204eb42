"""Handing out a private file, once the room above has found that the reader may have it."""

from django.http import FileResponse, Http404

from pearls.files import queries, rules
from pearls.files.models import StoredFile


def file_response(stored: StoredFile) -> FileResponse:
    """The file as a download that no browser opens as a page of ours.

    Raises: Http404, when its bytes are gone from the disk.
    """
    try:
        content = queries.path_of(stored.stored_as).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=True, filename=stored.name, content_type=rules.MIME.get(stored.kind, "")
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
