"""Seed money for an activity of the plan: what there is already, and beginning to ask."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from pearls.documents import forms as document_forms
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.plans import queries
from pearls.plans.queries import title_year as year_queries
from pearls.plans.views.pages import PlanPage, page_for
from pearls.seed_money import labels as seed_labels
from pearls.seed_money import queries as seed_queries
from pearls.seed_money import rules as seed_rules
from pearls.seed_money import services as seed_money
from pearls.web.gates import signed_in


def state_of(page: PlanPage, activity_id: str) -> dict[str, Any]:
    """The request for the activity, or whether one can be begun now; empty for whom it does not concern."""
    place, edition = page.application.place, page.application.edition
    found = seed_queries.rules_of(edition)
    reader = seed_queries.reader_of(page.actor, place, edition)
    if found is None or not reader.speaks_for_place:
        return {}
    there = seed_queries.request_begun_from(page.plan.subject, activity_id)
    verdict = seed_rules.may_begin(
        reader,
        has_title=seed_queries.is_pearl(place, edition, now=page.now),
        rules=found,
        today=page.now.date(),
    )
    return {
        "request": there,
        "state": seed_labels.STATES[there.state] if there else "",
        "why_not": "" if verdict else seed_labels.reason_words(verdict),
    }


@signed_in
@require_POST
def ask(request: HttpRequest, ref: str, activity_id: str) -> HttpResponse:
    """Begin a request for seed money from the activity."""
    page = page_for(request, ref, utc_now())
    facts = _facts(page, activity_id) if year_queries.is_pearl(page.plan) else None
    if facts is None:
        raise Http404
    try:
        asked = seed_money.begin_request(
            actor=page.actor,
            place=page.application.place,
            edition=page.application.edition,
            activity=facts,
            now=page.now,
        )
    except NotAllowed as refusal:
        messages.error(request, seed_labels.reason_words(refusal.verdict))
        return redirect(page.url("year-activity", activity_id))
    return redirect("seed_money:request" if asked.sent_at else "seed_money:edit", ref=asked.ref)


def _facts(page: PlanPage, activity_id: str) -> seed_queries.ActivityFacts | None:
    content = queries.content_of(page.plan)
    rows = year_queries.progress_of(page.plan, content, (), page.now.date())
    row = next((item for item in rows if item.id == activity_id), None)
    told = next((item for item in content.get("activities") or () if item["id"] == activity_id), None)
    if row is None or told is None:
        return None
    titles = document_forms.record_titles(page.document.form, content)
    return seed_queries.ActivityFacts(
        plan=page.plan.subject,
        activity=activity_id,
        title=titles["activities"][activity_id],
        what=str(told.get("what") or ""),
        starts_on=_day(row.starts_on),
        ends_on=_day(row.ends_on or row.starts_on),
        cents=row.cents_planned or 0,
    )


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None
