"""Receiving uploads on their way to a temporary file, without falling over when the disk is full."""

from typing import Any

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

from pearls.files.services import FULL


class CarefulUploadHandler(TemporaryFileUploadHandler):
    """Leaves a file out when there is no room for it, and notes that on the request; the other fields arrive."""

    def new_file(self, *args: Any, **options: Any) -> None:
        try:
            super().new_file(*args, **options)
        except OSError as error:
            self._note(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            self.file.close()
            self._note(error)

    def _note(self, error: OSError) -> None:
        if error.errno not in FULL:
            raise error
        if self.request is not None:
            self.request.META["pearls.upload_trouble"] = "disk-full"
        raise SkipFile from error
