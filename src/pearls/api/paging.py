"""Lists in pages: `count`, `next`, `previous`, `results`, with every number bounded."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Schema
from ninja.errors import ValidationError
from pydantic import ConfigDict, Field


def refuse_unknown(request: HttpRequest, known: Collection[str] = ()) -> None:
    """Refuse a parameter that the address does not take, by name: ninja would read past it.

    Raises: ValidationError.
    """
    unknown = sorted(set(request.GET) - set(known))
    if unknown:
        expected = ", ".join(sorted(known)) or "none"
        message = f"This address does not take it; it takes: {expected}."
        raise ValidationError([{"loc": ("query", name), "msg": message} for name in unknown])


class PageInput(Schema):
    """Which page of a list."""

    model_config = ConfigDict(extra="forbid")

    page: int = Field(1, ge=1, le=1_000_000, description="The first page is 1.")
    per_page: int = Field(50, ge=1, le=200, description="Records on a page.")


class ListInput(PageInput):
    """A list that may also show what was invented for the demonstration."""

    demonstration: bool = Field(False, description="Also give records of the demonstration, which are invented.")


class RecordInput(Schema):
    """One record, asked for by its key; what follows a list's `demonstration` on to its records is not refused."""

    model_config = ConfigDict(extra="forbid")

    demonstration: bool = Field(False, description="Taken, as lists take it; a key names its record either way.")


def page_of(request: HttpRequest, rows: "QuerySet[Any] | list[Any]", wanted: PageInput) -> dict[str, Any]:
    """One page of rows: two queries, however many rows of a table there are. A page past the end is empty.

    Raises: ValidationError, for a parameter that the list does not take.
    """
    refuse_unknown(request, type(wanted).model_fields)
    count = len(rows) if isinstance(rows, list) else rows.count()
    start = (wanted.page - 1) * wanted.per_page
    results: list[Any] = list(rows[start : start + wanted.per_page]) if start < count else []
    last = max(1, -(-count // wanted.per_page))
    return {
        "count": count,
        "next": _address(request, wanted, wanted.page + 1) if wanted.page < last else None,
        "previous": _address(request, wanted, min(wanted.page - 1, last)) if wanted.page > 1 else None,
        "results": results,
    }


def _address(request: HttpRequest, wanted: PageInput, page: int) -> str:
    given = {**wanted.dict(exclude_defaults=True), "page": page}
    values = {key: str(value).lower() if isinstance(value, bool) else value for key, value in sorted(given.items())}
    return f"{_origin(request)}{request.path}?{urlencode(values)}"


def _origin(request: HttpRequest) -> str:
    """Where the reader came in; a proxy that speaks TLS before us has spoken plainly to us."""
    host = request.get_host()
    ours = settings.BASE_URL
    return ours if urlsplit(ours).netloc == host else f"{request.scheme}://{host}"
