"""The journal in words, for the office."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from pearls.audit import labels, queries, services
from pearls.audit.models import Entry
from pearls.kernel.clock import utc_now
from pearls.web.gates import actor_of, office
from pearls.web.pagination import page_of
from pearls.web.zones import reader_zone


@dataclass(frozen=True)
class Row:
    """One entry as the page shows it."""

    entry: Entry
    act: str
    who: str
    subject: str
    subject_ref: str
    details: list[tuple[str, str]]
    is_erased: bool


@office
@require_GET
def entry_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    wanted = {name: request.GET.get(name, "").strip()[:160] for name in ("subject", "act", "edition")}
    page: Page[Entry] = page_of(request, queries.entries(actor, **wanted).select_related("personal"))
    verification = queries.last_verification()
    finding = labels.FINDINGS.get(verification.finding_code) if verification else None
    return render(
        request,
        "audit/entry_list.html",
        {
            "page": page,
            "rows": _rows(list(page.object_list)),
            "wanted": wanted,
            "acts": sorted(((code, labels.act_text(code)) for code in queries.acts_named()), key=lambda item: item[1]),
            "editions": queries.editions_named(actor),
            "verification": verification,
            "finding": str(finding) % {"seq": verification.finding_seq} if verification and finding else "",
            "zone": reader_zone(request) or "UTC",
        },
    )


@office
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    services.note_verification(now=utc_now())
    return redirect("audit:entry-list")


@office
@require_GET
def export(request: HttpRequest) -> StreamingHttpResponse:
    lines = (json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in queries.exported_lines())
    response = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="journal.jsonl"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _rows(entries: Sequence[Entry]) -> list[Row]:
    # The journal knows references alone; whoever they belong to today is asked of the accounts.
    refs = {entry.actor_ref for entry in entries}
    people = get_user_model()._default_manager.filter(ref__in=refs)
    names = {person.ref: str(person) for person in people}
    rows = []
    for entry in entries:
        kind, _colon, ref = entry.subject.partition(":")
        detail = getattr(entry, "personal", None)
        told = [*entry.data.items(), *(detail.details.items() if detail else [])]
        rows.append(
            Row(
                entry=entry,
                act=labels.act_text(entry.act),
                who=labels.actor_text(entry.actor_ref, names.get(entry.actor_ref)),
                subject=labels.subject_text(kind),
                subject_ref=ref,
                details=[(key, value if isinstance(value, str) else _spelled(value)) for key, value in told],
                is_erased=bool(entry.personal_commitment) and detail is None,
            )
        )
    return rows


def _spelled(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
