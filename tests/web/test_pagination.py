"""Long lists come in pages, and downloads stay downloads."""

import pytest
from django.http import Http404
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from pearls.web.downloads import attachment
from pearls.web.pagination import page_of


def test_the_first_page_is_shown_when_none_is_asked_for() -> None:
    page = page_of(RequestFactory().get("/"), range(120), per_page=50)

    assert (page.number, len(page), page.paginator.num_pages) == (1, 50, 3)


@pytest.mark.parametrize("asked", ["0", "4", "-1", "two", "99999999999999999999"])
def test_a_page_that_is_not_there_is_not_found(asked: str) -> None:
    with pytest.raises(Http404):
        page_of(RequestFactory().get("/", {"page": asked}), range(120), per_page=50)


def test_the_way_through_a_list_keeps_its_filters() -> None:
    request = RequestFactory().get("/", {"country": "LV", "page": "2"})
    page = page_of(request, range(120), per_page=50)
    html = Template("{% load pearls %}{% pagination page=page %}").render(RequestContext(request, {"page": page}))

    assert 'rel="prev" href="?country=LV&amp;page=1"' in html
    assert 'rel="next" href="?country=LV&amp;page=3"' in html
    assert "Page 2 of 3, 120 in all" in html


def test_a_short_list_has_no_pages() -> None:
    request = RequestFactory().get("/")
    page = page_of(request, range(3))

    assert Template("{% load pearls %}{% pagination page=page %}").render(Context({"page": page})).strip() == ""


def test_a_download_keeps_its_name_whatever_its_letters() -> None:
    response = attachment(b"a,b", "pieteikumi – Ķekava.csv", "text/csv")

    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''pieteikumi")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Length"] == "3"
