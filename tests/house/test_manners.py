"""What every answer owes a browser: private pages stay private, forms are ours, and signing in leads nowhere else."""

import pytest
from django.test import Client

from tests.cast import PASSWORD, Cast

ELSEWHERE = ("//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)")


def test_a_private_page_is_kept_by_no_shared_cache_and_framed_by_nobody(client: Client, cast: Cast) -> None:
    client.force_login(cast.town)

    headers = client.get("/en/account/").headers

    assert headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in headers["Vary"]
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_form_that_is_not_ours_changes_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.town)

    answer = client.post("/en/account/", {"name": "Mallory", "language": "en", "zone": "Europe/Riga"})

    assert answer.status_code == 403
    cast.town.refresh_from_db()
    assert cast.town.name == "Ilze Ozola"


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.get("/en/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(client: Client, cast: Cast, address: str) -> None:
    form = {"email": cast.town.email, "password": PASSWORD, "next": address}

    answer = client.post(f"/en/sign-in/?next={address}", form)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/en/")


def test_a_session_from_before_signing_in_is_not_the_one_after(client: Client, cast: Cast) -> None:
    session = client.session
    session["planted"] = "yes"
    session.save()

    client.post("/en/sign-in/", {"email": cast.town.email, "password": PASSWORD})

    assert client.session.session_key != session.session_key
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"
