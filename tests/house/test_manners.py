"""What every answer owes a browser: private pages stay private, forms are ours, and signing in leads nowhere else."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.cast import PASSWORD, Cast
from tests.house.source import ROOT

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


def test_no_page_hides_from_our_own_forms_where_they_come_from() -> None:
    # With "no-referrer" a browser sends "Origin: null" with the form, and the form is refused as forged.
    # "same-origin", which every answer has, tells other sites nothing either.
    views = (Path(__file__).resolve().parents[2] / "src" / "pearls").rglob("*.py")

    assert [path.name for path in views if '"no-referrer"' in path.read_text()] == []


@pytest.mark.django_db
def test_no_title_of_a_window_and_no_description_holds_a_mark_of_language() -> None:
    """Markup ends the attribute it stands in, and with it the head of the page."""
    heads = re.compile(r"{% block (?:title|description) %}.*")
    wrong = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in sorted((ROOT / "src").rglob("*.html"))
        for line in heads.findall(path.read_text())
        if "{% pick" in line
    ]

    assert (heads.findall("{% block title %}{% pick name %}{% endblock %}"), wrong) == (
        ["{% block title %}{% pick name %}{% endblock %}"],
        [],
    )


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
