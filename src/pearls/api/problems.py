"""Errors as problem documents (RFC 9457): what was wrong, what was expected, what was got."""

import json
import logging
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

logger = logging.getLogger(__name__)

PROBLEM_TYPE = "application/problem+json"


class InvalidField(Schema):
    """One parameter that could not be used."""

    field: str = Field(description="Where it stands, as in query.page.")
    message: str = Field(description="What was expected.")


class Problem(Schema):
    """A problem document (RFC 9457)."""

    type: str = Field("about:blank", description="about:blank: the status says it all.")
    title: str
    status: int
    detail: str
    instance: str = Field(description="The path that was asked for.")
    errors: list[InvalidField] = Field(default_factory=list, description="The parameters that were wrong, if any.")


def problem(request: HttpRequest, status: int, detail: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """The answer that says no in the one form that every error of the API has."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.path,
        "errors": errors or [],
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), content_type=PROBLEM_TYPE, status=status)


def not_found(request: HttpRequest) -> HttpResponse:
    return problem(request, 404, f"There is nothing at {request.path}.")


def set_problem_handlers(api: NinjaAPI) -> None:
    """Let every error that ninja meets leave as a problem document."""
    api.add_exception_handler(Http404, lambda request, _error: not_found(request))
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _refused)
    api.add_exception_handler(Exception, _broken)


def _refused(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    return problem(request, getattr(error, "status_code", 400), str(error))


def _invalid(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    errors = [
        {"field": ".".join(str(part) for part in item["loc"]), "message": str(item["msg"])}
        for item in getattr(error, "errors", [])
    ]
    return problem(request, 422, "Some parameters cannot be used; see errors.", errors)


def _broken(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    logger.error("The API failed at %s.", request.path, exc_info=True)
    return problem(request, 500, "Something went wrong on our side; it has been noted.")
