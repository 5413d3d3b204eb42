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


def picture_response(stored: StoredFile, *, is_public: bool) -> FileResponse:
    """A picture to show inside a page of ours; a public one may be kept by everybody between us and the reader.

    Raises: Http404, for what is no picture and when its bytes are gone from the disk.
    """
    if stored.kind not in rules.PICTURES:
        raise Http404
    response = file_response(stored)
    response.headers["Content-Disposition"] = "inline"
    if is_public:
        response.headers["Cache-Control"] = "public, max-age=86400"
    return response
