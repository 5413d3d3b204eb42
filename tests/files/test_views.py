"""How files come in over HTTP and go out again."""

from datetime import datetime

import pytest
from django.test import Client

from pearls.files.views import file_response
from tests.files import samples
from tests.files.test_services import store


@pytest.mark.django_db
def test_a_file_goes_out_as_a_download_that_no_browser_runs(now: datetime) -> None:
    response = file_response(store(samples.PDF, "plāns.pdf", now))

    assert b"".join(response.streaming_content) == samples.PDF  # type: ignore[arg-type]
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "private, no-store"
    response.file_to_stream.close()


def test_two_hundred_megabytes_are_turned_away_before_they_are_read(client: Client) -> None:
    response = client.post("/en/", data=b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="209715200")

    assert response.status_code == 413
    assert "larger than 40 megabytes" in response.content.decode()
