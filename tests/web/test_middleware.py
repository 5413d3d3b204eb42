"""What every request meets on its way in."""

from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from pearls.web.middleware import NoNulMiddleware
from tests.cast import Cast


def passed(request: HttpRequest) -> HttpRequest:
    """The request as a view gets it."""
    middleware = NoNulMiddleware(lambda _request: HttpResponse())
    middleware(request)
    middleware.process_view(request)
    return request


def test_a_query_loses_its_nul_and_nothing_else() -> None:
    request = passed(RequestFactory().get("/?q=R%C4%ABga%00&q=b&state=%00"))

    assert dict(request.GET.lists()) == {"q": ["Rīga", "b"], "state": [""]}


def test_a_posted_form_loses_its_nul_and_nothing_else() -> None:
    request = passed(RequestFactory().post("/", {"text": "a\0b", "ref": ["x", "y\0"]}))

    assert dict(request.POST.lists()) == {"text": ["ab"], "ref": ["x", "y"]}


def test_other_bodies_stay_as_they_are() -> None:
    request = passed(RequestFactory().post("/", b'{"a": "\\u0000"}', content_type="application/json"))

    assert request.body == b'{"a": "\\u0000"}'


def test_no_page_has_a_nul_in_its_address(cast: Cast, client: Client) -> None:
    client.force_login(cast.town)

    assert client.get("/en/panels/%00/").status_code == 404
