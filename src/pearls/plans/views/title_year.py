"""The title year: the log of the activities, values measured, changes of the plan, practices drawn from it."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.calls import rules as call_rules
from pearls.documents import forms as document_forms
from pearls.files import labels as file_labels
from pearls.files import queries as file_queries
from pearls.files.views import file_response
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.plans import labels, queries, services
from pearls.plans.forms.title_year import ChangeForm, LogForm, ValueForm
from pearls.plans.labels import papers as paper_labels
from pearls.plans.labels import title_year as words
from pearls.plans.queries import title_year as year_queries
from pearls.plans.rules import changes as change_rules
from pearls.plans.rules import title_year as rules
from pearls.plans.views import seed_money
from pearls.plans.views.pages import PlanPage, page_for
from pearls.practices import queries as practice_queries
from pearls.web.formats import current_language, number
from pearls.web.gates import signed_in


@signed_in
@require_safe
def year(request: HttpRequest, ref: str) -> HttpResponse:
    """The year at a glance: every activity and indicator against the plan."""
    page = _pearl_page(request, ref)
    content = queries.content_of(page.plan)
    entries = list(year_queries.log_of(page.plan))
    rows = year_queries.progress_of(page.plan, content, entries, page.now.date())
    context = {
        **page.context(),
        "rows": [(row, words.STAGES[row.stage], words.TONES[row.stage]) for row in rows],
        "people_total": sum(row.people_counted for row in rows),
        "spent_total": sum(row.cents_spent for row in rows),
        "planned_total": sum(row.cents_planned for row in rows),
        "indicators": _indicators(page, content),
        "changes": [_change(page, item) for item in year_queries.changes_of(page.plan)],
        "drafts": list(year_queries.practices_made_of(page.plan)),
        "change_form": ChangeForm(),
        "may_write": call_rules.may_write(page.access),
    }
    return render(request, "plans/year.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def activity(request: HttpRequest, ref: str, activity_id: str) -> HttpResponse:
    """One activity: its log, and one more entry."""
    page = _pearl_page(request, ref)
    content = queries.content_of(page.plan)
    row = next((item for item in content.get("activities") or () if item["id"] == activity_id), None)
    if row is None:
        raise Http404
    titles = document_forms.record_titles(page.document.form, content)
    groups = [(name, titles["target_groups"][name]) for name in row.get("groups") or ()]
    form = LogForm(request.POST or None, request.FILES or None, groups=groups)
    if request.method == "POST" and form.is_valid() and _log(request, page, activity_id, form):
        return redirect(page.url("year-activity", activity_id))
    entries = year_queries.log_of(page.plan).filter(activity=activity_id).prefetch_related("counts")
    context = {
        **page.context(),
        "row": row,
        "name": titles["activities"][activity_id],
        "entries": [_entry(entry, titles["target_groups"]) for entry in entries],
        "form": form,
        "may_write": call_rules.may_write(page.access),
        "seed_money": seed_money.state_of(page, activity_id),
    }
    return render(request, "plans/year_activity.html", context)


@signed_in
@require_POST
def take_out(request: HttpRequest, ref: str, entry_ref: str) -> HttpResponse:
    """Take an entry out of the log."""
    page = _pearl_page(request, ref)
    entry = year_queries.entry_of(page.plan, entry_ref)
    _try(request, lambda: services.take_out_entry(actor=page.actor, entry=entry, now=page.now), _("It is taken out."))
    return redirect(page.url("year-activity", entry.activity))


@signed_in
@require_safe
def photo(request: HttpRequest, ref: str, entry_ref: str) -> HttpResponseBase:
    """The photo of an entry, for those who may read the plan."""
    page = _pearl_page(request, ref)
    entry = year_queries.entry_of(page.plan, entry_ref)
    stored = file_queries.file_for_owner(f"plan:{page.plan.ref}", entry.photo) if entry.photo else None
    if stored is None:
        raise Http404
    return file_response(stored)


@signed_in
@require_POST
def measure(request: HttpRequest, ref: str, indicator: str) -> HttpResponse:
    """Write down what an indicator stands at."""
    page = _pearl_page(request, ref)
    form = ValueForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please write a number in digits and the day on which it was measured."))
        return redirect(page.url("year") + "#indicators")
    _try(
        request,
        lambda: services.record_value(
            actor=page.actor, plan=page.plan, indicator=indicator, now=page.now, **form.cleaned_data
        ),
        _("The value is kept."),
    )
    return redirect(page.url("year") + "#indicators")


@signed_in
@require_POST
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Open the plan for a change with its reason, or close the change."""
    page = _pearl_page(request, ref)
    if request.POST.get("act") == "end":
        done = _("The change is closed. What is different can be read below.")
        _try(request, lambda: services.end_change(actor=page.actor, plan=page.plan, now=page.now), done)
        return redirect(page.url("year") + "#changes")
    reason = request.POST.get("reason", "")
    opened = _try(
        request,
        lambda: services.begin_change(actor=page.actor, plan=page.plan, reason=reason, now=page.now),
        _("The plan is open for the change. Close the change when you are done."),
    )
    return redirect(page.url("plan") if opened else page.url("year") + "#changes")


@signed_in
@require_POST
def draft_practice(request: HttpRequest, ref: str, activity_id: str) -> HttpResponse:
    """Make a good practice of an activity."""
    page = _pearl_page(request, ref)
    try:
        draft = services.draft_practice(actor=page.actor, plan=page.plan, activity=activity_id, now=page.now)
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
        return redirect(page.url("year-activity", activity_id))
    if not practice_queries.sees(page.actor, draft):
        messages.info(request, _("A colleague of yours has drafted this practice already and is writing it."))
        return redirect(page.url("year-activity", activity_id))
    messages.success(request, _("The practice is drafted from your plan and its log. Mend it and send it."))
    return redirect("practices:contribution", draft.ref)


def _pearl_page(request: HttpRequest, ref: str) -> PlanPage:
    """The plan of a place that carries the title. Raises: Http404."""
    page = page_for(request, ref, utc_now())
    if not year_queries.is_pearl(page.plan):
        raise Http404
    return page


def _log(request: HttpRequest, page: PlanPage, activity_id: str, form: LogForm) -> bool:
    try:
        services.log_activity(
            actor=page.actor,
            plan=page.plan,
            activity=activity_id,
            entry=form.entry(),
            learned=form.cleaned_data["learned"],
            counts=form.counts,
            photo=form.cleaned_data["photo"],
            now=page.now,
        )
    except NotAllowed as refusal:
        reason = refusal.verdict.reason
        own = file_labels.REASONS.get(reason)
        messages.error(
            request, str(own) % dict(refusal.verdict.detail) if own else labels.reason_words(refusal.verdict)
        )
        return False
    messages.success(request, _("It is in the log."))
    return True


def _try(request: HttpRequest, act: Any, done: str) -> bool:
    try:
        act()
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
        return False
    messages.success(request, done)
    return True


def _entry(entry: Any, groups: dict[str, str]) -> dict[str, Any]:
    counts = [(groups.get(item.group, _("Everybody else")), item.count) for item in entry.counts.all()]
    return {"entry": entry, "counts": counts}


def _indicators(page: PlanPage, content: dict[str, Any]) -> list[dict[str, Any]]:
    """Every indicator with its last value and how far that is on the way to the target."""
    values: dict[str, list[Any]] = {}
    for value in year_queries.values_of(page.plan):
        values.setdefault(value.indicator, []).append(value)
    titles = document_forms.record_titles(page.document.form, content)
    found = []
    for row in content.get("indicators") or ():
        own = values.get(row["id"], [])
        last = own[-1] if own else None
        found.append(
            {
                "row": row,
                "start_words": _decimal(row.get("baseline")),
                "target_words": _decimal(row.get("target")),
                "last_words": _decimal(last.value if last else None),
                "name": titles["indicators"][row["id"]],
                "values": own,
                "last": last,
                "way": rules.way_percent(row.get("baseline"), row.get("target"), last.value if last else None),
                "form": ValueForm(prefix=None, auto_id=f"id_{row['id']}_%s"),
            }
        )
    return found


def _change(page: PlanPage, item: Any) -> dict[str, Any]:
    """One change of the plan, with what is different once it is closed."""
    if item.after is None:
        return {"change": item, "lines": []}
    form, before, after = page.document.form, item.before.answers, item.after.answers
    found = change_rules.compare(form, before, after)
    lines = paper_labels.change_lines(form, found, before=before, after=after, language=current_language())
    return {"change": item, "lines": lines}


def _decimal(text: str | None) -> str:
    return number(Decimal(text), current_language()) if text else ""
