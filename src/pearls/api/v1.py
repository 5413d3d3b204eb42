"""Version 1 of the public API, its read side: open data, no account."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Path, Query
from pydantic import Field

from pearls.api import records, schemas
from pearls.api.paging import ListInput, PageInput, RecordInput, page_of, refuse_unknown
from pearls.api.problems import PROBLEM_TYPE, Problem, set_problem_handlers
from pearls.calendar import queries as calendar_queries
from pearls.calendar.rules import Kind as EventKind
from pearls.kernel.actor import ANONYMOUS
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import LANGUAGES
from pearls.places import queries as place_queries
from pearls.plans.queries import published as published_queries
from pearls.plans.queries import toolkit as toolkit_queries
from pearls.plans.rules.toolkit import ToolKind, Wish
from pearls.practices import queries as practice_queries
from pearls.practices.queries import adoptions as adoption_queries
from pearls.programme import queries as programme_queries
from pearls.selection import queries as selection_queries

DESCRIPTION = """\
Open data of a culture-title programme: its partners, editions, Pearls and places, good
practices with their vocabulary, a toolkit for action plans, and events.
Texts are objects `{language: text}`; a null is "not published". Records invented for a demonstration are left out
unless `demonstration=true`, and say `"demonstration": true`. Errors are problem documents (RFC 9457).
Texts and data: CC BY 4.0; places from GeoNames (CC BY 4.0).
"""

api = NinjaAPI(
    title="Pearls",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api-v1",
    openapi_url=None,
    docs_url=None,
    openapi_extra={
        "info": {"license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}},
    },
)
set_problem_handlers(api)

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$", description="The key of the record.")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2.")]
Language = Annotated[str, Field(pattern=f"^({'|'.join(LANGUAGES)})$", description="ISO 639-1, one of the ten.")]
PracticeKey = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$", description="The id of the practice.")]
EventKey = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", description="The id of the event.")]
REFUSALS: dict[int, Any] = {400: Problem, 404: Problem, 405: Problem, 422: Problem, 500: Problem}


class PearlInput(ListInput):
    """Which Pearls."""

    country: Country | None = None
    year: int | None = Field(None, ge=1, le=9999, description="The title year.")


class PlaceInput(ListInput):
    """Which places."""

    country: Country | None = None


class PracticeInput(ListInput):
    """Which practices: those that answer a query, the best first, or all by id."""

    q: str | None = Field(None, max_length=200, description="What to look for, in any of the ten languages.")
    lang: Language | None = Field(None, description="Language of the query; without it, any of the ten.")
    challenge: Key | None = Field(None, description="A concept of the scheme challenge.")
    country: Country | None = None


class ToolInput(ListInput):
    """Which tools."""

    kind: ToolKind | None = None
    phase: Key | None = None
    section: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}$")] | None = Field(
        None, description="A section of the plan that they feed."
    )


class EventInput(ListInput):
    """Which events."""

    kind: EventKind | None = None
    year: int | None = Field(None, ge=1, le=9999)
    place: PracticeKey | None = Field(None, description="The key of the place.")


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(_with_problem_types(api.get_openapi_schema(path_prefix="/api/v1/")))


def _with_problem_types(description: dict[str, Any]) -> dict[str, Any]:
    """Errors leave as `application/problem+json`; ninja describes every answer as plain JSON."""
    for path in description["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "application/json" in answer.get("content", {}):
                    answer["content"][PROBLEM_TYPE] = answer["content"].pop("application/json")
    return description


@api.get("/programme", response={200: schemas.ProgrammeRecord, **REFUSALS}, summary="The programme and its facts")
def programme(request: HttpRequest, wanted: Query[RecordInput]) -> dict[str, Any]:
    refuse_unknown(request, type(wanted).model_fields)
    if not programme_queries.has_data():
        raise Http404
    found = programme_queries.default_programme()
    return {
        "key": found.key,
        "name": found.name,
        "title_name": found.title_name,
        "facts": found.facts,
        "partners": programme_queries.partners().count(),
        "pearls": programme_queries.pearls().count(),
        "editions": list(programme_queries.public_editions().values_list("key", flat=True)),
    }


@api.get("/partners", response={200: schemas.PartnerPage, **REFUSALS}, summary="The partners, as in the project sheet")
def partners(request: HttpRequest, wanted: Query[ListInput]) -> dict[str, Any]:
    rows = programme_queries.partners(with_demonstration=wanted.demonstration)
    return _listed(request, rows, wanted, records.partner_record)


@api.get("/editions", response={200: schemas.EditionPage, **REFUSALS}, summary="The editions, the newest first")
def editions(request: HttpRequest, wanted: Query[ListInput]) -> dict[str, Any]:
    rows = programme_queries.public_editions(with_demonstration=wanted.demonstration)
    return _listed(request, rows, wanted, records.edition_record)


@api.get(
    "/editions/{key}",
    response={200: schemas.EditionDetail, **REFUSALS},
    summary="One edition with its dates, rules and record",
)
def edition(request: HttpRequest, key: Path[Key], wanted: Query[RecordInput]) -> dict[str, Any]:
    refuse_unknown(request, type(wanted).model_fields)
    found = programme_queries.edition_for(ANONYMOUS, key)
    return records.edition_detail(
        found,
        steps=programme_queries.timeline_of(found),
        rules=None if found.is_history else programme_queries.rules_of(found),
        versions=programme_queries.rules_history(found),
        entries=programme_queries.entries_of(found),
        ceremonies=programme_queries.ceremonies_of(found),
    )


@api.get(
    "/editions/{key}/decided/{stage}",
    response={200: schemas.DecidedRecord, **REFUSALS},
    summary="How one stage was decided, once its result is public",
)
def decided(request: HttpRequest, key: Path[Key], stage: Path[Key], wanted: Query[RecordInput]) -> dict[str, Any]:
    refuse_unknown(request, type(wanted).model_fields)
    found = selection_queries.decided_panel(programme_queries.edition_for(ANONYMOUS, key), stage)
    return records.decided_record(selection_queries.decided(found))


@api.get("/pearls", response={200: schemas.PearlPage, **REFUSALS}, summary="The Pearls, one record for each title")
def pearls(request: HttpRequest, wanted: Query[PearlInput]) -> dict[str, Any]:
    rows = programme_queries.pearls(
        with_demonstration=wanted.demonstration, country=wanted.country or "", year=wanted.year
    )
    return _listed(request, rows, wanted, records.pearl_record)


@api.get("/places", response={200: schemas.PlacePage, **REFUSALS}, summary="The places of the region")
def places(request: HttpRequest, wanted: Query[PlaceInput]) -> dict[str, Any]:
    rows = place_queries.places_shown().select_related("legal_parent").order_by("key")
    if not wanted.demonstration:
        rows = rows.filter(is_demonstration=False)
    if wanted.country:
        rows = rows.filter(country=wanted.country)
    return _listed(request, rows, wanted, records.place_record)


@api.get("/practices", response={200: schemas.PracticePage, **REFUSALS}, summary="Good practices")
def practices(request: HttpRequest, wanted: Query[PracticeInput]) -> dict[str, Any]:
    rows = practice_queries.public_practices(with_demonstration=wanted.demonstration)
    wish = practice_queries.Wish({"challenge": wanted.challenge or ""}, country=wanted.country or "")
    rows = practice_queries.narrowed(rows, wish).order_by("key")
    if wanted.q is None or not wanted.q.strip():
        page = page_of(request, rows, wanted)
        return {**page, "results": records.practice_records(page["results"])}
    hits = practice_queries.search(wanted.q, wanted.lang or "", among=rows).hits
    page = page_of(request, hits, wanted)
    found = rows.in_bulk([hit.practice for hit in page["results"]])
    return {**page, "results": records.practice_records([found[hit.practice] for hit in page["results"]])}


@api.get("/practices/{id}", response={200: schemas.TriedPracticeRecord, **REFUSALS}, summary="One good practice")
def practice(request: HttpRequest, id: Path[PracticeKey], wanted: Query[RecordInput]) -> dict[str, Any]:
    refuse_unknown(request, type(wanted).model_fields)
    found = practice_queries.practice_for(id)
    if found is None:
        raise Http404
    tried = adoption_queries.adoptions_of(found, with_demonstration=wanted.demonstration or found.is_demonstration)
    return records.practice_records([found])[0] | {"tried": [records.adoption_record(one) for one in tried]}


@api.get(
    "/vocabulary", response={200: schemas.ConceptPage, **REFUSALS}, summary="The controlled vocabulary of the practices"
)
def vocabulary(request: HttpRequest, wanted: Query[ListInput]) -> dict[str, Any]:
    return _listed(request, practice_queries.vocabulary(), wanted, records.concept_record)


@api.get("/toolkit", response={200: schemas.ToolPage, **REFUSALS}, summary="Tools and methods for action plans")
def toolkit(request: HttpRequest, wanted: Query[ToolInput]) -> dict[str, Any]:
    wish = Wish(phase=wanted.phase or "", section=wanted.section or "", kind=wanted.kind or "")
    return _listed(request, toolkit_queries.tools(wish), wanted, records.tool_record)


@api.get("/plans", response={200: schemas.PlanPage, **REFUSALS}, summary="What is public of the Pearls' action plans")
def plans(request: HttpRequest, wanted: Query[ListInput]) -> dict[str, Any]:
    rows = published_queries.public_records(now=utc_now(), with_demonstration=wanted.demonstration)
    return _listed(request, rows, wanted, records.plan_record)


@api.get("/events", response={200: schemas.EventPage, **REFUSALS}, summary="Events, the latest first")
def events(request: HttpRequest, wanted: Query[EventInput]) -> dict[str, Any]:
    rows = calendar_queries.public_events(with_demonstration=wanted.demonstration)
    rows = calendar_queries.narrowed(rows, kind=wanted.kind or "", year=wanted.year, place=wanted.place or "")
    return _listed(request, rows, wanted, records.event_record)


@api.get("/events/{id}", response={200: schemas.EventRecord, **REFUSALS}, summary="One event")
def event(request: HttpRequest, id: Path[EventKey], wanted: Query[RecordInput]) -> dict[str, Any]:
    refuse_unknown(request, type(wanted).model_fields)
    found = calendar_queries.public_events(with_demonstration=True).filter(ref=id).first()
    if found is None:
        raise Http404
    return records.event_record(found)


def _listed(request: HttpRequest, rows: Any, wanted: PageInput, record: Any) -> dict[str, Any]:
    page = page_of(request, rows, wanted)
    return {**page, "results": [record(row) for row in page["results"]]}
