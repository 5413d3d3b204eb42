"""When something goes wrong, the page says what and how to go on, in words, without a database."""

import logging

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from pearls.config import urls as config_urls
from pearls.kernel.verdict import NotAllowed, no
from pearls.web import problems


def raising(error: Exception):  # type: ignore[no-untyped-def]
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


urlpatterns = [
    path("refused/", raising(NotAllowed(no("call-closed")))),
    path("broken/", raising(ZeroDivisionError("secret detail"))),
    path("full/", raising(OperationalError("database or disk is full"))),
    path("forbidden/", raising(PermissionDenied())),
    path("odd/", raising(SuspiciousOperation("secret detail"))),
    path("huge/", raising(RequestDataTooBig())),
    *config_urls.urlpatterns,
]
handler400, handler403 = config_urls.handler400, config_urls.handler403
handler404, handler500 = config_urls.handler404, config_urls.handler500


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("refused", 409, "That is not possible now"),
        ("broken", 500, "Something broke on our side"),
        ("full", 503, "everything confirmed before is safe"),
        ("forbidden", 403, "This is not open to you"),
        ("odd", 400, "We could not read that"),
        ("huge", 413, "That was too large to send"),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_each_problem_has_a_page_in_words(address: str, status: int, words: str) -> None:
    response = Client(raise_request_exception=False).get(f"/{address}/")

    assert response.status_code == status
    assert words in response.content.decode()
    assert "secret detail" not in response.content.decode()


def test_a_missing_page_says_so_in_the_readers_language() -> None:
    response = Client().get("/lv/nav-tadas/")

    assert response.status_code == 404
    assert "Šeit nav nevienas lapas" in response.content.decode()


def test_a_forged_form_post_is_told_that_nothing_was_sent() -> None:
    response = Client(enforce_csrf_checks=True).post("/en/sign-in/", {"email": "a@b.test"})

    assert response.status_code == 403
    assert "The form could not be checked" in response.content.decode()


def test_every_page_carries_the_careful_headers() -> None:
    headers = Client().get("/en/design/").headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_problem_pages_ask_no_database() -> None:
    request = RequestFactory().get("/en/x/")

    assert problems.server_error(request).status_code == 500
    assert problems.csrf_failure(request).status_code == 403


def test_what_breaks_is_told_with_its_trace(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def broken(*_given: object) -> None:
        raise RuntimeError("the lamp fell over")

    monkeypatch.setattr("pearls.web.views.render", broken)
    client = Client(raise_request_exception=False)

    assert client.get("/en/design/").status_code == 500
    assert "the lamp fell over" in caplog.text
    assert "stderr" in {handler.name for handler in logging.getLogger().handlers}
