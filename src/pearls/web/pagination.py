"""Long lists in pages, each at an address of its own."""

from typing import Any, TypeVar

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

M = TypeVar("M", bound=Model)


def page_of(
    request: HttpRequest, queryset: "QuerySet[M, Any] | Any", per_page: int = 50, name: str = "page"
) -> Page[M]:
    """The page that `?page=` asks for; the first when it does not say.

    Where several lists stand on one page of ours, each has a `name` of its own, which the pagination is told too.
    Raises: Http404, for a page that is not there.
    """
    paginator = Paginator(queryset, per_page)
    try:
        return paginator.page(request.GET.get(name) or 1)
    except (EmptyPage, PageNotAnInteger) as problem:
        raise Http404 from problem
